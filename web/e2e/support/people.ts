import { type HDAccount, mnemonicToAccount } from "viem/accounts";

const person = (addressIndex: number): HDAccount =>
  mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex });

/** Accounts with ether, test tokens and no loans of their own. */
export const borrower = person(0);
export const lender = person(1);
export const stranger = person(2);

/** An account that has never held anything. */
export const pauper = person(40);

/** Makers of what the seeded market holds. */
export const artist = person(4);
export const saver = person(7);
