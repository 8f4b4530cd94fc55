import { type Formation, type Formations, type Proposal, proposalId, readSyndicate, type Share, type Syndicate } from "@parley/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Address, zeroAddress } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { readerOf } from "./readerOf.ts";
import { CHAIN } from "./useRefresh.ts";

/** A syndicate, and what an account has of it. */
export interface SharedSyndicate {
  readonly syndicate: Syndicate;
  readonly share: Share;
}

const none: Share = { shares: 0n, claimable: 0n };

/** The syndicate of a request and the account's share; null if nobody has made one yet. */
export function useSyndicateOf(request: Proposal, account: Address | undefined) {
  const client = useClient();
  const deployment = useDeployed();
  return useQuery({
    queryKey: [CHAIN, deployment.chainId, "syndicate", proposalId(deployment, request), account],
    queryFn: async (): Promise<SharedSyndicate | null> => {
      const reader = await readerOf(client);
      const syndicate = await readSyndicate(reader, deployment, request);
      if (!syndicate) return null;
      const { readShares } = await import("@parley/sdk");
      const [share = none] = account ? await readShares(reader, [syndicate], account) : [];
      return { syndicate, share };
    },
    enabled: deployment.syndicates !== null,
  });
}

/**
 * The syndicates that matter to an account, by what `isWanted` picks from all that were formed; with its share of each.
 * @param until The block up to which to look.
 */
export function useSyndicates(name: string, account: Address | undefined, until: bigint, isWanted?: (formation: Formation) => boolean) {
  const client = useClient();
  const deployment = useDeployed();
  const queries = useQueryClient();
  const formationsKey = ["formations", deployment.chainId, deployment.syndicates];
  return useQuery({
    queryKey: [CHAIN, deployment.chainId, "syndicates", name, account],
    queryFn: async (): Promise<readonly SharedSyndicate[]> => {
      const reader = await readerOf(client);
      const { readFormations, readShares, readSyndicates } = await import("@parley/sdk");
      const known = queries.getQueryData<Formations>(formationsKey);
      // Where the chain went back behind what is known, that is read anew.
      const formations = await readFormations(reader, deployment, until, known && known.until <= until ? known : undefined);
      queries.setQueryData(formationsKey, formations);
      const wanted = isWanted ? formations.formed.filter(isWanted) : formations.formed;
      const shares = await readShares(reader, wanted, account ?? zeroAddress);
      const mine = wanted.flatMap((formation, i) => {
        const share = shares[i] ?? none;
        return isWanted || share.shares > 0n || share.claimable > 0n ? [{ formation, share }] : [];
      });
      const read = await readSyndicates(
        reader,
        deployment.address,
        mine.map(({ formation }) => formation),
      );
      return read.flatMap((syndicate, i) => (syndicate ? [{ syndicate, share: mine[i]?.share ?? none }] : []));
    },
    enabled: deployment.syndicates !== null,
    placeholderData: (last) => last,
  });
}

/** Whether an account is a contract, as every syndicate is. */
export function useHasCode(account: Address) {
  const client = useClient();
  const { chainId } = useDeployed();
  return useQuery({
    queryKey: [CHAIN, chainId, "code", account],
    queryFn: async () => ((await (await readerOf(client)).getCode({ address: account })) ?? "0x") !== "0x",
  });
}
