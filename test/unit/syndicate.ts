import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import type { Syndicate } from "../../typechain-types/index.js";
import { DAY, ethers, HOUR, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { Mood, Odd20, oddWorld, Verdict } from "../support/odd.js";
import {
  type Actor,
  type Agreement,
  AUCTION,
  addressOf,
  credits,
  hex,
  LoanState,
  mined,
  ounces,
  type Proposal,
  Schedule,
  transfersOf,
  type World,
  world,
} from "../support/world.js";

const WHOLE = credits(1_000);
/** What 1,000 credits owe after the 30 days of the usual loan. */
const OWED = WHOLE + 8_219_179n;

/** The contract that makes syndicates, and one for `request`. */
async function syndicateOf({ parley }: Pick<World, "parley">, request: Proposal) {
  const syndicates = await ethers.deployContract("Syndicate", [parley]);
  await syndicates.create(request);
  return { syndicates, syndicate: await ethers.getContractAt("Syndicate", await syndicates.addressOf(request)) };
}

/** The borrower's usual request with an auction, signed, and its syndicate, which everybody approved. */
async function formed() {
  const base = await world();
  const { borrower, lender, secondLender, stranger, credit, request, terms, sign, agreementOf, loanId } = base;
  const proposal = request({ terms: terms({ auctionSeconds: AUCTION }), expiry: (await now()) + 7n * DAY });
  const { syndicates, syndicate } = await syndicateOf(base, proposal);
  const signature = await sign(borrower, proposal);
  for (const one of [lender, secondLender, stranger]) await credit.connect(one).approve(syndicate, MaxUint256);
  const agreement = agreementOf(proposal, await addressOf(syndicate));
  const open = () => syndicate.connect(stranger).open(proposal, "0x", signature);
  return { ...base, syndicates, syndicate, proposal, signature, agreement, id: loanId(agreement), open };
}

/** The same, full: 500 of the lender, 300 of the second, 200 of the stranger. */
async function full() {
  const base = await formed();
  const { syndicate, lender, secondLender, stranger } = base;
  await syndicate.connect(lender).join(credits(500));
  await syndicate.connect(secondLender).join(credits(300));
  await syndicate.connect(stranger).join(credits(200));
  return base;
}

/** The same, with the loan open. */
async function lent() {
  const base = await full();
  await base.open();
  return { ...base, openedAt: await now() };
}

/** The same with the collateral in auction, one second after grace. */
async function auctioned() {
  const base = await lent();
  const startedAt = base.openedAt + 33n * DAY + 1n;
  await nextAt(startedAt);
  await base.syndicate.connect(base.stranger).foreclose(base.agreement);
  return { ...base, startedAt };
}

/** A syndicate of two, the lender and a contract that acts, on the odd credit; the contract has one part in four. */
async function odd() {
  const base = await oddWorld();
  const { oddCredit, creditAddress, borrower, lender, actor, request, terms, sign, agreementOf, loanId, parley } = base;
  const proposal = request({ terms: terms({ credit: creditAddress, auctionSeconds: AUCTION }) });
  const { syndicate } = await syndicateOf({ parley }, proposal);
  const signature = await sign(borrower, proposal);
  await oddCredit.connect(lender).approve(syndicate, MaxUint256);
  await actor.execute(oddCredit, oddCredit.interface.encodeFunctionData("approve", [await addressOf(syndicate), MaxUint256]));
  const call = (name: string, values: readonly unknown[]) => syndicate.interface.encodeFunctionData(name as "join", values as never);
  const agreement = agreementOf(proposal, await addressOf(syndicate));
  return { ...base, syndicate, proposal, signature, call, agreement, id: loanId(agreement) };
}

async function oddLent() {
  const base = await odd();
  const { actor, syndicate, lender, proposal, signature, call } = base;
  await syndicate.connect(lender).join(credits(750));
  await actor.execute(syndicate, call("join", [WHOLE]));
  await syndicate.open(proposal, "0x", signature);
  return base;
}

/** What each of these could claim. */
const claimables = (syndicate: Syndicate, ...of: readonly Actor[]) => Promise.all(of.map((one) => syndicate.claimable(one)));

describe("Syndicate: create", () => {
  it("default: a request has one syndicate, at an address known before, made by anyone", async () => {
    const { syndicates, syndicate, stranger, request, terms, proposalId, proposal, credit } = await loadFixture(formed);
    const other = request({ terms: terms({ auctionSeconds: HOUR }) });
    const expected = await syndicates.addressOf(other);
    expect(await ethers.provider.getCode(expected), "before").to.equal("0x");

    const sent = syndicates.connect(stranger).create(other);

    await expect(sent).to.emit(syndicates, "Created");
    const formation = (await mined(sent)).logs.map((log) => syndicates.interface.parseLog(log)).find((it) => it?.name === "Formed");
    expect([formation?.args[0], formation?.args[1]], "announced").to.deep.equal([proposalId(other), expected]);
    expect(formation?.args[2].terms.principal, "with the request").to.equal(WHOLE);
    expect(await syndicates.create.staticCall(proposal), "the same").to.equal(await syndicate.getAddress());
    await expect(syndicates.create(proposal), "again").not.to.emit(syndicates, "Created");
    const agreed = [proposalId(proposal), await credit.getAddress(), WHOLE, proposal.expiry];
    expect([...(await syndicate.settings())], "settings").to.deep.equal(agreed);
  });

  it("error: what is no request that anyone may lend on against collateral in auction", async () => {
    const { syndicates, stranger, offer, request, terms, proposalId } = await loadFixture(formed);
    const auction = terms({ auctionSeconds: AUCTION });
    const cases = [
      [offer({ terms: auction }), "NotRequest", (of: Proposal) => proposalId(of)],
      [request({ terms: auction, taker: hex(stranger.address) }), "NotForAnyone", () => stranger.address],
      [request({ terms: auction, replaces: hex(`0x${"5".repeat(64)}`) }), "ReplacesOther", (of: Proposal) => of.replaces],
      [request(), "AuctionTooShort", () => 0n],
      [request({ terms: terms({ auctionSeconds: HOUR - 1n }) }), "AuctionTooShort", () => HOUR - 1n],
      [request({ terms: { ...auction, collateral: [] } }), "Unsecured", (of: Proposal) => proposalId(of)],
    ] as const;

    for (const [proposal, error, evidence] of cases) {
      await expect(syndicates.create(proposal), error).to.be.revertedWithCustomError(syndicates, error).withArgs(evidence(proposal));
    }
  });

  it("error: the contract that makes syndicates is none, and a syndicate makes none", async () => {
    const { syndicates, syndicate, lender, proposal, agreement } = await loadFixture(formed);
    const calls = [
      () => syndicates.settings(),
      () => syndicates.join(1n),
      () => syndicates.withdraw(0n, lender),
      () => syndicates.open(proposal, "0x", "0x"),
      () => syndicates.collect(),
      () => syndicates.symbol(),
      () => syndicates.decimals(),
      () => syndicate.create(proposal),
      () => syndicate.addressOf(proposal),
      () => syndicate.isSyndicate(syndicate),
    ];

    for (const call of calls) await expect(call()).to.be.revertedWithCustomError(syndicates, "NotConfigured");
    await expect(syndicates.claim(lender)).to.be.revertedWithCustomError(syndicates, "NothingToClaim");
    await expect(syndicates.foreclose(agreement)).to.be.revertedWithCustomError(syndicates, "OtherLoan");
  });
});

describe("Syndicate: isSyndicate", () => {
  it("default: what was made here is one, and nothing else, whatever its code", async () => {
    const { parley, syndicates, syndicate, lender, proposal } = await loadFixture(formed);
    const theirs = await ethers.deployContract("Syndicate", [parley]);
    await theirs.create(proposal);
    const copy = `0x${"c0".repeat(20)}`;
    await ethers.provider.send("hardhat_setCode", [copy, await ethers.provider.getCode(syndicate)]);

    expect(await syndicates.isSyndicate(syndicate), "made here").to.equal(true);
    expect(await theirs.isSyndicate(await theirs.addressOf(proposal)), "made there").to.equal(true);
    const none = { "an account": lender, "a copy": copy, "made elsewhere": await theirs.addressOf(proposal), "the maker": syndicates };
    for (const [label, it] of Object.entries(none)) expect(await syndicates.isSyndicate(it), label).to.equal(false);
  });
});

describe("Syndicate: join", () => {
  it("default: brings credit and gets a share for each unit", async () => {
    const { syndicate, credit, lender } = await loadFixture(formed);

    const sent = syndicate.connect(lender).join(credits(500));

    expect(await transfersOf(sent, credit), "credit").to.deep.equal([[lender.address, await syndicate.getAddress(), credits(500)]]);
    expect(await transfersOf(sent, syndicate), "shares").to.deep.equal([[ZeroAddress, lender.address, credits(500)]]);
    expect(await syndicate.totalSupply(), "collected").to.equal(credits(500));
  });

  it("behavior: several times, and no more than what is missing", async () => {
    const { syndicate, credit, lender, secondLender } = await loadFixture(formed);
    await syndicate.connect(lender).join(credits(500));
    await syndicate.connect(secondLender).join(credits(300));
    expect(await syndicate.connect(lender).join.staticCall(MaxUint256), "returned").to.equal(credits(200));

    await syndicate.connect(lender).join(MaxUint256);

    expect(await syndicate.balanceOf(lender), "shares").to.equal(credits(700));
    expect(await credit.balanceOf(lender), "credit").to.equal(credits(999_300));
    expect(await transfersOf(syndicate.connect(secondLender).join(1n), credit), "nothing is missing").to.deep.equal([]);
  });

  it("error: after the expiry, or once the loan is open", async () => {
    const { syndicate, lender, proposal, id } = await loadFixture(lent);
    await expect(syndicate.connect(lender).join(1n)).to.be.revertedWithCustomError(syndicate, "AlreadyOpen").withArgs(id);

    const other = await loadFixture(formed);
    await nextAt(other.proposal.expiry);
    await other.syndicate.connect(other.lender).join(1n);
    await nextAt(other.proposal.expiry + 1n);
    await expect(other.syndicate.connect(other.lender).join(1n))
      .to.be.revertedWithCustomError(syndicate, "Expired")
      .withArgs(other.proposal.expiry);
    expect(proposal.expiry).not.to.equal(0n);
  });

  for (const oddity of ["TakesFee", "Swallows", "MovesMore", "MovesLess"] as const) {
    it(`error: a credit token that ${oddity}`, async () => {
      const { syndicate, oddCredit, lender, creditAddress } = await loadFixture(odd);
      await oddCredit.set(Odd20[oddity], ZeroAddress);

      await expect(syndicate.connect(lender).join(credits(100)))
        .to.be.revertedWithCustomError(syndicate, "AssetNotReceived")
        .withArgs(creditAddress);
    });
  }

  it("error: a credit token that returns false; behavior: one that returns nothing", async () => {
    const { syndicate, oddCredit, lender } = await loadFixture(odd);
    await oddCredit.set(Odd20.ReturnsFalse, ZeroAddress);
    await expect(syndicate.connect(lender).join(credits(100))).to.be.revertedWithCustomError(syndicate, "SafeERC20FailedOperation");
    await oddCredit.set(Odd20.ReturnsNothing, ZeroAddress);

    await syndicate.connect(lender).join(credits(100));
    await syndicate.connect(lender).withdraw(credits(40), lender);

    expect(await oddCredit.balanceOf(syndicate)).to.equal(credits(60));
  });
});

describe("Syndicate: withdraw", () => {
  it("default: what was brought comes back, not full, full and expired", async () => {
    const { syndicate, credit, lender, secondLender, stranger, proposal } = await loadFixture(full);

    const sent = syndicate.connect(stranger).withdraw(credits(50), stranger);
    expect(await transfersOf(sent, credit), "full").to.deep.equal([[await syndicate.getAddress(), stranger.address, credits(50)]]);
    await syndicate.connect(secondLender).withdraw(credits(300), secondLender);
    await mineAt(proposal.expiry + 1n);
    await syndicate.connect(stranger).withdraw(credits(150), stranger);
    await syndicate.connect(lender).withdraw(credits(500), lender);

    for (const one of [lender, secondLender, stranger]) expect(await credit.balanceOf(one), "as before").to.equal(credits(1_000_000));
    expect(await syndicate.totalSupply(), "shares").to.equal(0n);
  });

  it("behavior: to another address, and by whoever has the shares now", async () => {
    const { syndicate, credit, lender, secondLender, deployer } = await loadFixture(full);
    await credit.setBlocked(lender, true);

    await syndicate.connect(lender).withdraw(credits(100), deployer);
    await syndicate.connect(lender).transfer(secondLender, credits(400));
    await syndicate.connect(secondLender).withdraw(credits(700), secondLender);

    expect(await credit.balanceOf(deployer), "another address").to.equal(credits(100));
    expect(await credit.balanceOf(secondLender), "bought").to.equal(credits(1_000_400));
  });

  it("behavior: when somebody else was faster everybody has his back", async () => {
    const { parley, syndicate, credit, lender, secondLender, stranger, proposal, fill, signature, open } = await loadFixture(full);
    await parley.connect(lender).accept(proposal, fill(proposal), signature);

    await expect(open()).to.be.revertedWithCustomError(parley, "GroupUsed");
    await syndicate.connect(lender).withdraw(credits(500), lender);
    await syndicate.connect(secondLender).withdraw(credits(300), secondLender);
    await syndicate.connect(stranger).withdraw(credits(200), stranger);

    expect(await credit.balanceOf(syndicate)).to.equal(0n);
  });

  it("error: more than one's shares, or once the loan is open", async () => {
    const { syndicate, lender, borrower, open, id } = await loadFixture(full);
    await expect(syndicate.connect(lender).withdraw(credits(500) + 1n, lender), "more").to.be.revertedWithCustomError(
      syndicate,
      "ERC20InsufficientBalance",
    );
    await expect(syndicate.connect(borrower).withdraw(1n, borrower), "none").to.be.revertedWithCustomError(
      syndicate,
      "ERC20InsufficientBalance",
    );
    await open();
    await expect(syndicate.connect(lender).withdraw(1n, lender)).to.be.revertedWithCustomError(syndicate, "AlreadyOpen").withArgs(id);
  });
});

describe("Syndicate: open", () => {
  it("default: anyone opens a signed request, and the syndicate is the lender", async () => {
    const { parley, syndicate, credit, nft, borrower, id, agreement, open } = await loadFixture(full);
    const address = await syndicate.getAddress();

    const sent = open();

    await expect(sent, "announced").to.emit(syndicate, "Opened").withArgs(id);
    expect(await transfersOf(sent, credit), "credit").to.deep.equal([[address, borrower.address, WHOLE]]);
    expect(await parley.ownerOf(id), "note").to.equal(address);
    expect(await nft.ownerOf(1n), "escrow").to.equal(await parley.getAddress());
    expect(await credit.allowance(syndicate, parley), "approval").to.equal(0n);
    expect(await syndicate.loan(), "loan").to.equal(id);
    expect((await parley.position(agreement)).state, "state").to.equal(LoanState.Current);
  });

  it("default: a posted request, together with the last join", async () => {
    const { parley, syndicate, borrower, lender, proposal, id } = await loadFixture(formed);
    await parley.connect(borrower).post(proposal);
    const encode = syndicate.interface;
    const join = encode.encodeFunctionData("join", [MaxUint256]);
    const open = encode.encodeFunctionData("open", [proposal, "0x", "0x"]);

    await syndicate.connect(lender).multicall([join, open]);

    expect(await parley.ownerOf(id)).to.equal(await syndicate.getAddress());
  });

  it("behavior: shares withdrawn or brought in front of it do not stop whoever brings what is missing", async () => {
    const { parley, syndicate, lender, secondLender, stranger, proposal, signature, open, id } = await loadFixture(full);
    await syndicate.connect(stranger).withdraw(1n, stranger);
    await expect(open(), "one is missing").to.be.revertedWithCustomError(syndicate, "NotFull").withArgs(1n);
    const join = syndicate.interface.encodeFunctionData("join", [credits(10)]);
    const opening = syndicate.interface.encodeFunctionData("open", [proposal, "0x", signature]);
    await syndicate.connect(secondLender).join(1n);

    await syndicate.connect(lender).multicall([join, opening]);

    expect(await parley.ownerOf(id)).to.equal(await syndicate.getAddress());
  });

  it("behavior: a gate is asked about the syndicate", async () => {
    const base = await loadFixture(formed);
    const { parley, credit, lender, borrower, request, terms, sign } = base;
    const judge = await ethers.deployContract("OddJudge");
    const proposal = request({ terms: terms({ auctionSeconds: AUCTION }), gate: await addressOf(judge) });
    const { syndicate } = await syndicateOf(base, proposal);
    await credit.connect(lender).approve(syndicate, MaxUint256);
    await syndicate.connect(lender).join(MaxUint256);
    const signature = await sign(borrower, proposal);
    await judge.set(Verdict.No);
    await expect(syndicate.open(proposal, "0x1234", signature), "refused")
      .to.be.revertedWithCustomError(parley, "NotAdmitted")
      .withArgs(await syndicate.getAddress(), await judge.getAddress());
    const question = new ethers.Interface(["function admits(address taker, bytes32 proposalId, bytes data)"]);
    await judge.expect(question.encodeFunctionData("admits", [await syndicate.getAddress(), await parley.proposalId(proposal), "0x1234"]));

    await expect(syndicate.open(proposal, "0x1234", signature), "admitted").to.emit(parley, "Opened");
  });

  it("error: another request, twice, expired, without the borrower's consent", async () => {
    const { parley, syndicate, lender, request, terms, sign, proposal, signature, proposalId, id, open } = await loadFixture(full);
    const other = request({ terms: terms({ auctionSeconds: AUCTION, aprBps: 1n }), group: proposal.group });
    await expect(syndicate.open(other, "0x", signature), "another")
      .to.be.revertedWithCustomError(syndicate, "OtherProposal")
      .withArgs(proposalId(other));
    for (const forged of ["0x", await sign(lender, proposal)]) {
      await expect(syndicate.open(proposal, "0x", forged), "forged").to.be.revertedWithCustomError(parley, "BadSignature");
    }
    await open();
    await expect(open(), "twice").to.be.revertedWithCustomError(syndicate, "AlreadyOpen").withArgs(id);

    const late = await loadFixture(full);
    await mineAt(late.proposal.expiry + 1n);
    await expect(late.open(), "expired").to.be.revertedWithCustomError(parley, "ProposalExpired").withArgs(late.proposal.expiry);
  });

  it("error: a hook of the borrower's that joins, withdraws, claims, trades, forecloses or collects as the principal moves", async () => {
    const { syndicate, oddCredit, creditAddress, actor, lender, parley, request, terms, asset, nft, borrower } = await loadFixture(odd);
    await nft.connect(borrower).transferFrom(borrower, actor, 1n);
    await actor.setConsents(true);
    const proposal = request({
      maker: await addressOf(actor),
      terms: terms({ credit: creditAddress, auctionSeconds: AUCTION, collateral: [asset.nft(1n)] }),
    });
    const { syndicate: theirs } = await syndicateOf({ parley }, proposal);
    const address = await addressOf(theirs);
    await oddCredit.connect(lender).approve(theirs, MaxUint256);
    await actor.execute(oddCredit, oddCredit.interface.encodeFunctionData("approve", [address, MaxUint256]));
    await theirs.connect(lender).join(credits(999));
    await actor.execute(theirs, theirs.interface.encodeFunctionData("join", [WHOLE]));
    const calls = [
      theirs.interface.encodeFunctionData("join", [1n]),
      theirs.interface.encodeFunctionData("withdraw", [1n, await addressOf(actor)]),
      theirs.interface.encodeFunctionData("claim", [await addressOf(actor)]),
      theirs.interface.encodeFunctionData("transfer", [lender.address, 1n]),
      theirs.interface.encodeFunctionData("transferFrom", [await addressOf(actor), lender.address, 0n]),
      theirs.interface.encodeFunctionData("collect"),
      theirs.interface.encodeFunctionData("open", [proposal, "0x", "0x"]),
      theirs.interface.encodeFunctionData("foreclose", [base(proposal, lender)]),
    ];
    const locked = theirs.interface.getError("ReentrancyGuardReentrantCall")?.selector ?? "";
    await actor.set(Mood.Acts, actor, actor.interface.encodeFunctionData("expectAllFail", [address, calls, locked]));
    await oddCredit.set(Odd20.Notifies, actor);

    await theirs.open(proposal, "0x", "0x");

    expect([await actor.attempts(), await actor.successes()], "all were refused").to.deep.equal([1n, 1n]);
    expect(await syndicate.loan(), "the other one").to.equal(`0x${"0".repeat(64)}`);
  });
});

/** Some agreement, for a call that is refused before it is looked at. */
const base = (of: Proposal, borrower: Actor): Agreement => ({
  borrower: hex(borrower.address),
  origin: of.replaces,
  part: 0n,
  terms: of.terms,
});

describe("Syndicate: claim", () => {
  it("default: what is repaid is divided by shares, in part and in full", async () => {
    const { parley, syndicate, credit, nft, borrower, lender, secondLender, stranger, agreement, openedAt } = await loadFixture(lent);
    await nextAt(openedAt + 10n * DAY);
    await parley.connect(borrower).repay(agreement, credits(100));
    expect(await claimables(syndicate, lender, secondLender, stranger), "in part").to.deep.equal([credits(50), credits(30), credits(20)]);

    const sent = syndicate.connect(lender).claim(lender);
    await expect(sent).to.emit(syndicate, "Received").withArgs(credits(100));
    await expect(sent).to.emit(syndicate, "Claimed").withArgs(lender.address, lender.address, credits(50));
    expect(await transfersOf(sent, credit), "paid").to.deep.equal([[await syndicate.getAddress(), lender.address, credits(50)]]);
    const rest = await transfersOf(parley.connect(borrower).repay(agreement, MaxUint256), credit);
    const last = rest[0]?.[2] ?? 0n;
    await syndicate.connect(stranger).claim(stranger);
    await syndicate.connect(lender).claim(lender);
    await syndicate.connect(secondLender).claim(secondLender);

    const all = credits(100) + last;
    expect(await credit.balanceOf(lender), "lender").to.equal(credits(999_500) + all / 2n);
    expect(await credit.balanceOf(secondLender), "second lender").to.equal(credits(999_700) + (all * 3n) / 10n);
    expect(await credit.balanceOf(stranger), "stranger").to.equal(credits(999_800) + all / 5n);
    expect((await credit.balanceOf(syndicate)) < 3n, "dust").to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect([await syndicate.received(), await syndicate.claimed()], "books").to.deep.equal([all, all / 2n + (all * 3n) / 10n + all / 5n]);
  });

  it("behavior: a fraction stays due, and adds up to units", async () => {
    const { parley, syndicate, credit, borrower, lender, stranger, agreement } = await loadFixture(lent);
    for (let i = 0; i < 4; i++) {
      await parley.connect(borrower).repay(agreement, 1n);
      expect(await syndicate.claimable(stranger), `after ${i + 1}`).to.equal(0n);
      await expect(syndicate.connect(stranger).claim(stranger)).to.be.revertedWithCustomError(syndicate, "NothingToClaim");
      await syndicate.connect(stranger).transfer(lender, 0n);
    }
    await parley.connect(borrower).repay(agreement, 1n);

    expect(await syndicate.connect(stranger).claim.staticCall(stranger), "the fifth").to.equal(1n);
    await syndicate.connect(lender).claim(lender);

    expect(await credit.balanceOf(lender), "half of five").to.equal(credits(999_500) + 2n);
  });

  it("behavior: what has come in stays the seller's, what is to come is the buyer's", async () => {
    const { parley, syndicate, credit, borrower, lender, deployer, agreement } = await loadFixture(lent);
    await parley.connect(borrower).repay(agreement, credits(100));
    const sale = syndicate.connect(lender).transfer(deployer, credits(500));
    await expect(sale, "counted before").to.emit(syndicate, "Received").withArgs(credits(100));
    await parley.connect(borrower).repay(agreement, credits(200));

    expect(await claimables(syndicate, lender, deployer)).to.deep.equal([credits(50), credits(100)]);
    await syndicate.connect(lender).claim(lender);
    await syndicate.connect(deployer).claim(deployer);

    expect(await credit.balanceOf(lender), "seller").to.equal(credits(999_550));
    expect(await credit.balanceOf(deployer), "buyer").to.equal(credits(100));
    await expect(syndicate.connect(lender).claim(lender), "twice").to.be.revertedWithCustomError(syndicate, "NothingToClaim");
  });

  it("behavior: a loan that another lender refinances pays the syndicate in full", async () => {
    const { syndicate, lender, secondLender, stranger, agreement, openedAt, newOffer, novation, terms } = await loadFixture(lent);
    const { send } = await novation(agreement, newOffer({ terms: terms({ principal: credits(900) }) }));
    await nextAt(openedAt + 30n * DAY);

    await send();

    const [first, second, third] = await claimables(syndicate, lender, secondLender, stranger);
    expect([first, second, third]).to.deep.equal([OWED / 2n, (OWED * 3n) / 10n, OWED / 5n]);
  });

  it("behavior: a gift is divided, too, one from before the loan as well", async () => {
    const { syndicate, credit, lender, secondLender, stranger, borrower, open } = await loadFixture(full);
    await credit.connect(borrower).transfer(syndicate, credits(10));
    expect(await claimables(syndicate, lender, stranger), "before").to.deep.equal([0n, 0n]);
    await expect(syndicate.connect(lender).claim(lender), "before").to.be.revertedWithCustomError(syndicate, "NothingToClaim");

    await open();
    await credit.connect(borrower).transfer(syndicate, credits(10));

    expect(await claimables(syndicate, lender, secondLender, stranger)).to.deep.equal([credits(10), credits(6), credits(4)]);
  });

  it("behavior: to another address", async () => {
    const { parley, syndicate, credit, borrower, lender, deployer, agreement } = await loadFixture(lent);
    await parley.connect(borrower).repay(agreement, credits(100));
    await credit.setBlocked(lender, true);

    await syndicate.connect(lender).claim(deployer);

    expect(await credit.balanceOf(deployer)).to.equal(credits(50));
  });

  it("error: whoever has no shares claims nothing", async () => {
    const { parley, syndicate, borrower, deployer, agreement } = await loadFixture(lent);
    await parley.connect(borrower).repay(agreement, credits(100));

    await expect(syndicate.connect(deployer).claim(deployer))
      .to.be.revertedWithCustomError(syndicate, "NothingToClaim")
      .withArgs(deployer.address);
    expect(await syndicate.claimable(deployer)).to.equal(0n);
  });

  it("behavior: if the token takes credit back, what is here is paid and the rest stays due", async () => {
    const { parley, syndicate, oddCredit, borrower, lender, agreement, actor, call } = await loadFixture(oddLent);
    await parley.connect(borrower).repay(agreement, credits(100));
    await syndicate.connect(lender).transfer(borrower, 0n);
    await oddCredit.confiscate(syndicate, credits(50));

    await syndicate.connect(lender).claim(lender);

    expect(await oddCredit.balanceOf(lender), "what is here").to.equal(credits(1_000_000 - 750 + 50));
    expect(await syndicate.claimable(lender), "the rest").to.equal(credits(25));
    await oddCredit.mint(syndicate, credits(50));
    await syndicate.connect(lender).claim(lender);
    await actor.execute(syndicate, call("claim", [await addressOf(actor)]));
    expect(await oddCredit.balanceOf(syndicate), "restored").to.equal(0n);
  });

  it("behavior: a token that tells no balance, or all the balance in the world, stops no trade of shares", async () => {
    const { syndicate, oddCredit, lender, stranger } = await loadFixture(oddLent);
    await oddCredit.set(Odd20.HidesBalances, ZeroAddress);
    await syndicate.connect(lender).transfer(stranger, credits(1));
    await oddCredit.set(Odd20.None, ZeroAddress);
    await oddCredit.mint(syndicate, MaxUint256 - (await oddCredit.totalSupply()));

    await syndicate.connect(lender).transfer(stranger, credits(1));

    expect(await syndicate.received(), "as much as can be counted").to.equal(2n ** 128n - 1n);
    expect(await syndicate.claimable(lender)).to.equal(((2n ** 128n - 1n) * 749n) / 1_000n);
    await syndicate.connect(lender).claim(lender);
    await syndicate.connect(lender).transfer(stranger, credits(1));
  });

  for (const [action, values, rest] of [
    ["claim", (self: string) => [self], { lender: credits(225), actor: credits(25), buyer: 0n }],
    ["transfer", (_: string, buyer: string) => [buyer, credits(125)], { lender: credits(225), actor: credits(37.5), buyer: credits(37.5) }],
  ] as const) {
    it(`behavior: a holder whose hook makes a ${action} in the middle of a payment keeps what has come, and no more`, async () => {
      const { parley, syndicate, oddCredit, actor, call, borrower, lender, stranger, agreement } = await loadFixture(oddLent);
      await actor.set(Mood.Acts, syndicate, call(action, values(await actor.getAddress(), stranger.address)));
      await oddCredit.mint(syndicate, credits(100));
      await actor.react();
      for (const oddity of [Odd20.CallsBack, Odd20.None]) {
        await oddCredit.set(oddity, actor);
        await parley.connect(borrower).repay(agreement, credits(100));
      }

      expect(await actor.successes(), "before and during").to.equal(2n);
      expect(await claimables(syndicate, lender, stranger), "due").to.deep.equal([rest.lender, rest.buyer]);
      expect(await syndicate.claimable(actor), "and his").to.equal(rest.actor);
    });
  }

  it("error: a hook that claims, trades or collects in the middle of a claim", async () => {
    const { parley, syndicate, oddCredit, actor, call, borrower, agreement, lender } = await loadFixture(oddLent);
    await parley.connect(borrower).repay(agreement, credits(100));
    const address = await addressOf(actor);
    const calls = [
      call("claim", [address]),
      call("transfer", [lender.address, 1n]),
      call("transferFrom", [address, lender.address, 0n]),
      call("collect", []),
      call("foreclose", [agreement]),
    ];
    const locked = syndicate.interface.getError("ReentrancyGuardReentrantCall")?.selector ?? "";
    const attempt = actor.interface.encodeFunctionData("expectAllFail", [await addressOf(syndicate), calls, locked]);
    await actor.set(Mood.Acts, actor, attempt);
    await oddCredit.set(Odd20.CallsBack, actor);

    await actor.execute(syndicate, call("claim", [address]));

    expect([await actor.attempts(), await actor.successes()], "all were refused").to.deep.equal([1n, 1n]);
    expect(await syndicate.claimed(), "once").to.equal(credits(25));
  });

  it("error: the token refuses to pay", async () => {
    const { parley, syndicate, oddCredit, borrower, lender, agreement } = await loadFixture(oddLent);
    await parley.connect(borrower).repay(agreement, credits(100));
    await oddCredit.set(Odd20.ReturnsFalse, ZeroAddress);

    await expect(syndicate.connect(lender).claim(lender)).to.be.revertedWithCustomError(syndicate, "SafeERC20FailedOperation");
    expect(await syndicate.claimable(lender), "still due").to.equal(credits(75));
  });
});

describe("Syndicate: default", () => {
  it("default: anyone starts the auction, and a sale above the debt pays it to the syndicate, the rest to the borrower", async () => {
    const { parley, syndicate, credit, nft, borrower, deployer, lender, stranger, agreement, startedAt } = await loadFixture(auctioned);
    expect((await parley.position(agreement)).state, "in auction").to.equal(LoanState.InAuction);
    await credit.mint(deployer, credits(10_000));
    await credit.connect(deployer).approve(parley, MaxUint256);
    await nextAt(startedAt + 8n * HOUR);

    const flows = await transfersOf(parley.connect(deployer).buy(agreement, MaxUint256, deployer), credit);

    expect(flows[0]?.[1], "first to the syndicate").to.equal(await syndicate.getAddress());
    expect(flows[1]?.[1], "then to the borrower").to.equal(borrower.address);
    expect(await nft.ownerOf(1n), "collateral").to.equal(deployer.address);
    const debt = flows[0]?.[2] ?? 0n;
    expect(debt > WHOLE, "the debt").to.equal(true);
    expect(await claimables(syndicate, lender, stranger)).to.deep.equal([debt / 2n, debt / 5n]);
  });

  it("behavior: nobody bids for a year, somebody buys at the last price, and that is divided", async () => {
    const { parley, syndicate, credit, nft, secondLender, lender, agreement, startedAt } = await loadFixture(auctioned);
    await nextAt(startedAt + 365n * DAY);

    const [flow] = await transfersOf(parley.connect(secondLender).buy(agreement, MaxUint256, secondLender), credit);

    const price = flow?.[2] ?? 0n;
    expect(price < WHOLE / 1_000n, "next to nothing").to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(secondLender.address);
    expect(await claimables(syndicate, lender, secondLender)).to.deep.equal([price / 2n, (price * 3n) / 10n]);
  });

  it("behavior: redeemed in auction, everybody is paid in full", async () => {
    const { parley, syndicate, borrower, lender, agreement } = await loadFixture(auctioned);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect((await syndicate.claimable(lender)) > OWED / 2n).to.equal(true);
  });

  it("error: before default, twice, or another loan whose note somebody sent", async () => {
    const { parley, syndicate, nft, agreement, id, openedAt, lender, open: _, ...rest } = await loadFixture(lent);
    await expect(syndicate.foreclose(agreement), "before").to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
    const { offer, terms, asset, fill, sign, borrower, agreementOf, loanId } = rest;
    const proposal = offer({ terms: terms({ collateral: [asset.nft(2n)] }) });
    await parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal));
    const other = agreementOf(proposal, borrower);
    await parley.connect(lender).transferFrom(lender, syndicate, loanId(other));
    await mineAt(openedAt + 40n * DAY);

    await expect(syndicate.foreclose(other), "another's").to.be.revertedWithCustomError(syndicate, "OtherLoan").withArgs(loanId(other));
    await syndicate.foreclose(agreement);
    await expect(syndicate.foreclose(agreement), "twice").to.be.revertedWithCustomError(parley, "AuctionRunning");
    expect(await nft.balanceOf(syndicate), "no collateral").to.equal(0n);
  });
});

