// Runs a command for as long as its standard input stays open: `node leash.mjs <command> [args]`, as leader of a process group.
// The one who started it may be killed without a chance to clean up; the pipe then closes, and the whole group ends too.
import { spawn } from "node:child_process";

const PATIENCE_MS = 5_000;

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });

const stop = () => setTimeout(() => process.kill(-process.pid, "SIGKILL"), PATIENCE_MS);
process.once("SIGTERM", stop);
process.stdin.resume().on("close", () => process.kill(-process.pid, "SIGTERM"));

child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 1));
