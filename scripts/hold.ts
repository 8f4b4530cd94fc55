import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { StepError } from "./processes.ts";

/**
 * Takes a state folder for this process alone. What holds it is the lock that the system keeps for LevelDB: it ends with the process, however that
 * ends, and needs no look at who is still alive.
 * @returns What lets go of it.
 * @throws StepError if another process holds it.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const place = join(folder, "lock");
  const holder = join(place, "process");
  mkdirSync(place, { recursive: true });
  const lock = new ClassicLevel(place);
  try {
    await lock.open();
  } catch (error) {
    if (!isHeld(error)) throw error;
    throw new StepError(
      `Process ${readHolder(holder)} runs Parley on ${folder} already. Stop it, or start another beside it, with a folder and ports of its own: ` +
        "npm start -- --state .parley-2 --port 3001 --rpc-port 8546 --index-port 4322 --peer-port 4312 --status-port 4313",
      { cause: error },
    );
  }
  writeFileSync(holder, `${process.pid}\n`);
  return () => lock.close();
}

const isHeld = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: unknown } | undefined)?.code === "LEVEL_LOCKED";

function readHolder(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "(which has only begun)";
  }
}
