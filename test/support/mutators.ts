import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import type { Hex, Opened, World } from "./world.js";

/**
 * The data of one call of each function that changes anything, by its name, all about `loan` and the note's `owner`. What it lists is held to the ABI.
 */
export function mutatorCalls(
  { parley, stranger, request, newOffer, fill }: World,
  loan: Opened,
  owner: Hex,
): Readonly<Record<string, string>> {
  const { agreement, id } = loan;
  const { credit } = agreement.terms;
  const [proposal, successor] = [request({ maker: owner }), newOffer()];
  const token = [owner, stranger.address, id] as const;
  const encode = (name: string, values: readonly unknown[]): string => parley.interface.encodeFunctionData(name as "post", values as never);
  const calls: Record<string, string> = {
    accept: encode("accept", [proposal, fill(proposal), "0x"]),
    approve: encode("approve", [stranger.address, id]),
    buy: encode("buy", [agreement, MaxUint256, owner]),
    cancel: encode("cancel", [1n]),
    collect: encode("collect", [credit, owner]),
    fetch: encode("fetch", [agreement, owner]),
    fetchPosted: encode("fetchPosted", [proposal, owner]),
    foreclose: encode("foreclose", [agreement]),
    multicall: encode("multicall", [[encode("foreclose", [agreement])]]),
    novate: encode("novate", [agreement, successor, fill(successor), "0x"]),
    permit: encode("permit", [credit, 1n, MaxUint256, 27, ZeroHash, ZeroHash]),
    post: encode("post", [proposal]),
    publish: encode("publish", [agreement]),
    repay: encode("repay", [agreement, 1n]),
    "safeTransferFrom(address,address,uint256)": encode("safeTransferFrom(address,address,uint256)", token),
    "safeTransferFrom(address,address,uint256,bytes)": encode("safeTransferFrom(address,address,uint256,bytes)", [...token, "0x"]),
    setApprovalForAll: encode("setApprovalForAll", [stranger.address, true]),
    take: encode("take", [agreement, owner]),
    transferFrom: encode("transferFrom", token),
    withdraw: encode("withdraw", [proposal]),
  };
  const mutators: string[] = [];
  parley.interface.forEachFunction((f) => {
    if (f.stateMutability !== "view" && f.stateMutability !== "pure") mutators.push(f.name in calls ? f.name : f.format("sighash"));
  });
  expect(mutators.sort(), "every mutator has a call").to.deep.equal(Object.keys(calls).sort());
  return calls;
}
