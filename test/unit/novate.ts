import { expect } from "chai";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { DAY, ethers, loadFixture, mineAt, nextAt, now, provider } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";
import {
  AUCTION,
  addressOf,
  budget,
  CLOSED,
  credits,
  hex,
  LoanState,
  mined,
  ounces,
  type Proposal,
  tokenErrors,
  transfersOf,
  tuple,
  type World,
  world,
} from "../support/world.js";

/** The usual loan after ten days: 1,000 credits and ten days' interest at 10 % a year. */
const INTEREST = 2_739_727n;
const DEBT = credits(1_000) + INTEREST;
async function lent() {
  const base = await world();
  const loan = await base.open();
  const due = loan.openedAt + 10n * DAY;
  return { ...base, loan, id: loan.id, due };
}
type Lent = Awaited<ReturnType<typeof lent>>;

/** Terms like the old loan's, of another principal. */
const termsOf = ({ terms }: World, principal: bigint) => terms({ principal });

const principals = [
  ["larger", credits(1_500)],
  ["equal to the debt", DEBT],
  ["smaller", credits(600)],
] as const;

/** The flows that the interface promises, without those of nothing and those to oneself. */
function flows(payer: string, from: { lender: string; borrower: string }, lent: bigint, debt = DEBT) {
  const paid = lent < debt ? lent : debt;
  return [
    [payer, from.lender, paid],
    [from.borrower, from.lender, debt - paid],
    [payer, from.borrower, lent - paid],
  ].filter(([sender, receiver, amount]) => sender !== receiver && amount !== 0n);
}

