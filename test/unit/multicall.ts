import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";
import { ethers, loadFixture, now } from "../support/chain.js";
import { type Actor, credits, hex, ounces, tokenErrors, type World, world } from "../support/world.js";

/** The arguments of `permit` by which `owner` lets Parley draw `value` credit. */
async function permitOf({ parley, credit, domain }: World, owner: Actor, value: bigint, deadline: bigint = MaxUint256) {
  const verifyingContract = await credit.getAddress();
  const { v, r, s } = Signature.from(
    await owner.signTypedData(
      { name: "CREDIT", version: "1", chainId: domain.chainId, verifyingContract },
      {
        Permit: [
          { name: "owner", type: "address" },
          { name: "spender", type: "address" },
          { name: "value", type: "uint256" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint256" },
        ],
      },
      { owner: owner.address, spender: await parley.getAddress(), value, nonce: await credit.nonces(owner), deadline },
    ),
  );
  return [verifyingContract, value, deadline, v, r, s] as const;
}

describe("permit", () => {
  it("default: the caller's signature is his approval", async () => {
    const base = await loadFixture(world);
    const { parley, credit, borrower } = base;

    await parley.connect(borrower).permit(...(await permitOf(base, borrower, credits(7))));

    expect(await credit.allowance(borrower, parley)).to.equal(credits(7));
  });

  it("behavior: a failure is ignored: another's signature, one too late, and one that was used", async () => {
    const base = await loadFixture(world);
    const { parley, credit, borrower, stranger } = base;
    await credit.connect(stranger).approve(parley, 5n);
    const used = await permitOf(base, borrower, credits(7));
    await parley.connect(borrower).permit(...used);
    await credit.connect(borrower).approve(parley, 6n);

    await parley.connect(stranger).permit(...(await permitOf(base, borrower, credits(8))));
    await parley.connect(borrower).permit(...(await permitOf(base, borrower, credits(8), (await now()) - 1n)));
    await parley.connect(borrower).permit(...used);

    expect(await credit.allowance(stranger, parley), "the stranger's").to.equal(5n);
    expect(await credit.allowance(borrower, parley), "the borrower's").to.equal(6n);
  });

  it("behavior: a token without permit, and one without code, are ignored", async () => {
    const base = await loadFixture(world);
    const { parley, nft, borrower, stranger } = base;
    const [, ...rest] = await permitOf(base, borrower, 1n);

    await expect(parley.connect(borrower).permit(nft, ...rest), "no permit").not.to.be.revert(ethers);
    await expect(parley.connect(borrower).permit(stranger, ...rest), "no code").not.to.be.revert(ethers);
    await expect(parley.connect(borrower).permit(parley, ...rest), "Parley itself").not.to.be.revert(ethers);
  });
});

describe("multicall", () => {
  it("default: permit and repay in one transaction", async () => {
    const base = await loadFixture(world);
    const { parley, credit, nft, borrower, lender, open } = base;
    const { agreement } = await open();
    await credit.connect(borrower).approve(parley, 0n);
    const { interface: abi } = parley;
    const calls = [
      abi.encodeFunctionData("permit", [...(await permitOf(base, borrower, credits(1_001)))]),
      abi.encodeFunctionData("repay", [agreement, MaxUint256]),
    ];

    const before = await credit.balanceOf(lender);
    await parley.connect(borrower).multicall(calls);

    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect((await credit.balanceOf(lender)) - before, "the lender's credit").to.be.within(credits(1_000), credits(1_001));
  });

  it("default: permit and accept in one transaction", async () => {
    const base = await loadFixture(world);
    const { parley, credit, borrower, lender, request, fill, sign } = base;
    const proposal = request();
    await credit.connect(lender).approve(parley, 0n);
    const { interface: abi } = parley;
    const calls = [
      abi.encodeFunctionData("permit", [...(await permitOf(base, lender, credits(1_000)))]),
      abi.encodeFunctionData("accept", [proposal, fill(proposal), await sign(borrower, proposal)]),
    ];

    await expect(parley.connect(lender).multicall(calls)).to.changeTokenBalances(
      ethers,
      credit,
      [lender, borrower],
      [-credits(1_000), credits(1_000)],
    );
  });

  it("behavior: a permit that somebody used first does not stop what follows", async () => {
    const base = await loadFixture(world);
    const { parley, credit, nft, borrower, stranger, open } = base;
    const { agreement } = await open();
    await credit.connect(borrower).approve(parley, 0n);
    const permit = await permitOf(base, borrower, credits(1_001));
    const [, value, deadline, v, r, s] = permit;
    await credit.connect(stranger).permit(borrower, parley, value, deadline, v, r, s);

    await parley
      .connect(borrower)
      .multicall([
        parley.interface.encodeFunctionData("permit", [...permit]),
        parley.interface.encodeFunctionData("repay", [agreement, MaxUint256]),
      ]);

    expect(await nft.ownerOf(1n)).to.equal(borrower.address);
  });

  it("behavior: cancel and withdraw together take an offer off the market", async () => {
    const { parley, credit, borrower, lender, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ limit: credits(5_000) });
    await parley.connect(lender).post(proposal);
    const { interface: abi } = parley;

    await expect(
      parley
        .connect(lender)
        .multicall([abi.encodeFunctionData("cancel", [proposal.group]), abi.encodeFunctionData("withdraw", [proposal])]),
      "credit",
    ).to.changeTokenBalance(ethers, credit, lender, credits(5_000));

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)), "accepting")
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, proposal.group);
  });

  it("behavior: replaces one posted request by another, against the same NFT", async () => {
    const { parley, nft, borrower, request, terms, proposalId } = await loadFixture(world);
    const first = request();
    const second = request({ terms: terms({ aprBps: 1_200n }) });
    await parley.connect(borrower).post(first);
    const { interface: abi } = parley;

    await parley
      .connect(borrower)
      .multicall([
        abi.encodeFunctionData("cancel", [first.group]),
        abi.encodeFunctionData("withdraw", [first]),
        abi.encodeFunctionData("post", [second]),
      ]);

    expect(await parley.escrow(proposalId(first)), "the first").to.deep.equal([true, 0n]);
    expect(await parley.escrow(proposalId(second)), "the second").to.deep.equal([true, 1n]);
    expect(await nft.ownerOf(1n), "owner").to.equal(await parley.getAddress());
  });

  it("behavior: returns what each call returned", async () => {
    const { parley, borrower, request, proposalId } = await loadFixture(world);
    const proposal = request();
    const { interface: abi } = parley;

    const results = await parley
      .connect(borrower)
      .multicall.staticCall([abi.encodeFunctionData("post", [proposal]), abi.encodeFunctionData("groupUsed", [borrower.address, 1n])]);

    expect(results).to.deep.equal([proposalId(proposal), `0x${"00".repeat(32)}`]);
  });

  it("behavior: a borrower moves from one loan to the next in one transaction", async () => {
    const { parley, nft, borrower, lender, secondLender, offer, terms, fill, sign, open, agreementOf, loanId } = await loadFixture(world);
    const { agreement, id } = await open();
    const better = offer({ maker: hex(secondLender.address), terms: terms({ aprBps: 500n, principal: credits(900) }) });
    const { interface: abi } = parley;

    await parley
      .connect(borrower)
      .multicall([
        abi.encodeFunctionData("repay", [agreement, MaxUint256]),
        abi.encodeFunctionData("accept", [better, fill(better), await sign(secondLender, better)]),
      ]);

    expect((await parley.loan(id)).openedAt, "the old loan").to.equal(0n);
    expect(await parley.ownerOf(loanId(agreementOf(better, borrower))), "the new note").to.equal(secondLender.address);
    expect(await parley.balanceOf(lender), "the old lender's notes").to.equal(0n);
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
  });

  it("error: one that fails undoes all, with its own error", async () => {
    const { parley, gold, borrower, request, terms, asset, proposalId } = await loadFixture(world);
    const first = request({ terms: terms({ collateral: [asset.gold(ounces(1))] }) });
    const second = request();
    const { interface: abi } = parley;
    const calls = [abi.encodeFunctionData("post", [first]), abi.encodeFunctionData("withdraw", [second])];

    await expect(parley.connect(borrower).multicall(calls))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(second));
    expect(await gold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
  });

  it("error: a permit that failed leaves the pull to fail", async () => {
    const base = await loadFixture(world);
    const { parley, credit, borrower, stranger, open } = base;
    const { agreement } = await open();
    await credit.connect(borrower).approve(parley, 0n);
    const { interface: abi } = parley;
    const calls = [
      abi.encodeFunctionData("permit", [...(await permitOf(base, stranger, credits(1_001)))]),
      abi.encodeFunctionData("repay", [agreement, MaxUint256]),
    ];

    await expect(parley.connect(borrower).multicall(calls)).to.be.revertedWithCustomError(tokenErrors, "TransferFromFailed");
  });

  it("error: no value is taken", async () => {
    const { parley, borrower } = await loadFixture(world);
    const data = parley.interface.encodeFunctionData("multicall", [[]]);

    await expect(borrower.sendTransaction({ to: parley, data, value: 1n })).to.be.revertedWithoutReason(ethers);
    await expect(borrower.sendTransaction({ to: parley, value: 1n }), "plain").to.be.revertedWithoutReason(ethers);
  });
});