describe("Syndicate: collect", () => {
  it("default: what the core kept comes in when anyone fetches it, and belongs to the shares of that moment", async () => {
    const { parley, syndicate, credit, borrower, lender, secondLender, stranger, agreement } = await loadFixture(lent);
    await credit.setBlocked(syndicate, true);
    await parley.connect(borrower).repay(agreement, credits(100));
    expect(await parley.held(credit, syndicate), "kept").to.equal(credits(100));
    expect(await syndicate.claimable(lender), "not here").to.equal(0n);
    await syndicate.connect(lender).transfer(secondLender, credits(500));
    await credit.setBlocked(syndicate, false);

    await syndicate.connect(stranger).collect();

    expect(await credit.balanceOf(syndicate), "here").to.equal(credits(100));
    expect(await claimables(syndicate, lender, secondLender, stranger)).to.deep.equal([0n, credits(80), credits(20)]);
  });

  it("behavior: fetched and claimed in one", async () => {
    const { parley, syndicate, credit, borrower, lender, agreement } = await loadFixture(lent);
    await credit.setBlocked(syndicate, true);
    await parley.connect(borrower).repay(agreement, credits(100));
    await credit.setBlocked(syndicate, false);
    const { interface: abi } = syndicate;

    await syndicate.connect(lender).multicall([abi.encodeFunctionData("collect"), abi.encodeFunctionData("claim", [lender.address])]);

    expect(await credit.balanceOf(lender)).to.equal(credits(999_550));
  });

  it("error: nothing is kept", async () => {
    const { parley, syndicate } = await loadFixture(lent);
    await expect(syndicate.collect()).to.be.revertedWithCustomError(parley, "NothingToCollect");
  });
});

