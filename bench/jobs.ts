import { parseEther, type TransactionReceipt } from "ethers";
import { type AssetStruct, type Chain, type Names, type Opened, PRINCIPAL, stage } from "./stage.js";

export type Bench = { readonly receipts: ReadonlyMap<string, TransactionReceipt>; readonly names: Names };

/**
 * Runs every job once under the conditions of the README.
 * @param parleyCode creation code of `Parley`.
 */
export async function measure(chain: Chain, parleyCode: string): Promise<Bench> {
  const on = await stage(chain, parleyCode);
  const { parley, borrower, secondLender, wait, someNft, someGoods, singleOffer, laterOffer, budgetOffer, request } = on;
  const { post, fund, borrow, novate, repay, foreclose, cancelSingle } = on;

  // The cycle before the measured one: six loans stay open, one is repaid.
  for (const asset of [someNft, someGoods]) {
    await borrow(singleOffer(await asset()));
    await borrow(budgetOffer(await asset()));
    const posted = request(await asset());
    await post(posted);
    await fund(posted);
  }
  await borrow(singleOffer(await someNft(), secondLender), secondLender);
  const earlier = await borrow(laterOffer(await someNft()));
  await wait(7);
  await repay(earlier);

  const receipts = new Map<string, TransactionReceipt>();
  const record = (job: string, receipt: TransactionReceipt) => receipts.set(job, receipt);

  const nftLoan = await borrow(singleOffer(await someNft()));
  record("J1", nftLoan.receipt);
  record("J1w", (await borrow(laterOffer(await someNft()))).receipt);
  record("J1r", (await borrow(budgetOffer(await someNft()))).receipt);
  const goodsLoan = await borrow(singleOffer(await someGoods()));
  record("J2", goodsLoan.receipt);
  record("J2r", (await borrow(budgetOffer(await someGoods()))).receipt);

  const nftRequest = request(await someNft());
  record("J3", await post(nftRequest));
  record("J4", (await fund(nftRequest)).receipt);
  const goodsRequest = request(await someGoods());
  record("J3e20", await post(goodsRequest));
  record("J4e20", (await fund(goodsRequest)).receipt);
  record("J8", await cancelSingle());

  await wait(7);
  record("J5", await repay(nftLoan));
  record("J5e20", await repay(goodsLoan));

  const collateralOf = ({ agreement }: Opened): AssetStruct => {
    const [asset] = agreement.terms.collateral;
    if (asset === undefined) throw new Error("The loan has no collateral.");
    return asset;
  };
  const [toRefinance, toReplace] = [await borrow(singleOffer(await someNft())), await borrow(singleOffer(await someNft()))];
  await wait(7);
  record("J7", await novate(toRefinance, secondLender, singleOffer(collateralOf(toRefinance), secondLender)));
  const wanted = request(collateralOf(toReplace));
  const principal = PRINCIPAL + parseEther("10");
  const larger = { ...wanted, terms: { ...wanted.terms, principal }, limit: principal, smallestFill: principal };
  record("J7n", await novate(toReplace, borrower, { ...larger, replaces: await parley.loanId(toReplace.agreement) }));

  const lateNft = await borrow(singleOffer(await someNft()));
  const lateGoods = await borrow(singleOffer(await someGoods()));
  await wait(40);
  record("J6", await foreclose(lateNft));
  record("J6e20", await foreclose(lateGoods));

  return { receipts, names: on.names };
}
