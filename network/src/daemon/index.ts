export { peerCommand } from "./command.ts";
export { ConfigError, type ConfigOptions, type DaemonConfig, readConfig } from "./config.ts";
export { type Daemon, DaemonError, startDaemon } from "./daemon.ts";
