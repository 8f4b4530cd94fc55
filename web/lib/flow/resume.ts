import type { Config } from "wagmi";
import { getConnection } from "wagmi/actions";
import { SENT_KEY } from "./flow.ts";
import { type Resumed, readSent } from "./sent.ts";

/** What this tab waited for when it was loaded anew, once the account that sent it is connected again on the network it was sent to. */
export async function resume(config: Config): Promise<Resumed | undefined> {
  const found = readSent(window.sessionStorage.getItem(SENT_KEY));
  if (!found) {
    window.sessionStorage.removeItem(SENT_KEY);
    return undefined;
  }
  const isBack = () => getConnection(config).address === found.account && config.state.chainId === found.chainId;
  await new Promise<void>((resolve) => {
    if (isBack()) return resolve();
    const unsubscribe = config.subscribe(isBack, (back) => {
      if (!back) return;
      unsubscribe();
      resolve();
    });
  });
  return found;
}
