import type { CreateConnectorFn } from "wagmi";
import { walletConnect } from "wagmi/connectors/walletConnect";

/** How long the relay may take to hand out a pairing link. */
const PATIENCE_MS = 20_000;

class RelayUnreachableError extends Error {
  override readonly name = "RelayUnreachableError";
  constructor(options?: ErrorOptions) {
    super("WalletConnect's relay can't be reached. Check your connection and try again, or use a wallet in this browser.", options);
  }
}

/** Wagmi's connector without a dialog of its own. It tells the pairing link as a `display_uri` message, or fails if there is none in time. */
export function relayed(projectId: string): CreateConnectorFn {
  const create = walletConnect({
    projectId,
    showQrModal: false,
    telemetryEnabled: false,
    metadata: { name: "Parley", description: "Lending between two wallets", url: window.location.origin, icons: [] },
  });
  return (config) => {
    const connector = create(config);
    return {
      ...connector,
      async connect(parameters) {
        let linked = false;
        const onMessage = ({ type }: { readonly type: string }) => {
          linked ||= type === "display_uri";
        };
        config.emitter.on("message", onMessage);
        const late = new Promise<never>((_, reject) => {
          setTimeout(() => !linked && reject(new RelayUnreachableError()), PATIENCE_MS);
        });
        try {
          return await Promise.race([connector.connect(parameters), late]);
        } catch (cause) {
          throw linked || cause instanceof RelayUnreachableError ? cause : new RelayUnreachableError({ cause });
        } finally {
          config.emitter.off("message", onMessage);
        }
      },
    };
  };
}
