import { HDNodeWallet } from "ethers";

/** The mnemonic of every local development chain: public, and worth nothing anywhere else. */
export const TEST_MNEMONIC = "test test test test test test test test test test test junk";

/** How many of its first accounts are left to the person at the keyboard: they get tokens and no loans. */
export const FREE_ACCOUNTS = 4;

/** The account that deploys on the local chain. */
export const DEPLOYER_ACCOUNT = 9;

/** How far before the present the local chain begins, so that its loans can have a past. */
export const HISTORY_SECONDS = 60 * 86_400;

/** A test account, by its place in the mnemonic. */
export function testAccount(index: number): HDNodeWallet {
  return HDNodeWallet.fromPhrase(TEST_MNEMONIC, "", `m/44'/60'/0'/0/${index}`);
}
