import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, globSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { freePort, type Processes } from "../scripts/processes.js";

/** A PostgreSQL of a moment. */
export interface Postgres {
  readonly url: string;
  readonly version: string;
}

/** Starts a PostgreSQL on loopback, whose data are in a folder of `folder`; it ends with `processes`. Undefined where none is installed. */
export async function startPostgres(processes: Processes, folder: string): Promise<Postgres | undefined> {
  const [binary] = globSync(["/usr/lib/postgresql/*/bin/postgres", "/usr/local/bin/postgres", "/opt/homebrew/bin/postgres"])
    .sort()
    .reverse();
  if (binary === undefined) return undefined;
  const home = join(folder, "postgres");
  mkdirSync(home);
  const user = ordinaryUser();
  if (user) {
    chmodSync(folder, 0o755);
    chownSync(home, user.uid, user.gid);
  }
  const data = join(home, "data");
  const initialise = ["--pgdata", data, "--username", "parley", "--auth", "trust", "--encoding", "UTF8"];
  execFileSync(join(dirname(binary), "initdb"), initialise, { ...user, cwd: home, stdio: "ignore" });

  const port = await freePort();
  const options = ["-D", data, "-c", "listen_addresses=127.0.0.1", "-c", `port=${port}`, "-c", `unix_socket_directories=${home}`];
  const [command, ...args] = [...(user ? ["runuser", "-u", "nobody", "--"] : []), binary, ...options] as [string, ...string[]];
  const service = processes.start({ name: "PostgreSQL", command, args, log: join(folder, "postgres.log") });
  await service.ready(() => reach(port), 60);
  const said = execFileSync(binary, ["--version"], { encoding: "utf8" });
  return { url: `postgresql://parley@127.0.0.1:${port}/postgres`, version: /\d+(\.\d+)*/.exec(said)?.[0] ?? "" };
}

/** PostgreSQL refuses to run as root. */
function ordinaryUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: idOf("-u"), gid: idOf("-g") };
}

function reach(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    }).once("error", reject);
  });
}
