import {
  type Agreement,
  type Asset,
  AssetKind,
  agreementOf,
  type Deployment,
  fillOf,
  type Proposal,
  proposalTypedData,
  Schedule,
  Side,
  type Terms,
} from "@parley/sdk";
import type { HDNodeWallet, JsonRpcProvider, TypedDataField } from "ethers";
import { type Address, zeroAddress, zeroHash } from "viem";
import {
  Parley__factory as Parley,
  TestMultiToken__factory as TestMultiToken,
  TestNFT__factory as TestNFT,
  TestToken__factory as TestToken,
  TestWETH__factory as TestWETH,
} from "../typechain-types/index.ts";
import type { AgreementStruct, ProposalStruct, TermsStruct } from "../typechain-types/Parley.ts";
import { FREE_ACCOUNTS, testAccount } from "./local.ts";
import { LOCAL_CHAIN_ID } from "./networks.ts";

const HOUR = 3_600n;
const DAY = 24n * HOUR;
const BUDGET = 1n << 255n;
const usd = (amount: number): bigint => BigInt(amount) * 10n ** 6n;
const dai = (amount: number): bigint => BigInt(amount) * 10n ** 18n;

const mutable = (terms: Terms): TermsStruct => ({ ...terms, collateral: [...terms.collateral] });
const proposalStruct = (proposal: Proposal): ProposalStruct => ({ ...proposal, terms: mutable(proposal.terms) });
const agreementStruct = (agreement: Agreement): AgreementStruct => ({ ...agreement, terms: mutable(agreement.terms) });

/**
 * Fills a fresh local chain, begun `HISTORY_SECONDS` ago, with a market: requests, offers, and loans in every state. Ends with the chain at the present.
 * @throws Error on any other chain.
 */