describe("novate", () => {
  describe("by the borrower, onto a new lender's offer", () => {
    it("default: the old loan is paid in full, its successor opens, and the collateral stays", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, nft, borrower, lender, secondLender, newOffer, novation, proposalId, loan, id, due } = base;
      const proposal = newOffer({ terms: termsOf(base, credits(1_500)) });
      const { send, agreement, id: successor } = await novation(loan.agreement, proposal);
      await nextAt(due);

      const novating = send();

      await expect(novating, "closed").to.emit(parley, "Novated").withArgs(id, successor, INTEREST, credits(1_000));
      await expect(novating, "opened")
        .to.emit(parley, "Opened")
        .withArgs(successor, borrower.address, proposalId(proposal), 0n, tuple(agreement.terms));
      await expect(novating, "credit").to.changeTokenBalances(
        ethers,
        credit,
        [secondLender, lender, borrower, parley],
        [-credits(1_500), DEBT, credits(1_500) - DEBT, 0n],
      );
      expect(await transfersOf(novating, parley), "notes").to.deep.equal([
        [lender.address, ZeroAddress, BigInt(id)],
        [ZeroAddress, secondLender.address, BigInt(successor)],
      ]);
      expect(await transfersOf(novating, nft), "collateral").to.deep.equal([]);
      expect(await nft.ownerOf(1n), "in escrow").to.equal(await parley.getAddress());
      expect(await parley.loan(id), "the old loan").to.deep.equal(CLOSED);
      expect(await parley.loan(successor), "the new loan").to.deep.equal([secondLender.address, false, due, 0n, 0n, 0n]);
      expect([await parley.balanceOf(lender), await parley.balanceOf(secondLender)], "notes owned").to.deep.equal([0n, 1n]);
      expect(await parley.groupUsed(secondLender, proposal.group), "consumed").to.equal(1n);
    });

    it("behavior: the answer is the successor's id, and its Opened comes before Novated", async () => {
      const base = await loadFixture(lent);
      const { parley, borrower, secondLender, newOffer, fill, sign, novation, loan } = base;
      const proposal = newOffer();
      const { send, id: successor } = await novation(loan.agreement, proposal);

      const signature = await sign(secondLender, proposal);
      expect(await parley.connect(borrower).novate.staticCall(loan.agreement, proposal, fill(proposal), signature)).to.equal(successor);
      const self = await parley.getAddress();
      const names = (await mined(send())).logs.filter(({ address }) => address === self).map((log) => parley.interface.parseLog(log)?.name);

      expect(names).to.deep.equal(["Transfer", "Transfer", "Opened", "Novated"]);
    });

    const consents: Record<
      string,
      (base: Lent, principal: bigint) => Promise<readonly [Proposal, { principal: bigint; signature?: string }]>
    > = {
      "signed, naming no loan": async (base, principal) => [base.newOffer({ terms: termsOf(base, principal) }), { principal }],
      "signed, naming the loan": async (base, principal) => [
        base.newOffer({ terms: termsOf(base, principal), replaces: base.id }),
        { principal },
      ],
      "posted, all of it": async (base, principal) => {
        const proposal = base.newOffer({ terms: termsOf(base, principal) });
        await base.parley.connect(base.secondLender).post(proposal);
        return [proposal, { principal, signature: "0x" }];
      },
      "posted, a part of a budget": async (base, principal) => {
        const proposal = base.newOffer({
          terms: termsOf(base, credits(2_000)),
          smallestFill: 1n,
          limit: credits(5_000),
          group: budget(3n),
        });
        await base.parley.connect(base.secondLender).post(proposal);
        return [proposal, { principal, signature: "0x" }];
      },
      "signed, a part of a budget": async (base, principal) => [
        base.newOffer({ terms: termsOf(base, credits(2_000)), smallestFill: 1n, limit: credits(5_000), group: budget(3n) }),
        { principal },
      ],
    };
    for (const [consent, prepare] of Object.entries(consents)) {
      for (const [size, principal] of principals) {
        it(`behavior: ${consent}, ${size}`, async () => {
          const base = await loadFixture(lent);
          const { parley, credit, nft, borrower, lender, secondLender, novation, loan, id, due } = base;
          const [proposal, options] = await prepare(base, principal);
          const { send, agreement, id: successor } = await novation(loan.agreement, proposal, options);
          await nextAt(due);

          const novating = send();

          const payer = options.signature === "0x" ? await parley.getAddress() : secondLender.address;
          expect(await transfersOf(novating, credit), "flows").to.deep.equal(
            flows(payer, { lender: lender.address, borrower: borrower.address }, principal),
          );
          expect(await transfersOf(novating, nft), "collateral").to.deep.equal([]);
          expect((await parley.loan(id)).openedAt, "closed").to.equal(0n);
          expect(await parley.ownerOf(successor), "note").to.equal(secondLender.address);
          expect(await parley.owed(agreement), "owed").to.equal(principal);
          const used = proposal.group >> 255n === 1n ? principal : 1n;
          expect(await parley.groupUsed(secondLender, proposal.group), "consumed").to.equal(used);
          await parley.connect(borrower).repay(agreement, MaxUint256);
          expect(await nft.ownerOf(1n), "collateral after repayment").to.equal(borrower.address);
        });
      }
    }

    it("behavior: a blank offer is filled with what is in escrow, which stays", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, terms, asset, newOffer, novation, loan } = base;
      const proposal = newOffer({ terms: terms({ collateral: [asset.anyNft()] }) });
      const { send, agreement, id } = await novation(loan.agreement, proposal, { picks: [{ id: 1n, proof: [] }] });

      expect(await transfersOf(send(), nft), "collateral").to.deep.equal([]);
      expect(agreement.terms.collateral, "exact").to.deep.equal([asset.nft(1n)]);
      expect((await parley.loan(id)).openedAt, "open").not.to.equal(0n);
    });

    it("behavior: a partly repaid loan is paid what it still owes", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, borrower, lender, secondLender, newOffer, novation, loan, id, due } = base;
      await nextAt(due);
      await parley.connect(borrower).repay(loan.agreement, INTEREST + credits(400));
      const { send, id: successor } = await novation(loan.agreement, newOffer({ terms: termsOf(base, credits(700)) }));
      await nextAt(due + 10n * DAY);

      const novating = send();

      const interest = 1_643_836n;
      await expect(novating, "announced").to.emit(parley, "Novated").withArgs(id, successor, interest, credits(600));
      expect(await transfersOf(novating, credit), "flows").to.deep.equal(
        flows(secondLender.address, { lender: lender.address, borrower: borrower.address }, credits(700), credits(600) + interest),
      );
      expect(await parley.loan(id), "books").to.deep.equal(CLOSED);
    });

    it("behavior: unpaid interest of a partly repaid loan counts as interest", async () => {
      const base = await loadFixture(lent);
      const { parley, borrower, newOffer, novation, loan, id, due } = base;
      await nextAt(due);
      await parley.connect(borrower).repay(loan.agreement, 739_727n);
      const { send, id: successor } = await novation(loan.agreement, newOffer());
      await nextAt(due + 10n * DAY);

      await expect(send())
        .to.emit(parley, "Novated")
        .withArgs(id, successor, 2_000_000n + INTEREST, credits(1_000));
    });

    it("behavior: whoever owns the note is paid", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, borrower, lender, secondLender, stranger, newOffer, novation, loan, id, due } = base;
      await parley.connect(lender).transferFrom(lender, stranger, id);
      const { send } = await novation(loan.agreement, newOffer({ terms: termsOf(base, credits(600)) }));
      await nextAt(due);

      expect(await transfersOf(send(), credit)).to.deep.equal(
        flows(secondLender.address, { lender: stranger.address, borrower: borrower.address }, credits(600)),
      );
    });

    for (const [size, principal] of principals) {
      it(`behavior: a borrower who bought his own note gets all of the new principal, ${size}`, async () => {
        const base = await loadFixture(lent);
        const { parley, credit, borrower, lender, secondLender, newOffer, novation, loan, id, due } = base;
        await parley.connect(lender).transferFrom(lender, borrower, id);
        const { send } = await novation(loan.agreement, newOffer({ terms: termsOf(base, principal) }));
        await nextAt(due);

        const moved = await transfersOf(send(), credit);

        expect(moved, "flows").to.deep.equal(
          flows(secondLender.address, { lender: borrower.address, borrower: borrower.address }, principal),
        );
        expect(
          moved.reduce((sum, [, , amount]) => sum + amount, 0n),
          "all of it",
        ).to.equal(principal);
      });
    }

    it("behavior: onto the offer of one who bought the old note, only differences move", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, borrower, lender, secondLender, newOffer, novation, loan, id, due } = base;
      await parley.connect(lender).transferFrom(lender, secondLender, id);
      const { send } = await novation(loan.agreement, newOffer({ terms: termsOf(base, credits(1_500)) }));
      await nextAt(due);

      expect(await transfersOf(send(), credit)).to.deep.equal([[secondLender.address, borrower.address, credits(1_500) - DEBT]]);
    });

    it("behavior: again and again, each successor replaced by the next", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, borrower, newOffer, terms, novation, loan } = base;
      const proposal = newOffer({ terms: terms(), limit: credits(3_000), group: budget(1n) });
      let agreement = loan.agreement;
      const ids = new Set<string>([loan.id]);

      for (let i = 0; i < 3; i++) {
        const next = await novation(agreement, proposal);
        await next.send();
        ids.add(next.id);
        agreement = next.agreement;
      }

      expect(ids.size, "ids").to.equal(4);
      const last = await novation(agreement, proposal);
      await expect(last.send(), "the budget is used up").to.be.revertedWithCustomError(parley, "LimitExceeded");
      await parley.connect(borrower).repay(agreement, MaxUint256);
      expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    });
  });

  describe("by a new lender, on the borrower's request", () => {
    for (const [size, principal] of principals.slice(0, 2)) {
      it(`default: pays the old lender, and the borrower what is left: ${size}`, async () => {
        const base = await loadFixture(lent);
        const { parley, credit, nft, borrower, lender, secondLender, renewal, novation, loan, id, due } = base;
        const request = renewal(loan, { terms: termsOf(base, principal) });
        const { send, id: successor } = await novation(loan.agreement, request);
        await nextAt(due);

        const novating = send();

        await expect(novating, "announced").to.emit(parley, "Novated").withArgs(id, successor, INTEREST, credits(1_000));
        expect(await transfersOf(novating, credit), "flows").to.deep.equal(
          flows(secondLender.address, { lender: lender.address, borrower: borrower.address }, principal),
        );
        expect(await transfersOf(novating, nft), "collateral").to.deep.equal([]);
        expect(await parley.ownerOf(successor), "note").to.equal(secondLender.address);
        expect(await parley.groupUsed(borrower, request.group), "consumed").to.equal(1n);
      });
    }

    it("error: the principal does not cover the debt, by one unit", async () => {
      const base = await loadFixture(lent);
      const { parley, renewal, novation, loan, due } = base;
      const { send } = await novation(loan.agreement, renewal(loan, { terms: termsOf(base, DEBT - 1n) }));
      await nextAt(due);

      await expect(send())
        .to.be.revertedWithCustomError(parley, "LoanTooSmall")
        .withArgs(DEBT - 1n, DEBT);
    });

    it("error: a request that was good for the debt yesterday", async () => {
      const base = await loadFixture(lent);
      const { parley, renewal, novation, loan, due } = base;
      const { send } = await novation(loan.agreement, renewal(loan, { terms: termsOf(base, DEBT) }));
      await nextAt(due + DAY);

      await expect(send())
        .to.be.revertedWithCustomError(parley, "LoanTooSmall")
        .withArgs(DEBT, DEBT + 273_972n);
    });

    it("behavior: the request need not match the old loan in anything but credit", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, gold, asset, borrower, terms, renewal, novation, loan } = base;
      const collateral = [asset.gold(ounces(3)), asset.nft(2n)];
      const request = renewal(loan, { terms: terms({ principal: credits(2_000), collateral, aprBps: 1n, auctionSeconds: AUCTION }) });

      await (await novation(loan.agreement, request)).send();

      expect([await nft.ownerOf(1n), await nft.ownerOf(2n)], "NFTs").to.deep.equal([borrower.address, await parley.getAddress()]);
      expect(await gold.balanceOf(parley), "gold").to.equal(ounces(3));
    });

    it("error: the same request a second time, of the old loan or of its successor", async () => {
      const base = await loadFixture(lent);
      const { parley, lender, renewal, novation, loan, id } = base;
      const request = renewal(loan, { group: budget(1n), limit: MaxUint256 });
      const first = await novation(loan.agreement, request);
      await first.send();

      for (const taker of [undefined, lender]) {
        const again = await novation(loan.agreement, request, taker === undefined ? {} : { taker });
        await expect(again.send(), "the old loan").to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
        const further = await novation(first.agreement, request, taker === undefined ? {} : { taker });
        await expect(further.send(), "its successor").to.be.revertedWithCustomError(parley, "ReplacesOther").withArgs(id);
      }
    });

    it("error: two requests of one group for two loans", async () => {
      const base = await loadFixture(lent);
      const { parley, borrower, offer, terms, open, renewal, novation, loan } = base;
      const other = await open(offer({ terms: terms({ collateral: [] }) }));
      const [first, second] = [
        renewal(loan, { group: 900n }),
        renewal(other, { terms: terms({ principal: credits(1_100), collateral: [] }), group: 900n }),
      ];
      await (await novation(loan.agreement, first)).send();

      await expect((await novation(other.agreement, second)).send())
        .to.be.revertedWithCustomError(parley, "GroupUsed")
        .withArgs(borrower.address, 900n);
    });
  });

  describe("with the same lender", () => {
    for (const [size, principal] of principals) {
      it(`default: the borrower extends on the lender's offer, ${size}: only the difference moves`, async () => {
        const base = await loadFixture(lent);
        const { parley, credit, nft, borrower, lender, offer, terms, novation, loan, due } = base;
        const longer = offer({ terms: terms({ principal, durationSeconds: 90n * DAY, aprBps: 500n }) });
        const { send, agreement, id } = await novation(loan.agreement, longer, { maker: lender });
        await nextAt(due);

        const novating = send();

        expect(await transfersOf(novating, credit), "flows").to.deep.equal(
          flows(lender.address, { lender: lender.address, borrower: borrower.address }, principal),
        );
        expect(await transfersOf(novating, nft), "collateral").to.deep.equal([]);
        expect(await parley.ownerOf(id), "note").to.equal(lender.address);
        await mineAt(due + 90n * DAY);
        expect((await parley.position(agreement)).state, "at the new end").to.equal(LoanState.Current);
      });
    }

    for (const [size, principal] of principals.slice(0, 2)) {
      it(`default: the lender extends on the borrower's request, ${size}: only the difference moves`, async () => {
        const base = await loadFixture(lent);
        const { credit, borrower, lender, renewal, novation, loan, due } = base;
        const { send } = await novation(loan.agreement, renewal(loan, { terms: termsOf(base, principal) }), { taker: lender });
        await nextAt(due);

        expect(await transfersOf(send(), credit), "flows").to.deep.equal(
          flows(lender.address, { lender: lender.address, borrower: borrower.address }, principal),
        );
      });
    }

    it("error: the lender, on a request below the debt", async () => {
      const base = await loadFixture(lent);
      const { parley, lender, renewal, novation, loan, due } = base;
      const { send } = await novation(loan.agreement, renewal(loan, { terms: termsOf(base, credits(1_000)) }), { taker: lender });
      await nextAt(due);

      await expect(send()).to.be.revertedWithCustomError(parley, "LoanTooSmall").withArgs(credits(1_000), DEBT);
    });

    it("behavior: the lender's posted offer pays him back out of his own escrow", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, borrower, lender, offer, novation, loan, due } = base;
      const proposal = offer({ terms: termsOf(base, credits(1_500)) });
      await parley.connect(lender).post(proposal);
      const { send } = await novation(loan.agreement, proposal, { maker: lender, signature: "0x" });
      await nextAt(due);

      expect(await transfersOf(send(), credit)).to.deep.equal(
        flows(await parley.getAddress(), { lender: lender.address, borrower: borrower.address }, credits(1_500)),
      );
      expect(await credit.balanceOf(parley), "nothing stays").to.equal(0n);
    });

    it("behavior: where no credit moves, not even a token that refuses everything is in the way", async () => {
      const { parley, oddCredit, creditAddress, lender, offer, terms, open, novation } = await loadFixture(oddWorld);
      const interestFree = terms({ credit: creditAddress, aprBps: 0n });
      const loan = await open(offer({ terms: interestFree }));
      await oddCredit.set(Odd20.Paused, ZeroAddress);
      const longer = offer({ terms: { ...interestFree, durationSeconds: 300n * DAY } });
      const { send, id } = await novation(loan.agreement, longer, { maker: lender });

      expect(await transfersOf(send(), oddCredit), "flows").to.deep.equal([]);
      expect((await parley.loan(id)).openedAt, "open").to.equal(await now());
    });
  });

  describe("collateral", () => {
    it("default: of another list all is released, then all is taken", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, gold, multi, borrower, asset, terms, newOffer, novation, loan, id } = base;
      const collateral = [asset.gold(ounces(2)), asset.nft(3n), asset.multi(4n, 5n)];
      const { send, agreement } = await novation(loan.agreement, newOffer({ terms: terms({ collateral }) }));
      const self = await parley.getAddress();

      expect(await transfersOf(send(), nft), "NFTs").to.deep.equal([
        [self, borrower.address, 1n],
        [borrower.address, self, 3n],
      ]);
      expect([await gold.balanceOf(parley), await multi.balanceOf(parley, 4n)], "in escrow").to.deep.equal([ounces(2), 5n]);
      expect((await parley.waiting(id)).assets, "waiting").to.equal(0n);

      await parley.connect(borrower).repay(agreement, MaxUint256);
      expect([await gold.balanceOf(borrower), await multi.balanceOf(borrower, 4n)], "after repayment").to.deep.equal([
        ounces(1_000),
        1_000n,
      ]);
      expect(await nft.balanceOf(borrower), "NFTs after repayment").to.equal(20n);
    });

    const lists: readonly (readonly [
      string,
      (base: World) => readonly [Proposal["terms"]["collateral"], Proposal["terms"]["collateral"]],
    ])[] = [
      ["one more asset", ({ asset }) => [[asset.nft(1n)], [asset.nft(1n), asset.gold(5n)]]],
      ["one asset less", ({ asset }) => [[asset.nft(1n), asset.gold(5n)], [asset.nft(1n)]]],
      [
        "the other order",
        ({ asset }) => [
          [asset.nft(1n), asset.nft(2n)],
          [asset.nft(2n), asset.nft(1n)],
        ],
      ],
      ["a larger amount", ({ asset }) => [[asset.gold(5n)], [asset.gold(6n)]]],
      ["another id", ({ asset }) => [[asset.multi(1n, 5n)], [asset.multi(2n, 5n)]]],
      ["another kind", ({ asset }) => [[asset.gold(5n)], [asset.nft(5n)]]],
      ["none any more", ({ asset }) => [[asset.gold(5n)], []]],
      ["some for the first time", ({ asset }) => [[], [asset.gold(5n)]]],
    ];
    for (const [name, choose] of lists) {
      it(`behavior: ${name}`, async () => {
        const base = await loadFixture(world);
        const { parley, gold, nft, multi, offer, terms, open, newOffer, novation, borrower } = base;
        const [old, next] = choose(base);
        const loan = await open(offer({ terms: terms({ collateral: old }) }));
        const { send, agreement } = await novation(loan.agreement, newOffer({ terms: terms({ collateral: next }) }));

        await send();

        const expected = [0n, 0n, 0n, 0n];
        for (const { kind, id, amount } of next) {
          const place = kind === 0 ? 0 : kind === 1 ? 1 : id === 1n ? 2 : 3;
          expected[place] = (expected[place] ?? 0n) + amount;
        }
        const escrow = async () => [
          await gold.balanceOf(parley),
          await nft.balanceOf(parley),
          await multi.balanceOf(parley, 1n),
          await multi.balanceOf(parley, 2n),
        ];
        expect(await escrow(), "in escrow").to.deep.equal(expected);
        await parley.connect(borrower).repay(agreement, MaxUint256);
        expect(await escrow(), "after repayment").to.deep.equal([0n, 0n, 0n, 0n]);
      });
    }

    it("behavior: a bundle of all standards stays", async () => {
      const base = await loadFixture(world);
      const { parley, gold, nft, multi, asset, offer, terms, open, newOffer, novation } = base;
      const collateral = [asset.gold(5n), asset.nft(1n), asset.multi(1n, 6n)];
      const loan = await open(offer({ terms: terms({ collateral }) }));

      const { logs } = await mined((await novation(loan.agreement, newOffer({ terms: terms({ collateral }) }))).send());

      const tokens = await Promise.all([gold, nft, multi].map(addressOf));
      expect(logs.filter(({ address }) => tokens.includes(hex(address))).length, "moves").to.equal(0);
      expect([await gold.balanceOf(parley), await nft.balanceOf(parley), await multi.balanceOf(parley, 1n)]).to.deep.equal([5n, 1n, 6n]);
    });

    it("behavior: what would not move waits for the borrower, and the successor opens", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, borrower, asset, terms, newOffer, novation, loan, id } = base;
      await nft.setPaused(true);
      const { send, id: successor } = await novation(loan.agreement, newOffer({ terms: terms({ collateral: [asset.gold(ounces(9))] }) }));

      await expect(send(), "announced").to.emit(parley, "Waiting").withArgs(id, borrower.address, 1n);
      expect((await parley.loan(successor)).openedAt, "open").not.to.equal(0n);

      await nft.setPaused(false);
      await parley.connect(borrower).fetch(loan.agreement, borrower);
      expect(await nft.ownerOf(1n), "fetched").to.equal(borrower.address);
    });

    it("error: what would not move cannot be collateral of another list either", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, asset, terms, newOffer, novation, loan } = base;
      await nft.setPaused(true);
      const collateral = [asset.nft(1n), asset.gold(ounces(1))];

      await expect((await novation(loan.agreement, newOffer({ terms: terms({ collateral }) }))).send())
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await nft.getAddress());
    });

    it("error: new collateral that the borrower does not have", async () => {
      const base = await loadFixture(lent);
      const { parley, nft, stranger, asset, terms, newOffer, novation, loan } = base;
      await nft.mint(stranger, 99n);

      await expect((await novation(loan.agreement, newOffer({ terms: terms({ collateral: [asset.nft(99n)] }) }))).send())
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await nft.getAddress());
    });

    for (const which of ["gold", "nft", "multi"] as const) {
      it(`error: equal lists, but the ${which} is no longer in escrow`, async () => {
        const base = await loadFixture(world);
        const { parley, gold, nft, multi, stranger, asset, offer, terms, open, newOffer, novation } = base;
        const collateral = [asset.gold(5n), asset.nft(1n), asset.multi(1n, 6n)];
        const loan = await open(offer({ terms: terms({ collateral }) }));
        const self = await parley.getAddress();
        await provider.request({ method: "hardhat_setBalance", params: [self, "0xde0b6b3a7640000"] });
        const escrow = await ethers.getImpersonatedSigner(self);
        await {
          gold: () => gold.connect(escrow).transfer(stranger, 1n),
          nft: () => nft.connect(escrow).transferFrom(self, stranger, 1n),
          multi: () => multi.connect(escrow).safeTransferFrom(self, stranger, 1n, 1n, "0x"),
        }[which]();

        await expect((await novation(loan.agreement, newOffer({ terms: terms({ collateral }) }))).send())
          .to.be.revertedWithCustomError(parley, "AssetNotReceived")
          .withArgs(await base[which].getAddress());
      });
    }
  });

  describe("late, in default, in auction", () => {
    for (const [name, days, state] of [
      ["late", 32n, LoanState.Current],
      ["in default", 40n, LoanState.InDefault],
    ] as const) {
      it(`behavior: ${name}, by the borrower and by a new lender`, async () => {
        for (const by of ["borrower", "lender"] as const) {
          const base = await loadFixture(lent);
          const { parley, nft, newOffer, renewal, novation, loan } = base;
          const successor = by === "borrower" ? newOffer({ terms: termsOf(base, credits(1_100)) }) : renewal(loan);
          const { send, agreement } = await novation(loan.agreement, successor);
          await mineAt(loan.openedAt + days * DAY);
          expect((await parley.position(loan.agreement)).state, `before, ${by}`).to.equal(state);

          await send();

          expect((await parley.position(agreement)).state, `after, ${by}`).to.equal(LoanState.Current);
          expect(await nft.ownerOf(1n), `collateral, ${by}`).to.equal(await parley.getAddress());
        }
      });
    }

    for (const by of ["borrower", "lender"] as const) {
      it(`behavior: in auction, by the ${by}, which ends the auction`, async () => {
        const base = await loadFixture(world);
        const { parley, credit, stranger, lender, secondLender, borrower, terms, newOffer, renewal, novation, openInAuction } = base;
        const loan = await openInAuction();
        const again = terms({ principal: credits(1_100), auctionSeconds: AUCTION });
        const successor = by === "borrower" ? newOffer({ terms: again }) : renewal(loan, { terms: again });
        const { send, agreement, id } = await novation(loan.agreement, successor);
        await nextAt(loan.startedAt + AUCTION);

        const novating = send();

        const debt = loan.debt + 228_311n;
        await expect(novating, "announced")
          .to.emit(parley, "Novated")
          .withArgs(loan.id, id, debt - credits(1_000), credits(1_000));
        expect(await transfersOf(novating, credit), "flows").to.deep.equal(
          flows(secondLender.address, { lender: lender.address, borrower: borrower.address }, credits(1_100), debt),
        );
        expect(await parley.loan(loan.id), "the old loan").to.deep.equal(CLOSED);
        expect((await parley.position(agreement)).state, "the new loan").to.equal(LoanState.Current);
        await expect(parley.connect(stranger).buy(loan.agreement, MaxUint256, stranger), "the old loan is not for sale")
          .to.be.revertedWithCustomError(parley, "LoanNotOpen")
          .withArgs(loan.id);
        await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger), "nor is the new")
          .to.be.revertedWithCustomError(parley, "NotInAuction")
          .withArgs(id);
      });
    }
  });

  describe("credit that does not arrive", () => {
    for (const [name, signature] of [
      ["the new lender's wallet", undefined],
      ["his escrow", "0x"],
    ] as const) {
      it(`behavior: what the old lender's address refuses, from ${name}, is kept for him`, async () => {
        const base = await loadFixture(lent);
        const { parley, credit, borrower, lender, secondLender, stranger, newOffer, novation, loan, id, due } = base;
        const proposal = newOffer({ terms: termsOf(base, credits(1_500)) });
        if (signature !== undefined) await parley.connect(secondLender).post(proposal);
        const { send } = await novation(loan.agreement, proposal, signature === undefined ? {} : { signature });
        await credit.setBlocked(lender, true);
        await nextAt(due);

        const novating = send();

        await expect(novating, "announced")
          .to.emit(parley, "Held")
          .withArgs(await credit.getAddress(), lender.address, DEBT);
        await expect(novating, "the borrower").to.changeTokenBalance(ethers, credit, borrower, credits(1_500) - DEBT);
        expect(await parley.held(credit, lender), "held").to.equal(DEBT);
        expect(await credit.balanceOf(parley), "kept").to.equal(DEBT);
        expect(await parley.loan(id), "closed").to.deep.equal(CLOSED);
        await parley.connect(lender).collect(credit, stranger);
        expect(await credit.balanceOf(parley), "collected").to.equal(0n);
      });
    }

    it("behavior: both parts of a smaller loan are kept for a blocked lender", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, lender, newOffer, novation, loan, due } = base;
      const { send } = await novation(loan.agreement, newOffer({ terms: termsOf(base, credits(600)) }));
      await credit.setBlocked(lender, true);
      await nextAt(due);

      await send();

      expect(await parley.held(credit, lender), "held").to.equal(DEBT);
      expect(await credit.balanceOf(parley), "kept").to.equal(DEBT);
    });

    it("error: a new lender without balance or approval", async () => {
      const base = await loadFixture(lent);
      const { credit, parley, secondLender, newOffer, renewal, novation, loan } = base;
      await credit.connect(secondLender).approve(parley, DEBT);

      for (const successor of [newOffer({ terms: termsOf(base, credits(1_100)) }), renewal(loan)]) {
        const { send } = await novation(loan.agreement, successor);
        await expect(send()).to.be.revertedWithCustomError(tokenErrors, "TransferFromFailed");
      }
    });

    it("error: a borrower who cannot pay what the new principal lacks", async () => {
      const base = await loadFixture(lent);
      const { parley, credit, borrower, newOffer, novation, loan, id } = base;
      await credit.connect(borrower).approve(parley, credits(399));

      await expect((await novation(loan.agreement, newOffer({ terms: termsOf(base, credits(600)) }))).send()).to.be.revertedWithCustomError(
        tokenErrors,
        "TransferFromFailed",
      );
      expect((await parley.loan(id)).openedAt, "still open").to.equal(loan.openedAt);
    });

    it("error: a token that began to take fees, where the borrower is to receive", async () => {
      const { parley, creditAddress, oddCredit, offer, newOffer, terms, open, novation } = await loadFixture(oddWorld);
      const loan = await open(offer({ terms: terms({ credit: creditAddress }) }));
      await oddCredit.set(Odd20.TakesFee, ZeroAddress);
      const larger = await novation(loan.agreement, newOffer({ terms: terms({ credit: creditAddress, principal: credits(1_500) }) }));
      await expect(larger.send()).to.be.revertedWithCustomError(parley, "AssetNotReceived").withArgs(creditAddress);

      const smaller = await novation(loan.agreement, newOffer({ terms: terms({ credit: creditAddress, principal: credits(600) }) }));
      await expect(smaller.send(), "where he is not").to.emit(parley, "Novated");
    });
  });

  describe("refused", () => {
    it("error: the borrower, onto an offer that names another loan", async () => {
      const { parley, newOffer, novation, loan } = await loadFixture(lent);
      const replaces = hex(ethers.id("another loan"));

      await expect((await novation(loan.agreement, newOffer({ replaces }))).send())
        .to.be.revertedWithCustomError(parley, "ReplacesOther")
        .withArgs(replaces);
    });

    it("error: a lender, on a request that names no loan, or another", async () => {
      const { parley, lender, request, renewal, novation, loan } = await loadFixture(lent);

      for (const replaces of [hex(ZeroHash), hex(ethers.id("another loan"))]) {
        for (const options of [{}, { taker: lender }]) {
          await expect((await novation(loan.agreement, renewal(loan, { replaces }), options)).send(), replaces)
            .to.be.revertedWithCustomError(parley, "ReplacesOther")
            .withArgs(replaces);
        }
      }
      expect(request().replaces, "an ordinary request names none").to.equal(ZeroHash);
    });

    it("error: a stranger, or the lender, with an offer that names the loan", async () => {
      const { parley, borrower, lender, stranger, newOffer, novation, loan, id } = await loadFixture(lent);

      for (const taker of [stranger, lender]) {
        await expect((await novation(loan.agreement, newOffer({ replaces: id }), { taker })).send())
          .to.be.revertedWithCustomError(parley, "NotBorrower")
          .withArgs(borrower.address);
      }
    });

    it("error: another's request that names the loan, taken by a lender or by the borrower", async () => {
      const { parley, borrower, stranger, renewal, novation, loan } = await loadFixture(lent);
      const theirs = renewal(loan, { maker: hex(stranger.address) });

      for (const options of [{ maker: stranger }, { maker: stranger, taker: borrower }]) {
        await expect((await novation(loan.agreement, theirs, options)).send())
          .to.be.revertedWithCustomError(parley, "NotBorrower")
          .withArgs(borrower.address);
      }
    });

    it("error: the borrower with a request of his own, or an offer of his own", async () => {
      const { parley, borrower, renewal, offer, novation, loan } = await loadFixture(lent);

      for (const own of [renewal(loan), offer({ maker: hex(borrower.address) })]) {
        await expect((await novation(loan.agreement, own, { maker: borrower, taker: borrower })).send())
          .to.be.revertedWithCustomError(parley, "MakerIsTaker")
          .withArgs(borrower.address);
      }
    });

    it("error: another credit token", async () => {
      const { parley, gold, borrower, secondLender, newOffer, renewal, terms, novation, loan } = await loadFixture(lent);
      const goldAddress = hex(await gold.getAddress());
      await gold.mint(secondLender, ounces(10));
      const inGold = terms({ credit: goldAddress, principal: ounces(1) });

      for (const successor of [newOffer({ terms: inGold }), renewal(loan, { terms: inGold })]) {
        await expect((await novation(loan.agreement, successor)).send())
          .to.be.revertedWithCustomError(parley, "CreditDiffers")
          .withArgs(goldAddress);
      }
      expect(await gold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
    });

    it("error: a loan that is closed, never was, or of which a word differs", async () => {
      const { parley, borrower, offer, newOffer, agreementOf, loanId, novation, loan } = await loadFixture(lent);
      const never = agreementOf(offer(), borrower);
      const altered = { ...loan.agreement, terms: { ...loan.agreement.terms, principal: 1n } };

      for (const it of [never, altered]) {
        await expect((await novation(it, newOffer())).send())
          .to.be.revertedWithCustomError(parley, "LoanNotOpen")
          .withArgs(loanId(it));
      }
      await parley.connect(borrower).repay(loan.agreement, MaxUint256);
      await expect((await novation(loan.agreement, newOffer())).send(), "closed")
        .to.be.revertedWithCustomError(parley, "LoanNotOpen")
        .withArgs(loan.id);
    });

    it("error: whatever accepting the proposal would refuse", async () => {
      const base = await loadFixture(lent);
      const { parley, stranger, secondLender, terms, newOffer, novation, loan } = base;
      const used = newOffer();
      await parley.connect(secondLender).cancel(used.group);
      const past = (await now()) - 1n;
      const cases: readonly (readonly [Proposal, object, string, readonly unknown[]])[] = [
        [newOffer({ taker: hex(stranger.address) }), {}, "NotTaker", [stranger.address]],
        [newOffer({ expiry: past }), {}, "ProposalExpired", [past]],
        [newOffer(), { maker: stranger }, "BadSignature", [secondLender.address]],
        [newOffer(), { signature: "0x" }, "BadSignature", [secondLender.address]],
        [newOffer(), { principal: 1n }, "FillOutOfRange", [credits(1_000), credits(1_000)]],
        [newOffer({ limit: credits(999) }), {}, "LimitExceeded", [0n, credits(999)]],
        [newOffer({ gate: hex(stranger.address) }), {}, "NotAdmitted", [base.borrower.address, stranger.address]],
        [newOffer({ terms: terms({ instalments: 2n }) }), {}, "InstalmentsOutOfRange", [2n]],
        [used, {}, "GroupUsed", [secondLender.address, used.group]],
      ];

      for (const [proposal, options, error, args] of cases) {
        await expect((await novation(loan.agreement, proposal, options)).send(), error)
          .to.be.revertedWithCustomError(parley, error)
          .withArgs(...args);
      }
    });

    it("error: a proposal that names a loan is neither posted nor accepted", async () => {
      const { parley, borrower, lender, secondLender, newOffer, renewal, fill, sign, loan, id } = await loadFixture(lent);
      const [offer, request] = [newOffer({ replaces: id }), renewal(loan)];

      for (const [maker, taker, proposal] of [
        [secondLender, borrower, offer],
        [borrower, lender, request],
      ] as const) {
        await expect(parley.connect(maker).post(proposal), "posted").to.be.revertedWithCustomError(parley, "ReplacesOther").withArgs(id);
        await expect(parley.connect(taker).accept(proposal, fill(proposal), await sign(maker, proposal)), "accepted")
          .to.be.revertedWithCustomError(parley, "ReplacesOther")
          .withArgs(id);
      }
    });

    it("error: after it the old loan is dead to every call", async () => {
      const { parley, borrower, lender, stranger, newOffer, novation, loan, id } = await loadFixture(lent);
      await (await novation(loan.agreement, newOffer())).send();
      await mineAt(loan.openedAt + 100n * DAY);

      for (const call of [
        () => parley.connect(borrower).repay(loan.agreement, 1n),
        () => parley.connect(lender).foreclose(loan.agreement),
        () => parley.connect(stranger).buy(loan.agreement, MaxUint256, stranger),
        () => parley.connect(lender).take(loan.agreement, lender),
        () => parley.publish(loan.agreement),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
      }
      await expect(parley.connect(borrower).fetch(loan.agreement, borrower)).to.be.revertedWithCustomError(parley, "NothingToFetch");
      await expect(parley.connect(lender).transferFrom(lender, stranger, id)).to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
      expect(await parley.owed(loan.agreement), "owed").to.equal(0n);
      expect((await parley.position(loan.agreement)).state, "state").to.equal(LoanState.NotOpen);
    });
  });
});
