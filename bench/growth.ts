import type { TransactionReceipt } from "ethers";
import { type AssetStruct, type Chain, stage } from "./stage.js";

/** Gas of an accepted offer, its repayment and its foreclosure against the size of something. */
export type Curve = Readonly<Record<string, { readonly accept: number; readonly repay: number; readonly foreclose: number }>>;

export const ASSETS = [0, 1, 2, 4, 8, 16] as const;
export const OPEN_LOANS = [1, 1_000, 10_000] as const;

const PER_TRANSACTION = 100;

/**
 * Cost against the number of NFTs in one loan's collateral. Unsecured loans cannot be foreclosed: zero gas.
 * @param parleyCode creation code of `Parley`.
 */
export async function againstAssets(chain: Chain, parleyCode: string): Promise<Curve> {
  const on = await stage(chain, parleyCode);
  const bundle = async (count: number) => {
    const assets: AssetStruct[] = [];
    while (assets.length < count) assets.push(await on.someNft());
    return on.bundleOffer(assets);
  };
  await on.borrow(await bundle(1));
  await on.borrow(await bundle(1));

  const curve: Record<string, Curve[string]> = {};
  for (const count of ASSETS) {
    const repaid = await on.borrow(await bundle(count));
    await on.wait(7);
    const repayment = await on.repay(repaid);
    const late = await on.borrow(await bundle(count));
    await on.wait(40);
    curve[count] = {
      accept: gas(repaid.receipt),
      repay: gas(repayment),
      foreclose: count === 0 ? 0 : gas(await on.foreclose(late)),
    };
  }
  return curve;
}

/**
 * Cost against the number of loans that are open, all of one lender and one borrower.
 * @param parleyCode creation code of `Parley`.
 */
export async function againstOpenLoans(chain: Chain, parleyCode: string): Promise<Curve> {
  const on = await stage(chain, parleyCode);
  await on.borrow(on.budgetOffer(await on.someNft()));
  let open = 1;

  const curve: Record<string, Curve[string]> = {};
  for (const count of OPEN_LOANS) {
    const unsecured = on.bundleOffer([]);
    const one = on.parley.interface.encodeFunctionData("accept", [unsecured, on.fillOf(unsecured), await on.signed(on.lender, unsecured)]);
    while (open < count) {
      const several = Math.min(PER_TRANSACTION, count - open);
      await on.call(on.borrower, "multicall", [Array.from({ length: several }, () => one)]);
      open += several;
    }

    const found = await on.parley.balanceOf(on.lender);
    if (found !== BigInt(open)) throw new Error(`${found} loans are open and should be ${open}.`);
    const repaid = await on.borrow(on.budgetOffer(await on.someNft()));
    await on.wait(7);
    const repayment = await on.repay(repaid);
    const late = await on.borrow(on.budgetOffer(await on.someNft()));
    await on.wait(40);
    curve[count] = { accept: gas(repaid.receipt), repay: gas(repayment), foreclose: gas(await on.foreclose(late)) };
  }
  return curve;
}

const gas = (receipt: TransactionReceipt): number => Number(receipt.gasUsed);
