import { callsOf } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { getCode, simulateContract } from "viem/actions";
import { useClient } from "wagmi";
import { useNamedAccount } from "@/lib/chain/useNamedAccount.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { bad, ok, type Result } from "@/lib/result.ts";

/** Who would get a note. */
export interface Receiver {
  readonly address: Address;
  /** Whether code stands there, which must take the note and do something with what it is paid. */
  readonly isContract: boolean;
}

/** Why nobody should give a note of `parley` to that address; undefined if nothing speaks against it. */
function refusal(to: Address, owner: Address, parley: Address): string | undefined {
  if (isAddressEqual(to, parley)) return "That is the contract which pays the note's owner. It can't be one itself.";
  if (isAddressEqual(to, owner)) return "That is your own account: the note is yours already.";
  return to === zeroAddress ? "Nobody has that address." : undefined;
}

/** Whom a text names, an address or a name, and whether he can be given a note. Undefined while it is being found out. */
export function useReceiver(text: string, owner: Address, parley: Address, loan: Hex): Result<Receiver> | undefined {
  const client = useClient();
  const account = useNamedAccount(text);
  const named = account?.ok ? account.value : undefined;
  const refused = named && refusal(named, owner, parley);
  const { data, isError } = useQuery({
    queryKey: [CHAIN, client?.chain.id, "receiver", named, owner, loan],
    queryFn: async (): Promise<"account" | "contract" | "refuses"> => {
      if (!client || !named) throw new Error("No receiver is named.");
      const code = await getCode(client, { address: named });
      if (code === undefined || code === "0x") return "account";
      const call = { ...callsOf(parley).transferNote(owner, named, loan), account: owner };
      return simulateContract(client, call as never).then(
        () => "contract" as const,
        () => "refuses" as const,
      );
    },
    enabled: client !== undefined && named !== undefined && refused === undefined,
  });
  if (account === undefined || !account.ok) return account;
  if (refused !== undefined) return bad(refused);
  if (isError) return bad("It couldn't be found out what stands at that address. Check the connection.");
  if (data === undefined) return undefined;
  if (data === "refuses") return bad("That is a contract which doesn't take NFTs (ERC-721), and so would refuse the note.");
  return ok({ address: account.value, isContract: data === "contract" });
}
