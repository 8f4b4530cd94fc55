import { expect } from "chai";
import { recoverTypedDataAddress, toHex, zeroHash } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { agreementOf, filledTerms, fillOf, loanId, noteId, proposalDigest, proposalId, proposalTypedData } from "../src/index.ts";
import { agreement, borrower, domain, lender, nft, offer, ounces, request, stranger, terms } from "./support.ts";

describe("typed data", () => {
  it("default: ids are what they were when the protocol was fixed", () => {
    expect(proposalId(domain, request())).to.equal("0xc46cdb0adbd1198574436121ae58f9787d70d935d4d3d2414859140855dd1b14");
    expect(loanId(domain, agreement())).to.equal("0xe2eb2f6ab48e70b4bef463e5827e5a0ddef8e10843d01c5b55a7858c59a9f2f4");
  });

  it("behavior: any change of terms, chain or contract is another id", () => {
    const ids = [
      loanId(domain, agreement()),
      loanId(domain, agreement({ graceSeconds: 0n })),
      loanId(domain, agreement({ collateral: [nft(2n)] })),
      loanId(domain, { ...agreement(), part: 1n }),
      loanId({ ...domain, chainId: 1 }, agreement()),
      loanId({ ...domain, address: stranger }, agreement()),
    ];
    expect(new Set(ids).size).to.equal(ids.length);
    expect(toHex(noteId(ids[0] ?? zeroHash), { size: 32 }), "note").to.equal(ids[0]);
  });

  it("behavior: a wallet's signature of the typed data recovers its address from the digest", async () => {
    const wallet = privateKeyToAccount(toHex(1n, { size: 32 }));
    const proposal = offer({ maker: wallet.address });
    const signature = await wallet.signTypedData(proposalTypedData(domain, proposal));
    expect(await recoverTypedDataAddress({ ...proposalTypedData(domain, proposal), signature })).to.equal(wallet.address);
    expect(await wallet.sign({ hash: proposalDigest(domain, proposal) }), "signed digest").to.equal(signature);
  });

  it("behavior: a fill scales fungible collateral up, leaves an NFT, and names the right borrower", () => {
    const offered = offer({ terms: terms({ collateral: [ounces(10n), nft(1n)] }), smallestFill: 1n });
    const cut = agreementOf(domain, offered, fillOf(offered, 333_333n), stranger, 7n);
    expect(cut.terms.collateral).to.deep.equal([ounces(4n), nft(1n)]);
    expect(cut.terms.principal).to.equal(333_333n);
    expect(cut.borrower, "of an offer: the taker").to.equal(stranger);
    expect(cut.origin).to.equal(proposalId(domain, offered));
    expect(cut.part).to.equal(7n);
    expect(agreementOf(domain, request(), fillOf(request()), lender, 0n).borrower, "of a request: the maker").to.equal(borrower);
    expect(filledTerms(offered.terms, 1_000_000n), "whole").to.equal(offered.terms);
  });
});