export async function seed(provider: JsonRpcProvider, deployment: Deployment): Promise<void> {
  if (deployment.chainId !== LOCAL_CHAIN_ID)
    throw new Error(`The market is for the local chain ${LOCAL_CHAIN_ID}, not for ${deployment.chainId}.`);
  const begin = BigInt((await provider.getBlock(0))?.timestamp ?? 0);
  const actor = (index: number): HDNodeWallet => testAccount(index).connect(provider);
  const [artist, trader, workshop, saver, fund] = [actor(4), actor(5), actor(6), actor(7), actor(8)];
  const free = Array.from({ length: FREE_ACCOUNTS }, (_, index) => actor(index));

  const token = (symbol: string): Address => {
    const found = deployment.tokens.find((it) => it.symbol === symbol);
    if (!found) throw new Error(`The record of chain ${deployment.chainId} has no token ${symbol}.`);
    return found.address;
  };
  const credit = { tUSD: token("tUSD"), tDAI: token("tDAI") };
  const [art, pass, weth] = [token("tART"), token("tPASS"), deployment.wrappedNative as Address];
  const parley = (wallet: HDNodeWallet) => Parley.connect(deployment.address, wallet);

  const done = async (sent: Promise<{ wait(): Promise<unknown> }>): Promise<void> => {
    await (await sent).wait();
  };
  /** Moves the chain to a day of its history. */
  const onDay = async (day: number): Promise<void> => {
    await provider.send("evm_setNextBlockTimestamp", [Number(begin + BigInt(day) * DAY)]);
    await provider.send("evm_mine", []);
  };

  const erc20 = (address: Address, amount: bigint): Asset => ({ kind: AssetKind.ERC20, token: address, id: 0n, amount });
  const nft = (id: bigint): Asset => ({ kind: AssetKind.ERC721, token: art, id, amount: 1n });
  const passes = (id: bigint, amount: bigint): Asset => ({ kind: AssetKind.ERC1155, token: pass, id, amount });

  const terms = (main: Pick<Terms, "credit" | "principal" | "collateral" | "aprBps">, days: bigint, more: Partial<Terms> = {}): Terms => ({
    flatBps: 0n,
    durationSeconds: days * DAY,
    schedule: Schedule.Bullet,
    instalments: 1n,
    graceSeconds: 3n * DAY,
    auctionSeconds: 0n,
    covenant: zeroAddress,
    document: zeroHash,
    ...main,
    ...more,
  });
  const instalments = (schedule: Schedule, count: bigint): Partial<Terms> => ({ schedule, instalments: count });

  let lastGroup = 0n;
  const proposal = (maker: HDNodeWallet, side: Side, agreed: Terms, untilDay: bigint, more: Partial<Proposal> = {}): Proposal => ({
    maker: maker.address as Address,
    side,
    taker: zeroAddress,
    terms: agreed,
    smallestFill: agreed.principal,
    limit: agreed.principal,
    group: lastGroup++,
    expiry: begin + untilDay * DAY,
    gate: zeroAddress,
    replaces: zeroHash,
    ...more,
  });

  const post = async (maker: HDNodeWallet, posted: Proposal): Promise<Proposal> => {
    await done(parley(maker).post(proposalStruct(posted)));
    return posted;
  };
  const sign = (maker: HDNodeWallet, signed: Proposal): Promise<string> => {
    const { domain, types, message } = proposalTypedData(deployment, signed);
    return maker.signTypedData(domain, types as unknown as Record<string, TypedDataField[]>, message);
  };
  const open = async (taker: HDNodeWallet, taken: Proposal, principal: bigint, signature: string, part = 0n): Promise<Agreement> => {
    const fill = fillOf(taken, principal);
    await done(parley(taker).accept(proposalStruct(taken), { ...fill, picks: [] }, signature));
    return agreementOf(deployment, taken, fill, taker.address as Address, part);
  };
  /** A signed request, funded at once: the quickest way to a loan. */
  const lend = async (borrower: HDNodeWallet, lender: HDNodeWallet, agreed: Terms): Promise<Agreement> => {
    const request = proposal(borrower, Side.Request, agreed, 60n);
    return open(lender, request, agreed.principal, await sign(borrower, request));
  };
  const payArrears = async (payer: HDNodeWallet, agreement: Agreement): Promise<void> => {
    const { arrears } = await parley(payer).position(agreementStruct(agreement));
    await done(parley(payer).repay(agreementStruct(agreement), arrears));
  };

  // Everyone draws from the faucets; the actors let Parley take what they will give.
  for (const wallet of [...free, artist, trader, workshop, saver, fund]) {
    await done(TestToken.connect(credit.tUSD, wallet).faucet());
    await done(TestToken.connect(credit.tDAI, wallet).faucet());
    await done(TestMultiToken.connect(pass, wallet).faucet());
    for (let count = 0; count < 2; count++) await done(TestNFT.connect(art, wallet).faucet());
  }
  const firstArtOf = (index: number): bigint => BigInt(2 * index + 1);
  for (let count = 0; count < 4; count++) for (const wallet of [artist, workshop]) await done(TestNFT.connect(art, wallet).faucet());
  const artistsMore = [19n, 21n, 23n, 25n] as const;
  const workshopsMore = [20n, 22n, 24n, 26n] as const;
  await done(TestWETH.connect(weth, trader).deposit({ value: 40n * 10n ** 18n }));
  for (const wallet of [artist, trader, workshop, saver, fund]) {
    for (const address of [credit.tUSD, credit.tDAI, weth])
      await done(TestToken.connect(address, wallet).approve(deployment.address, 2n ** 255n));
    await done(TestNFT.connect(art, wallet).setApprovalForAll(deployment.address, true));
    await done(TestMultiToken.connect(pass, wallet).setApprovalForAll(deployment.address, true));
  }

  const ether = 10n ** 18n;

  await onDay(2);
  const repaid = await lend(
    artist,
    saver,
    terms({ credit: credit.tUSD, principal: usd(2_000), collateral: [nft(firstArtOf(4))], aprBps: 800n }, 30n),
  );

  await onDay(5);
  const foreclosed = await lend(
    trader,
    fund,
    terms({ credit: credit.tUSD, principal: usd(1_200), collateral: [nft(firstArtOf(5))], aprBps: 1_500n }, 14n, { graceSeconds: DAY }),
  );

  await onDay(10);
  const punctual = await lend(
    trader,
    fund,
    terms(
      { credit: credit.tUSD, principal: usd(9_000), collateral: [erc20(weth, 5n * ether)], aprBps: 900n },
      360n,
      instalments(Schedule.Annuity, 12n),
    ),
  );

  await onDay(20);
  const early = await lend(
    workshop,
    saver,
    terms(
      { credit: credit.tDAI, principal: dai(3_000), collateral: [passes(1n, 40n), passes(2n, 10n)], aprBps: 1_100n },
      180n,
      instalments(Schedule.Linear, 6n),
    ),
  );
  // In default since day 52: a bundle whose lender has not acted yet.
  await lend(
    workshop,
    fund,
    terms(
      { credit: credit.tDAI, principal: dai(2_500), collateral: [nft(workshopsMore[0]), erc20(credit.tUSD, usd(500))], aprBps: 1_800n },
      30n,
      {
        graceSeconds: 2n * DAY,
      },
    ),
  );

  await onDay(22);
  await done(parley(fund).foreclose(agreementStruct(foreclosed)));

  await onDay(25);
  await done(parley(artist).repay(agreementStruct(repaid), 2n ** 128n));

  // First interest due on day 58, with a week of grace: overdue now.
  await onDay(28);
  await lend(
    artist,
    saver,
    terms({ credit: credit.tUSD, principal: usd(1_500), collateral: [nft(artistsMore[0])], aprBps: 1_000n }, 120n, {
      ...instalments(Schedule.InterestOnly, 4n),
      graceSeconds: 7n * DAY,
    }),
  );

  // A day after the first instalment fell due, within its grace: opened seconds into day 10, it is not due at the start of day 40.
  await onDay(41);
  await payArrears(trader, punctual);

  // In default from day 56 on, when its auction begins: it runs beyond the present.
  const auctioned = await lend(
    workshop,
    fund,
    terms({ credit: credit.tUSD, principal: usd(1_100), collateral: [nft(workshopsMore[3])], aprBps: 1_600n }, 14n, {
      graceSeconds: 12n * HOUR,
      auctionSeconds: 10n * DAY,
    }),
  );

  await onDay(45);
  await lend(artist, saver, terms({ credit: credit.tDAI, principal: dai(300), collateral: [], aprBps: 0n }, 60n, { flatBps: 200n }));

  await onDay(48);
  await done(parley(workshop).repay(agreementStruct(early), dai(1_400)));

  // An offer with a budget, drawn on once.
  const wethOffer = await post(
    fund,
    proposal(
      fund,
      Side.Offer,
      terms(
        { credit: credit.tUSD, principal: usd(10_000), collateral: [erc20(weth, 6n * ether)], aprBps: 700n },
        90n,
        instalments(Schedule.Linear, 3n),
      ),
      150n,
      { smallestFill: usd(1_000), limit: usd(20_000), group: BUDGET | 1n },
    ),
  );
  await onDay(50);
  await open(trader, wethOffer, usd(4_000), "0x");

  await onDay(52);
  await post(
    workshop,
    proposal(
      workshop,
      Side.Request,
      terms({ credit: credit.tUSD, principal: usd(800), collateral: [nft(workshopsMore[1])], aprBps: 500n }, 30n),
      57n,
    ),
  );

  await onDay(56);
  await post(
    artist,
    proposal(
      artist,
      Side.Request,
      terms({ credit: credit.tUSD, principal: usd(1_800), collateral: [nft(artistsMore[1])], aprBps: 1_200n }, 60n),
      120n,
    ),
  );
  await post(
    trader,
    proposal(
      trader,
      Side.Request,
      terms(
        { credit: credit.tDAI, principal: dai(5_000), collateral: [erc20(weth, 3n * ether)], aprBps: 850n },
        180n,
        instalments(Schedule.Annuity, 6n),
      ),
      110n,
    ),
  );
  await done(parley(fund).foreclose(agreementStruct(auctioned)));
  // An offer over a whole collection, out of one budget.
  await post(
    fund,
    proposal(
      fund,
      Side.Offer,
      terms(
        {
          credit: credit.tUSD,
          principal: usd(500),
          collateral: [{ kind: AssetKind.ERC721Collection, token: art, id: 0n, amount: 1n }],
          aprBps: 1_250n,
        },
        60n,
        { auctionSeconds: 3n * DAY },
      ),
      140n,
      { limit: usd(2_000), group: BUDGET | 3n },
    ),
  );
  await onDay(57);
  await post(
    workshop,
    proposal(
      workshop,
      Side.Request,
      terms(
        { credit: credit.tUSD, principal: usd(2_400), collateral: [nft(workshopsMore[2]), passes(3n, 50n)], aprBps: 1_000n },
        120n,
        instalments(Schedule.Linear, 4n),
      ),
      130n,
    ),
  );
  await post(
    artist,
    proposal(
      artist,
      Side.Request,
      terms({ credit: credit.tDAI, principal: dai(250), collateral: [], aprBps: 0n }, 30n, { flatBps: 300n }),
      90n,
    ),
  );
  await post(
    trader,
    proposal(
      trader,
      Side.Request,
      terms(
        { credit: credit.tUSD, principal: usd(6_000), collateral: [erc20(weth, 4n * ether)], aprBps: 950n },
        365n,
        instalments(Schedule.InterestOnly, 4n),
      ),
      125n,
    ),
  );

  await onDay(58);
  await post(
    saver,
    proposal(
      saver,
      Side.Offer,
      terms({ credit: credit.tUSD, principal: usd(1_000), collateral: [nft(firstArtOf(0))], aprBps: 1_400n }, 45n),
      140n,
    ),
  );
  await post(
    saver,
    proposal(
      saver,
      Side.Offer,
      terms({ credit: credit.tDAI, principal: dai(2_000), collateral: [passes(1n, 20n)], aprBps: 1_300n }, 60n),
      140n,
      { smallestFill: dai(200), limit: dai(6_000), group: BUDGET | 2n },
    ),
  );

  await provider.send("evm_setTime", [Date.now()]);
  await provider.send("evm_mine", []);
}
