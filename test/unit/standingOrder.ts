import { expect } from "chai";
import { MaxUint256, TypedDataEncoder, ZeroAddress } from "ethers";
import type { StandingOrder } from "../../typechain-types/index.js";
import { DAY, ethers, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";
import { type Actor, addressOf, credits, LoanState, type Opened, ounces, Schedule, transfersOf, world } from "../support/world.js";

type Order = { readonly [K in keyof StandingOrder.OrderStruct]: K extends "payer" | "loan" ? string : bigint };

const TIP = credits(1);
const ORDER = ["address payer", "bytes32 loan", "uint256 maxPerDate", "uint256 maxTotal", "uint256 tip", "uint256 expiry"].map((it) => {
  const [type = "", name = ""] = it.split(" ");
  return { type, name };
});

/** Three equal payments of principal in 90 days, without interest: 400 each. */
const THIRDS = { principal: credits(1_200), aprBps: 0n, schedule: Schedule.Linear, instalments: 3n, durationSeconds: 90n * DAY };

/** Who signs orders and how, for the payer of a loan; the payer has approved what they may take. */
async function contract<Base extends Awaited<ReturnType<typeof world>>>(base: Base) {
  const { parley, borrower, credit, domain } = base;
  const orders = await ethers.deployContract("StandingOrder", [parley]);
  await credit.connect(borrower).approve(orders, MaxUint256);
  const eip712 = {
    name: "Parley standing order",
    version: "1",
    chainId: domain.chainId,
    verifyingContract: await orders.getAddress(),
  };
  const sign = (signer: Actor, order: Order, changes = {}) => signer.signTypedData({ ...eip712, ...changes }, { Order: ORDER }, order);
  const orderOf = (loan: Opened, changes: Partial<Order> = {}) => ({
    payer: borrower.address,
    loan: loan.id,
    maxPerDate: credits(500),
    maxTotal: credits(2_000),
    tip: TIP,
    expiry: loan.openedAt + 1_000n * DAY,
    ...changes,
  });
  return { ...base, orders, eip712, signOrder: sign, orderOf };
}

/** A loan in three payments, and the borrower's order for it. */
async function ordered() {
  const base = await contract(await world());
  const { offer, terms, open, orderOf, signOrder, borrower, orders, stranger, credit } = base;
  const loan = await open(offer({ terms: terms(THIRDS) }));
  const order = orderOf(loan);
  const signature = await signOrder(borrower, order);
  const execute = (by: Actor = stranger) => orders.connect(by).execute(order, loan.agreement, signature);
  /** The order with changes, signed by its payer and executed. */
  const executeWith = async (changes: Partial<Order>) => {
    const changed = orderOf(loan, changes);
    return orders.connect(stranger).execute(changed, loan.agreement, await signOrder(borrower, changed));
  };
  const keepsNothing = async () => {
    expect(await credit.balanceOf(orders), "kept").to.equal(0n);
    expect(await credit.allowance(orders, base.parley), "approved").to.equal(0n);
  };
  return { ...base, loan, order, signature, execute, executeWith, keepsNothing };
}

/** The borrower's order for a loan in the odd credit, due at once. */
async function oddOrdered() {
  const base = await contract(await oddWorld());
  const { offer, terms, open, orderOf, signOrder, borrower, orders, oddCredit, creditAddress, lender, stranger } = base;
  const loan = await open(offer({ terms: terms({ ...THIRDS, credit: creditAddress }) }));
  await oddCredit.connect(borrower).approve(orders, MaxUint256);
  await mineAt(loan.openedAt + 30n * DAY);
  const order = orderOf(loan);
  const signature = await signOrder(borrower, order);
  const execute = () => orders.connect(stranger).execute(order, loan.agreement, signature);
  return { ...base, loan, lender, execute };
}

describe("StandingOrder: execute", () => {
  it("default: anyone pays what is due, at the due second, for the tip", async () => {
    const { parley, orders, credit, borrower, lender, stranger, loan, order, execute, keepsNothing } = await loadFixture(ordered);
    await nextAt(loan.openedAt + 30n * DAY);

    const sent = execute();

    const address = await orders.getAddress();
    const id = await orders.orderId(order);
    await expect(sent).to.emit(orders, "Executed").withArgs(id, borrower.address, loan.id, stranger.address, 1n, credits(400), TIP);
    expect(await transfersOf(sent, credit), "credit").to.deep.equal([
      [borrower.address, address, credits(401)],
      [address, lender.address, credits(400)],
      [address, stranger.address, TIP],
    ]);
    const { principal, arrears } = await parley.position(loan.agreement);
    expect([principal, arrears], "on schedule").to.deep.equal([credits(800), 0n]);
    expect(await orders.states(id), "books").to.deep.equal([1n, false, credits(401)]);
    await keepsNothing();
  });

  it("default: each date, and the last one closes the loan", async () => {
    const { parley, orders, nft, borrower, loan, order, execute, keepsNothing } = await loadFixture(ordered);

    for (const k of [1n, 2n, 3n]) {
      await nextAt(loan.openedAt + 30n * DAY * k - 1n);
      await expect(execute(), "a second early").to.be.revertedWithCustomError(orders, "NothingDue").withArgs(loan.id);
      await nextAt(loan.openedAt + 30n * DAY * k + k * DAY);
      await execute();
      expect((await orders.states(await orders.orderId(order))).lastDate, "date").to.equal(k);
    }

    expect(await parley.owed(loan.agreement), "paid").to.equal(0n);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect((await orders.states(await orders.orderId(order))).spent, "spent").to.equal(credits(1_203));
    await keepsNothing();
    await expect(execute(), "closed").to.be.revertedWithCustomError(orders, "NothingDue").withArgs(loan.id);
  });

  it("behavior: late and in default it pays the interest since as well, and cures", async () => {
    const { parley, offer, terms, open, orders, orderOf, signOrder, borrower, stranger } = await loadFixture(ordered);
    const loan = await open(offer({ terms: terms({ ...THIRDS, aprBps: 2_000n, collateral: [] }) }));
    const order = orderOf(loan);
    const signature = await signOrder(borrower, order);
    await mineAt(loan.openedAt + 40n * DAY);
    expect((await parley.position(loan.agreement)).state, "before").to.equal(LoanState.InDefault);
    await nextAt(loan.openedAt + 41n * DAY);

    await orders.connect(stranger).execute(order, loan.agreement, signature);

    // 1,200 at 20 % for 41 days, rounded up.
    expect((await orders.states(await orders.orderId(order))).spent, "spent").to.equal(credits(401) + 26_958_905n);
    const { state, principal, interest, arrears } = await parley.position(loan.agreement);
    expect([state, principal, interest, arrears]).to.deep.equal([LoanState.Current, credits(800), 0n, 0n]);
  });

  it("behavior: whoever pays a part, the order pays the rest; a date of which all was paid costs no tip", async () => {
    const { parley, orders, credit, borrower, loan, order, execute } = await loadFixture(ordered);
    await parley.connect(borrower).repay(loan.agreement, credits(150));
    await nextAt(loan.openedAt + 30n * DAY);
    const [, payment] = await transfersOf(execute(), credit);
    expect(payment?.[2], "the rest").to.equal(credits(250));

    await parley.connect(borrower).repay(loan.agreement, credits(400));
    await nextAt(loan.openedAt + 60n * DAY);
    await expect(execute(), "paid").to.be.revertedWithCustomError(orders, "NothingDue").withArgs(loan.id);
    await nextAt(loan.openedAt + 90n * DAY);
    await execute();

    expect(await orders.states(await orders.orderId(order)), "first and third").to.deep.equal([3n, false, credits(652)]);
  });

  it("behavior: dates that were missed are paid together, if they stay below the cap of one", async () => {
    const { orders, loan, execute, executeWith } = await loadFixture(ordered);
    await mineAt(loan.openedAt + 60n * DAY);

    await expect(execute()).to.be.revertedWithCustomError(orders, "AboveDateCap").withArgs(credits(801), credits(500));
    await executeWith({ maxPerDate: credits(801) });
  });

  it("behavior: without a tip, and by the payer himself", async () => {
    const { credit, borrower, lender, loan, orders, orderOf, signOrder } = await loadFixture(ordered);
    const order = orderOf(loan, { tip: 0n });
    await nextAt(loan.openedAt + 30n * DAY);

    const sent = orders.connect(borrower).execute(order, loan.agreement, await signOrder(borrower, order));

    const address = await orders.getAddress();
    expect(await transfersOf(sent, credit)).to.deep.equal([
      [borrower.address, address, credits(400)],
      [address, lender.address, credits(400)],
    ]);
  });

  it("behavior: somebody else pays for the borrower", async () => {
    const { parley, orders, credit, secondLender, stranger, loan, orderOf, signOrder } = await loadFixture(ordered);
    await credit.connect(secondLender).approve(orders, credits(401));
    const order = orderOf(loan, { payer: secondLender.address });
    await nextAt(loan.openedAt + 30n * DAY);

    await orders.connect(stranger).execute(order, loan.agreement, await signOrder(secondLender, order));

    expect(await credit.balanceOf(secondLender), "paid").to.equal(credits(1_000_000 - 401));
    expect((await parley.position(loan.agreement)).arrears, "on schedule").to.equal(0n);
  });

  it("behavior: a contract consents by ERC-1271, also on chain with the empty signature, and cancels", async () => {
    const { orders, credit, borrower, stranger, loan, orderOf, signOrder } = await loadFixture(ordered);
    const wallet = await ethers.deployContract("MockWallet1271", [borrower]);
    const act = async (target: { getAddress(): Promise<string> }, data: string) =>
      wallet.connect(borrower).execute(await target.getAddress(), data);
    await credit.connect(borrower).transfer(wallet, credits(1_000));
    await act(credit, credit.interface.encodeFunctionData("approve", [await orders.getAddress(), MaxUint256]));
    const order = orderOf(loan, { payer: await wallet.getAddress() });
    const execute = (signature: string) => orders.connect(stranger).execute(order, loan.agreement, signature);
    await mineAt(loan.openedAt + 30n * DAY);

    await expect(execute("0x"), "not yet").to.be.revertedWithCustomError(orders, "OrderNotSigned").withArgs(order.payer);
    await execute(await signOrder(borrower, order));
    await mineAt(loan.openedAt + 60n * DAY);
    await wallet.connect(borrower).approveHash(await orders.orderId(order));
    await execute("0x");
    await mineAt(loan.openedAt + 90n * DAY);
    await act(orders, orders.interface.encodeFunctionData("cancel", [order]));

    await expect(execute("0x"), "cancelled").to.be.revertedWithCustomError(orders, "OrderCancelled");
    expect(await credit.balanceOf(wallet), "left").to.equal(credits(1_000 - 802));
  });

  it("behavior: an account with delegated code (EIP-7702) still signs with its key", async () => {
    const { gold, borrower, loan, orders, order, execute } = await loadFixture(ordered);
    await ethers.provider.send("hardhat_setCode", [borrower.address, `0xef0100${(await gold.getAddress()).slice(2)}`]);
    await nextAt(loan.openedAt + 30n * DAY);

    await execute();

    expect((await orders.states(await orders.orderId(order))).lastDate).to.equal(1n);
  });

  it("behavior: in auction only the whole debt is paid, at the last date", async () => {
    const { parley, orders, offer, terms, open, orderOf, signOrder, borrower, lender, stranger, asset, gold } = await loadFixture(ordered);
    const loan = await open(offer({ terms: terms({ ...THIRDS, auctionSeconds: 100n * DAY, collateral: [asset.gold(ounces(2))] }) }));
    const order = orderOf(loan, { maxPerDate: credits(1_300) });
    const signature = await signOrder(borrower, order);
    const execute = () => orders.connect(stranger).execute(order, loan.agreement, signature);
    await nextAt(loan.openedAt + 34n * DAY);
    await parley.connect(lender).foreclose(loan.agreement);

    await expect(execute(), "in part").to.be.revertedWithCustomError(parley, "AuctionRunning").withArgs(loan.id);
    await nextAt(loan.openedAt + 90n * DAY);
    await execute();

    expect(await gold.balanceOf(borrower), "redeemed").to.equal(ounces(1_000));
  });

  it("behavior: what the lender cannot receive the core keeps for him", async () => {
    const { parley, credit, lender, loan, execute, keepsNothing } = await loadFixture(ordered);
    await credit.setBlocked(lender, true);
    await nextAt(loan.openedAt + 30n * DAY);

    await execute();

    expect(await parley.held(credit, lender)).to.equal(credits(400));
    await keepsNothing();
  });

  it("error: above the cap of a date or of all, by a unit, tip included", async () => {
    const { orders, loan, executeWith } = await loadFixture(ordered);
    await mineAt(loan.openedAt + 30n * DAY);
    const exact = { maxPerDate: credits(401), maxTotal: credits(802) };

    await expect(executeWith({ maxPerDate: credits(401) - 1n }), "a date")
      .to.be.revertedWithCustomError(orders, "AboveDateCap")
      .withArgs(credits(401), credits(401) - 1n);
    await executeWith(exact);
    await mineAt(loan.openedAt + 60n * DAY);
    await executeWith(exact);
    await mineAt(loan.openedAt + 90n * DAY);

    await expect(executeWith(exact), "all").to.be.revertedWithCustomError(orders, "AboveTotalCap").withArgs(credits(1_203), credits(802));
    await expect(executeWith({ maxTotal: credits(401) - 1n }), "the first")
      .to.be.revertedWithCustomError(orders, "AboveTotalCap")
      .withArgs(credits(401), credits(401) - 1n);
  });

  it("error: expired, by a second", async () => {
    const { orders, loan, executeWith } = await loadFixture(ordered);
    const expiry = loan.openedAt + 30n * DAY;
    await nextAt(expiry + 1n);
    await expect(executeWith({ expiry })).to.be.revertedWithCustomError(orders, "OrderExpired").withArgs(expiry);
    await nextAt(expiry + 2n);
    await executeWith({ expiry: expiry + 2n });
  });

  it("error: another loan, a changed word, another's signature, one for another contract, chain or name", async () => {
    const { orders, open, offer, terms, asset, borrower, stranger, loan, order, signature, signOrder, parley } = await loadFixture(ordered);
    const other = await open(offer({ terms: terms({ ...THIRDS, collateral: [asset.nft(2n)] }) }));
    await mineAt(loan.openedAt + 31n * DAY);
    const run = (of: Order, agreement: typeof loan.agreement, signed: string) => orders.connect(stranger).execute(of, agreement, signed);

    await expect(run(order, other.agreement, signature), "another loan")
      .to.be.revertedWithCustomError(orders, "OtherLoan")
      .withArgs(other.id);
    const changes: readonly Partial<Order>[] = [
      { payer: stranger.address },
      { loan: other.id },
      { maxPerDate: order.maxPerDate + 1n },
      { maxTotal: order.maxTotal + 1n },
      { tip: TIP + 1n },
      { expiry: order.expiry + 1n },
    ];
    for (const change of changes) {
      const changed = { ...order, ...change };
      await expect(run(changed, loan.agreement, signature), Object.keys(change)[0])
        .to.be.revertedWithCustomError(orders, "OrderNotSigned")
        .withArgs(changed.payer);
    }
    const forged = [
      await signOrder(stranger, order),
      await signOrder(borrower, order, { verifyingContract: await parley.getAddress() }),
      await signOrder(borrower, order, { chainId: 1n }),
      await signOrder(borrower, order, { name: "Parley" }),
      "0x",
    ];
    for (const signed of forged) {
      await expect(run(order, loan.agreement, signed))
        .to.be.revertedWithCustomError(orders, "OrderNotSigned")
        .withArgs(order.payer);
    }
  });

  it("error: no allowance, no balance", async () => {
    const { orders, credit, borrower, stranger, loan, execute } = await loadFixture(ordered);
    await mineAt(loan.openedAt + 30n * DAY);
    await credit.connect(borrower).approve(orders, credits(401) - 1n);
    await expect(execute(), "allowance").to.be.revertedWithCustomError(credit, "ERC20InsufficientAllowance");
    await credit.connect(borrower).approve(orders, credits(401));
    await credit.connect(borrower).transfer(stranger, (await credit.balanceOf(borrower)) - credits(401) + 1n);
    await expect(execute(), "balance").to.be.revertedWithCustomError(credit, "ERC20InsufficientBalance");
    await credit.connect(stranger).transfer(borrower, 1n);

    await execute();

    expect(await credit.balanceOf(borrower)).to.equal(0n);
  });

  it("behavior: a loan that was replaced is paid no more", async () => {
    const { orders, loan, execute, newOffer, terms, novation } = await loadFixture(ordered);
    await (await novation(loan.agreement, newOffer({ terms: terms(THIRDS) }))).send();
    await mineAt(loan.openedAt + 95n * DAY);

    await expect(execute()).to.be.revertedWithCustomError(orders, "NothingDue").withArgs(loan.id);
  });

  for (const oddity of ["TakesFee", "Swallows", "MovesMore", "MovesLess"] as const) {
    it(`error: a credit token that ${oddity}`, async () => {
      const { orders, oddCredit, creditAddress, execute } = await loadFixture(oddOrdered);
      await oddCredit.set(Odd20[oddity], ZeroAddress);

      await expect(execute()).to.be.revertedWithCustomError(orders, "AssetNotReceived").withArgs(creditAddress);
    });
  }

  for (const oddity of ["ReturnsNothing", "ApprovesFromZero"] as const) {
    it(`behavior: a credit token that ${oddity}, at two dates`, async () => {
      const { parley, orders, oddCredit, loan, execute } = await loadFixture(oddOrdered);
      await oddCredit.set(Odd20[oddity], ZeroAddress);

      await execute();
      await mineAt(loan.openedAt + 60n * DAY);
      await execute();

      expect(await oddCredit.balanceOf(orders), "kept").to.equal(0n);
      expect((await parley.position(loan.agreement)).principal, "paid").to.equal(credits(400));
    });
  }

  it("error: whoever the token calls pays the loan in the middle, or executes the order again", async () => {
    const { parley, orders, oddCredit, actor, stranger, borrower, loan, orderOf, signOrder } = await loadFixture(oddOrdered);
    const order = orderOf(loan, { maxPerDate: credits(1_300) });
    const signature = await signOrder(borrower, order);
    const execute = () => orders.connect(stranger).execute(order, loan.agreement, signature);
    const encoded = orders.interface.encodeFunctionData("execute", [order, loan.agreement, signature]);
    await mineAt(loan.openedAt + 90n * DAY);
    await actor.set(Mood.Acts, parley, parley.interface.encodeFunctionData("repay", [loan.agreement, credits(1)]));
    await oddCredit.set(Odd20.CallsBack, actor);

    await expect(execute(), "paid").to.be.revertedWithCustomError(orders, "AlreadyPaid").withArgs(loan.id);
    const locked = orders.interface.getError("ReentrancyGuardReentrantCall")?.selector ?? "";
    const attempt = actor.interface.encodeFunctionData("expectAllFail", [await addressOf(orders), [encoded], locked]);
    await actor.set(Mood.Acts, actor, attempt);
    await execute();

    expect(await actor.successes(), "the lock held").to.equal(await actor.attempts());
    expect(await oddCredit.balanceOf(orders), "kept").to.equal(0n);
    expect(await parley.owed(loan.agreement), "paid").to.equal(0n);
  });

  describe("with a core that lies", () => {
    /** An order over any amount for a loan that is always in arrears, whatever is paid. */
    async function lied() {
      const base = await world();
      const { borrower, stranger, terms, credit, domain } = base;
      const odd = await ethers.deployContract("OddParley");
      const orders = await ethers.deployContract("StandingOrder", [odd]);
      await credit.connect(borrower).approve(orders, MaxUint256);
      const openedAt = await now();
      const agreement = { borrower: borrower.address, origin: `0x${"0".repeat(64)}`, part: 0n, terms: terms(THIRDS) };
      const loan = await odd.loanId(agreement);
      const order = { payer: borrower.address, loan, maxPerDate: MaxUint256, maxTotal: MaxUint256, tip: 0n, expiry: MaxUint256 };
      const eip712 = { name: "Parley standing order", version: "1", chainId: domain.chainId, verifyingContract: await orders.getAddress() };
      const signature = await borrower.signTypedData(eip712, { Order: ORDER }, order);
      const execute = () => orders.connect(stranger).execute(order, agreement, signature);
      return { ...base, odd, orders, order, openedAt, execute };
    }

    it("error: a date is paid once", async () => {
      const { odd, orders, order, openedAt, execute } = await loadFixture(lied);
      await odd.set(openedAt, 1n);
      await mineAt(openedAt + 30n * DAY);
      await execute();

      await expect(execute())
        .to.be.revertedWithCustomError(orders, "DatePaid")
        .withArgs(await orders.orderId(order), 1n);
      await mineAt(openedAt + 60n * DAY);
      await execute();
    });

    it("error: more than can be counted", async () => {
      const { odd, orders, openedAt, execute } = await loadFixture(lied);
      await odd.set(openedAt, 2n ** 216n);
      await mineAt(openedAt + 30n * DAY);

      await expect(execute())
        .to.be.revertedWithCustomError(orders, "AboveTotalCap")
        .withArgs(2n ** 216n, MaxUint256);
    });
  });
});

describe("StandingOrder: cancel", () => {
  it("default: the payer ends his order for ever, before it was executed as after", async () => {
    const { orders, borrower, loan, order, execute, executeWith } = await loadFixture(ordered);
    await mineAt(loan.openedAt + 30n * DAY);
    await execute();
    const id = await orders.orderId(order);

    await expect(orders.connect(borrower).cancel(order)).to.emit(orders, "Cancelled").withArgs(id, borrower.address);
    await orders.connect(borrower).cancel(order);

    await mineAt(loan.openedAt + 60n * DAY);
    await expect(execute()).to.be.revertedWithCustomError(orders, "OrderCancelled").withArgs(id);
    expect(await orders.states(id), "books").to.deep.equal([1n, true, credits(401)]);
    await executeWith({ tip: 0n });
  });

  it("error: anybody else", async () => {
    const { orders, stranger, borrower, order } = await loadFixture(ordered);
    await expect(orders.connect(stranger).cancel(order)).to.be.revertedWithCustomError(orders, "NotPayer").withArgs(borrower.address);
  });
});

describe("StandingOrder: order", () => {
  it("default: its id is what the payer signs, by EIP-712", async () => {
    const { orders, order, eip712 } = await loadFixture(ordered);

    expect(await orders.orderId(order)).to.equal(TypedDataEncoder.hash(eip712, { Order: ORDER }, order));
    const { name, version, chainId, verifyingContract } = await orders.eip712Domain();
    expect({ name, version, chainId: Number(chainId), verifyingContract }).to.deep.equal(eip712);
  });
});
