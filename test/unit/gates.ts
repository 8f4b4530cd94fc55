import { expect } from "chai";
import { Interface } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { noAnswers, Verdict } from "../support/odd.js";
import { addressOf, hex, mined, type Proposal, world } from "../support/world.js";

const gateAbi = new Interface(["function admits(address taker, bytes32 proposalId, bytes data) view returns (bool)"]);

async function gated() {
  const base = await world();
  const judge = await ethers.deployContract("OddJudge");
  return { ...base, judge, gate: await addressOf(judge) };
}

describe("gates", () => {
  it("default: the gate is asked about the taker, the proposal and what the taker brought", async () => {
    const { parley, borrower, lender, judge, gate, offer, fill, sign, proposalId } = await loadFixture(gated);
    const proposal = offer({ gate });
    const gateData = hex("0x0123456789");
    const question = gateAbi.encodeFunctionData("admits", [borrower.address, proposalId(proposal), gateData]);
    await judge.expect(question);
    const signature = await sign(lender, proposal);

    for (const other of [hex("0x"), hex("0x01234567890a")]) {
      await expect(parley.connect(borrower).accept(proposal, fill(proposal, undefined, { gateData: other }), signature), other)
        .to.be.revertedWithCustomError(parley, "NotAdmitted")
        .withArgs(borrower.address, gate);
    }
    await expect(parley.connect(borrower).accept(proposal, fill(proposal, undefined, { gateData }), signature), "what it expects").to.emit(
      parley,
      "Opened",
    );
  });

  it("default: a borrower's gate is asked about the lender", async () => {
    const { parley, lender, secondLender, borrower, judge, gate, request, fill, sign, proposalId } = await loadFixture(gated);
    const proposal = request({ gate });
    await judge.expect(gateAbi.encodeFunctionData("admits", [lender.address, proposalId(proposal), "0x"]));
    const signature = await sign(borrower, proposal);

    await expect(parley.connect(secondLender).accept(proposal, fill(proposal), signature), "another")
      .to.be.revertedWithCustomError(parley, "NotAdmitted")
      .withArgs(secondLender.address, gate);
    await expect(parley.connect(lender).accept(proposal, fill(proposal), signature), "the one").to.emit(parley, "Opened");
  });

  it("behavior: a posted proposal is gated as a signed one", async () => {
    const { parley, borrower, lender, judge, gate, offer, fill } = await loadFixture(gated);
    const proposal = offer({ gate });
    await judge.set(Verdict.No);
    await parley.connect(lender).post(proposal);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), "0x"), "refused")
      .to.be.revertedWithCustomError(parley, "NotAdmitted")
      .withArgs(borrower.address, gate);
    await judge.set(Verdict.Yes);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal), "0x"), "admitted").to.emit(parley, "Opened");
  });

  it("behavior: in a novation the gate is asked about the caller, borrower or lender", async () => {
    const { parley, borrower, secondLender, judge, gate, open, newOffer, renewal, novation, proposalId } = await loadFixture(gated);
    const loan = await open();
    const question = (taker: string, proposal: Proposal) => gateAbi.encodeFunctionData("admits", [taker, proposalId(proposal), "0x0a"]);

    for (const [taker, proposal] of [
      [borrower, newOffer({ gate })],
      [secondLender, renewal(loan, { gate })],
    ] as const) {
      const { send } = await novation(loan.agreement, proposal, { gateData: hex("0x0a") });
      await judge.set(Verdict.No);
      await expect(send(), "refused").to.be.revertedWithCustomError(parley, "NotAdmitted").withArgs(taker.address, gate);
      await judge.expect(question(taker.address, proposal));
      const snapshot = await ethers.provider.send("evm_snapshot", []);
      await expect(send(), "admitted").to.emit(parley, "Novated");
      await ethers.provider.send("evm_revert", [snapshot]);
    }
  });

  for (const [name, answer] of Object.entries({ no: Verdict.No, ...noAnswers })) {
    it(`error: a gate that answers ${name}`, async () => {
      const { parley, credit, borrower, lender, judge, gate, offer, fill, sign } = await loadFixture(gated);
      await judge.set(answer);
      const proposal = offer({ gate });
      const before = await credit.balanceOf(lender);

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "NotAdmitted")
        .withArgs(borrower.address, gate);
      expect(await credit.balanceOf(lender), "credit").to.equal(before);
    });
  }

  it("error: a gate without code", async () => {
    const { parley, borrower, lender, stranger, offer, fill, sign } = await loadFixture(gated);
    const proposal = offer({ gate: hex(stranger.address) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "NotAdmitted")
      .withArgs(borrower.address, stranger.address);
  });

  it("behavior: of a long answer one word is read", async () => {
    const { parley, borrower, lender, judge, gate, offer, fill, sign } = await loadFixture(gated);
    const proposal = offer({ gate });
    const signature = await sign(lender, proposal);
    const gasOf = async (answer: number) => {
      await judge.set(answer);
      const snapshot = await ethers.provider.send("evm_snapshot", []);
      const { gasUsed } = await mined(parley.connect(borrower).accept(proposal, fill(proposal), signature));
      await ethers.provider.send("evm_revert", [snapshot]);
      return gasUsed;
    };

    expect((await gasOf(Verdict.Floods)) - (await gasOf(Verdict.Yes)), "the gate pays for it, Parley copies nothing").to.be.lessThan(
      60_000n,
    );
  });

  it("error: a gate that would change something", async () => {
    const { parley, borrower, lender, judge, gate, offer, fill, sign } = await loadFixture(gated);
    await judge.arm(parley, parley.interface.encodeFunctionData("cancel", [5n]));
    const proposal = offer({ gate });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "NotAdmitted")
      .withArgs(borrower.address, gate);
    expect(await parley.groupUsed(judge, 5n), "cancelled").to.equal(0n);
  });

  it("error: too little gas for the gate", async () => {
    const { parley, borrower, lender, judge, gate, offer, fill, sign } = await loadFixture(gated);
    await judge.set(Verdict.YesIfStarved);
    const proposal = offer({ gate });
    const signature = await sign(lender, proposal);

    for (let gasLimit = 200_000n; gasLimit < 560_000n; gasLimit += 40_000n) {
      await expect(
        parley.connect(borrower).accept(proposal, fill(proposal), signature, { gasLimit }),
        `${gasLimit}`,
      ).to.be.revertedWithCustomError(parley, "NotEnoughGas");
    }
    for (let gasLimit = 580_000n; gasLimit < 800_000n; gasLimit += 40_000n) {
      await expect(
        parley.connect(borrower).accept(proposal, fill(proposal), signature, { gasLimit }),
        `${gasLimit}`,
      ).to.be.revertedWithCustomError(parley, "NotAdmitted");
    }
  });
});