describe("Syndicate: shares", () => {
  it("default: named after the request, with the credit's decimals", async () => {
    const { syndicate, syndicates, proposalId, proposal } = await loadFixture(formed);

    expect(await syndicate.name()).to.equal("Parley syndicate");
    expect(await syndicate.symbol()).to.equal(`PARLEY-${proposalId(proposal).slice(2, 10)}`);
    expect(await syndicate.decimals()).to.equal(6n);
    expect(await syndicates.name(), "of the maker").to.equal("Parley syndicate");
  });

  it("default: traded with a permit, before and after the loan is open", async () => {
    const { syndicate, lender, stranger, domain, open } = await loadFixture(full);
    const eip712 = { name: "Parley syndicate", version: "1", chainId: domain.chainId, verifyingContract: await syndicate.getAddress() };
    const fields = ["address owner", "address spender", "uint256 value", "uint256 nonce", "uint256 deadline"];
    const Permit = fields.map((it) => ({ type: it.split(" ")[0] ?? "", name: it.split(" ")[1] ?? "" }));

    for (const nonce of [0n, 1n]) {
      const value = credits(100);
      const message = { owner: lender.address, spender: stranger.address, value, nonce, deadline: MaxUint256 };
      const { v, r, s } = ethers.Signature.from(await lender.signTypedData(eip712, { Permit }, message));
      await syndicate.permit(lender, stranger, value, MaxUint256, v, r, s);
      await syndicate.connect(stranger).transferFrom(lender, stranger, value);
      if (nonce === 0n) await open();
    }

    expect(await syndicate.balanceOf(stranger)).to.equal(credits(400));
    expect((await syndicate.eip712Domain()).name, "domain").to.equal("Parley syndicate");
  });

  it("behavior: are collateral of nothing, since the core could not claim, and never the syndicate's own", async () => {
    const { parley, syndicate, lender, offer, terms, fill, sign, borrower, asset } = await loadFixture(full);
    for (const receiver of [parley, syndicate]) {
      await expect(syndicate.connect(lender).transfer(receiver, 1n))
        .to.be.revertedWithCustomError(syndicate, "ReceiverRefused")
        .withArgs(await receiver.getAddress());
    }
    await syndicate.connect(lender).transfer(borrower, credits(2));
    await syndicate.connect(borrower).approve(parley, MaxUint256);
    const proposal = offer({ terms: terms({ collateral: [{ ...asset.gold(credits(2)), token: await addressOf(syndicate) }] }) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))).to.be.revertedWithCustomError(
      { interface: new ethers.Interface(["error TransferFromFailed()"]) },
      "TransferFromFailed",
    );
  });

  it("behavior: with instalments, some traded between them, everything that came in goes out to the unit", async () => {
    const start = await loadFixture(formed);
    const { parley, credit, borrower, lender, secondLender, stranger, request, terms, asset, sign, agreementOf } = start;
    const monthly = { schedule: Schedule.Annuity, instalments: 12n, durationSeconds: 360n * DAY, aprBps: 1_234n, flatBps: 7n };
    const proposal = request({ terms: terms({ ...monthly, auctionSeconds: AUCTION, collateral: [asset.gold(ounces(3))] }) });
    const { syndicate } = await syndicateOf(start, proposal);
    const people = [lender, secondLender, stranger];
    for (const one of people) {
      await credit.connect(one).approve(syndicate, MaxUint256);
      await syndicate.connect(one).join(WHOLE / 3n);
    }
    await syndicate.connect(lender).join(WHOLE);
    await syndicate.open(proposal, "0x", await sign(borrower, proposal));
    const openedAt = await now();
    const agreement = agreementOf(proposal, await addressOf(syndicate));
    let came = 0n;

    for (let k = 1n; k <= 12n; k++) {
      await mineAt(openedAt + 30n * DAY * k);
      const { arrears } = await parley.position(agreement);
      const [flow] = await transfersOf(parley.connect(borrower).repay(agreement, k === 12n ? MaxUint256 : arrears + k), credit);
      came += flow?.[2] ?? 0n;
      const [from, to] = [people[Number(k % 3n)], people[Number((k + 1n) % 3n)]] as [Actor, Actor];
      await syndicate.connect(from).transfer(to, ((await syndicate.balanceOf(from)) * k) / 17n);
      if (k % 2n === 0n && (await syndicate.claimable(to)) > 0n) await syndicate.connect(to).claim(to);
      if ((await parley.owed(agreement)) === 0n) break;
    }
    for (const one of people) if ((await syndicate.claimable(one)) > 0n) await syndicate.connect(one).claim(one);

    expect(await parley.owed(agreement), "paid").to.equal(0n);
    expect(await syndicate.received(), "came in").to.equal(came);
    expect(came - (await syndicate.claimed()) < 3n, "dust").to.equal(true);
    expect(await credit.balanceOf(syndicate), "here").to.equal(came - (await syndicate.claimed()));
  });
});
