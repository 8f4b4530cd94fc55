import { expect } from "chai";
import { AbiCoder, type BytesLike, getAddress, keccak256, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";
import { DAY, ethers, HOUR, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { listOf } from "../support/lists.js";
import { addressOf, CLOSED, credits, hex, ounces, world } from "../support/world.js";

const encode = (types: readonly string[], values: readonly unknown[]): string => AbiCoder.defaultAbiCoder().encode(types, values);

describe("AllowlistGate", () => {
  async function listed() {
    const base = await world();
    const { borrower, secondLender } = base;
    const accounts = [borrower, secondLender].map(({ address }) => BigInt(address));
    const list = listOf(...accounts);
    const gates = await ethers.deployContract("AllowlistGate");
    const root = `0x${list.root.toString(16).padStart(64, "0")}`;
    await gates.create(root);
    const gate = await ethers.getContractAt("AllowlistGate", await gates.addressOf(root));
    const proofOf = (account: { readonly address: string }) => encode(["bytes32[]"], [list.proof(BigInt(account.address))]);
    return { ...base, gates, gate, root, proofOf };
  }

  it("default: an account of the list takes an offer with its proof", async () => {
    const { parley, borrower, lender, offer, fill, sign, gate, proofOf } = await loadFixture(listed);
    const proposal = offer({ gate: await addressOf(gate) });
    const filled = fill(proposal, undefined, { gateData: hex(proofOf(borrower)) });

    await expect(parley.connect(borrower).accept(proposal, filled, await sign(lender, proposal))).to.emit(parley, "Opened");
  });

  it("behavior: one list is one gate at an address known before, and its root can be read", async () => {
    const { gates, gate, root } = await loadFixture(listed);

    await expect(gates.create(root), "again").not.to.emit(gates, "Created");
    expect(await gates.create.staticCall(root), "same gate").to.equal(await gate.getAddress());
    expect(await gate.root(), "root").to.equal(root);
    const other = keccak256("0x01");
    const expected = await gates.addressOf(other);
    expect(await ethers.provider.getCode(expected), "before").to.equal("0x");
    await expect(gates.create(other)).to.emit(gates, "Created").withArgs(expected, other);
  });

  it("error: anybody else, or another's proof", async () => {
    const { gate, borrower, secondLender, stranger, proofOf } = await loadFixture(listed);

    expect(await gate.admits(secondLender, ZeroHash, proofOf(secondLender)), "own").to.equal(true);
    expect(await gate.admits(stranger, ZeroHash, proofOf(borrower)), "stranger").to.equal(false);
    expect(await gate.admits(borrower, ZeroHash, proofOf(secondLender)), "another's").to.equal(false);
    expect(await gate.admits(borrower, ZeroHash, encode(["bytes32[]"], [[]])), "empty").to.equal(false);
  });

  it("error: the contract that makes gates is no gate, and a gate makes none", async () => {
    const { gates, gate, borrower, root, proofOf } = await loadFixture(listed);

    await expect(gates.admits(borrower, ZeroHash, proofOf(borrower))).to.be.revertedWithCustomError(gates, "NotConfigured");
    await expect(gate.create(root)).to.be.revertedWithCustomError(gates, "NotConfigured");
  });
});

describe("AttestationGate", () => {
  const uid = keccak256(toUtf8Bytes("attestation"));
  const schema = keccak256(toUtf8Bytes("schema"));

  async function attested() {
    const base = await world();
    const { borrower, lender } = base;
    const service = await ethers.deployContract("MockAttestations");
    const gates = await ethers.deployContract("AttestationGate");
    const settings = { service: await service.getAddress(), attester: lender.address, schema };
    await gates.create(settings);
    const gate = await ethers.getContractAt("AttestationGate", await gates.addressOf(settings));
    const attestation = {
      ...{ uid, schema, time: 1n, expirationTime: 0n, revocationTime: 0n, refUID: ZeroHash },
      ...{ recipient: borrower.address, attester: lender.address, revocable: true, data: "0x1234" },
    };
    await service.set(attestation);
    return { ...base, service, gates, gate, settings, attestation };
  }
  const data = encode(["bytes32"], [uid]);

  it("default: whom the attester attested takes an offer", async () => {
    const { parley, borrower, lender, offer, fill, sign, gate } = await loadFixture(attested);
    const proposal = offer({ gate: await addressOf(gate) });

    await expect(
      parley.connect(borrower).accept(proposal, fill(proposal, undefined, { gateData: hex(data) }), await sign(lender, proposal)),
    ).to.emit(parley, "Opened");
  });

  it("behavior: an attestation that ends admits until then", async () => {
    const { gate, service, borrower, attestation } = await loadFixture(attested);
    const end = (await now()) + DAY;
    await service.set({ ...attestation, expirationTime: end });

    await mineAt(end - 1n);
    expect(await gate.admits(borrower, ZeroHash, data), "before").to.equal(true);
    await mineAt(end);
    expect(await gate.admits(borrower, ZeroHash, data), "at the end").to.equal(false);
  });

  it("behavior: the settings can be read", async () => {
    const { gate, settings } = await loadFixture(attested);
    expect(await gate.settings()).to.deep.equal([getAddress(settings.service), settings.attester, settings.schema]);
  });

  it("error: another recipient, attester or schema, a revoked one, none", async () => {
    const { gate, service, borrower, stranger, attestation } = await loadFixture(attested);
    const wrong = {
      attester: { ...attestation, attester: stranger.address },
      schema: { ...attestation, schema: ZeroHash },
      recipient: { ...attestation, recipient: stranger.address },
      revoked: { ...attestation, revocationTime: 5n },
    };

    expect(await gate.admits(stranger, ZeroHash, data), "stranger").to.equal(false);
    expect(await gate.admits(borrower, ZeroHash, encode(["bytes32"], [ZeroHash])), "none").to.equal(false);
    for (const [name, attestationOfThat] of Object.entries(wrong)) {
      await service.set(attestationOfThat);
      expect(await gate.admits(borrower, ZeroHash, data), name).to.equal(false);
    }
  });

  it("error: the contract that makes gates is no gate", async () => {
    const { gates, borrower } = await loadFixture(attested);
    await expect(gates.admits(borrower, ZeroHash, data)).to.be.revertedWithCustomError(gates, "NotConfigured");
  });
});

describe("LtvCovenant", () => {
  const Failure = { none: 0, reverts: 1, burnsGas: 2 } as const;

  /** An ounce of gold at 2,000 dollars, a credit at one; at most 80 % for what is read within a day. 1,000 credits are lent on an ounce. */
  async function priced() {
    const base = await world();
    const { credit, gold, terms, offer, asset, open } = base;
    const creditFeed = await ethers.deployContract("MockFeed", [8, 100_000_000n]);
    const goldFeed = await ethers.deployContract("MockFeed", [8, 200_000_000_000n]);
    const covenants = await ethers.deployContract("LtvCovenant");
    const prices = [
      { token: await credit.getAddress(), feed: await creditFeed.getAddress() },
      { token: await gold.getAddress(), feed: await goldFeed.getAddress() },
    ];
    const settings = { prices, maxLtvBps: 8_000n, maxAgeSeconds: DAY };
    await covenants.create(settings);
    const covenant = await ethers.getContractAt("LtvCovenant", await covenants.addressOf(settings));
    const agreed = terms({ covenant: await addressOf(covenant), collateral: [asset.gold(ounces(1))], aprBps: 0n });
    const opened = await open(offer({ terms: agreed }));
    const isBroken = (debt: bigint, changes = {}) => covenant.isBroken(ZeroHash, debt, { ...agreed, ...changes });
    return { ...base, creditFeed, goldFeed, covenants, covenant, settings, agreed, opened, isBroken };
  }

  it("default: when the collateral falls too far the lender forecloses at once, without grace", async () => {
    const { parley, gold, lender, goldFeed, opened } = await loadFixture(priced);
    await expect(parley.connect(lender).foreclose(opened.agreement), "at 50 %").to.be.revertedWithCustomError(parley, "NotInDefault");
    await goldFeed.set(124_900_000_000n, await now());

    await parley.connect(lender).foreclose(opened.agreement);

    expect(await gold.balanceOf(lender), "collateral").to.equal(ounces(1));
    expect(await parley.loan(opened.id), "loan").to.deep.equal(CLOSED);
  });

  it("behavior: exactly the share is not broken, a unit more of debt is", async () => {
    const { isBroken } = await loadFixture(priced);

    expect(await isBroken(credits(1_600)), "the share").to.equal(false);
    expect(await isBroken(credits(1_600) + 1n), "a unit more").to.equal(true);
  });

  it("behavior: the credit's price counts as well", async () => {
    const { isBroken, creditFeed } = await loadFixture(priced);
    await creditFeed.set(200_000_000n, await now());

    expect(await isBroken(credits(800)), "the share").to.equal(false);
    expect(await isBroken(credits(800) + 1n), "a unit more").to.equal(true);
  });

  it("behavior: a price that is stale, of the future, zero or negative breaks nothing", async () => {
    const { isBroken, goldFeed } = await loadFixture(priced);
    const at = await now();
    const beyond = credits(10_000);

    expect(await isBroken(beyond), "fresh").to.equal(true);
    for (const answer of [0n, -1n]) {
      await goldFeed.set(answer, at);
      expect(await isBroken(beyond), `${answer}`).to.equal(false);
    }
    await goldFeed.set(200_000_000_000n, at + HOUR);
    expect(await isBroken(beyond), "of the future").to.equal(false);
    await goldFeed.set(200_000_000_000n, at);
    await mineAt(at + DAY);
    expect(await isBroken(beyond), "a day old: the credit's price is older").to.equal(false);
  });

  it("behavior: on its last second a price counts, a second later it does not", async () => {
    const { isBroken, goldFeed, creditFeed } = await loadFixture(priced);
    const at = await now();
    for (const feed of [goldFeed, creditFeed]) await feed.set(100_000_000n, at);

    await mineAt(at + DAY);
    expect(await isBroken(credits(10_000)), "a day old").to.equal(true);
    await mineAt(at + DAY + 1n);
    expect(await isBroken(credits(10_000)), "older").to.equal(false);
  });

  it("behavior: a feed that fails neither forces a default nor blocks repayment", async () => {
    const { parley, gold, borrower, lender, goldFeed, opened } = await loadFixture(priced);
    for (const failure of [Failure.reverts, Failure.burnsGas]) {
      await goldFeed.fail(failure);
      await expect(parley.connect(lender).foreclose(opened.agreement), `${failure}`).to.be.revertedWithCustomError(parley, "NotInDefault");
    }

    await parley.connect(borrower).repay(opened.agreement, credits(1_001));

    expect(await gold.balanceOf(borrower)).to.equal(ounces(1_000));
  });

  it("behavior: a failed feed does not keep a default of the schedule from foreclosure", async () => {
    const { parley, gold, lender, goldFeed, opened } = await loadFixture(priced);
    await goldFeed.fail(Failure.burnsGas);
    await nextAt(opened.openedAt + 33n * DAY + 1n);

    await parley.connect(lender).foreclose(opened.agreement);

    expect(await gold.balanceOf(lender)).to.equal(ounces(1));
  });

  it("behavior: it judges nothing that it cannot price", async () => {
    const { isBroken, asset, gold } = await loadFixture(priced);
    const unpriced = { ...asset.gold(ounces(1)), token: hex(ZeroAddress) };

    expect(await isBroken(credits(10_000), { collateral: [asset.gold(ounces(1)), asset.nft(1n)] }), "an NFT").to.equal(false);
    expect(await isBroken(credits(10_000), { collateral: [unpriced] }), "another token").to.equal(false);
    expect(await isBroken(credits(10_000), { credit: ZeroAddress, collateral: [asset.gold(1n)] }), "another credit").to.equal(false);
    expect(await isBroken(1n, { collateral: [] }), "unsecured is worth nothing").to.equal(true);
    expect(await gold.decimals()).to.equal(18n);
  });

  it("behavior: the settings can be read, with the decimals of token and feed together", async () => {
    const { covenant, covenants, settings } = await loadFixture(priced);
    const scales = settings.prices.map(({ token, feed }, index) => [token, feed, index === 0 ? 14n : 26n]);

    expect(await covenant.settings()).to.deep.equal([scales, 8_000n, DAY]);
    expect(await covenants.create.staticCall(settings), "same covenant").to.equal(await covenant.getAddress());
  });

  it("behavior: sixteen assets cost less than what the core grants, even where coverage counts along", async () => {
    const { covenant, covenants, agreed, asset } = await loadFixture(priced);
    const prices: { token: string; feed: string }[] = [];
    for (let i = 0; i < 17; i++) {
      const token = await ethers.deployContract("MockERC20", [`T${i}`, 18]);
      prices.push({ token: await token.getAddress(), feed: await (await ethers.deployContract("MockFeed", [8, 1n])).getAddress() });
    }
    const settings = { prices, maxLtvBps: 1n, maxAgeSeconds: DAY };
    await covenants.create(settings);
    const wide = covenant.attach(await covenants.addressOf(settings)) as typeof covenant;
    const collateral = prices.slice(1).map(({ token }) => ({ ...asset.gold(10n), token: hex(token) }));
    const terms = { ...agreed, credit: prices[0]?.token ?? ZeroAddress, collateral };

    expect(await wide.isBroken(ZeroHash, ounces(1), terms)).to.equal(true);
    expect(Number(await wide.isBroken.estimateGas(ZeroHash, ounces(1), terms))).to.be.lessThan(500_000);
  });

  it("error: tokens and feeds with more decimals together than can be calculated with", async () => {
    const { covenants } = await loadFixture(priced);
    const token = await (await ethers.deployContract("MockERC20", ["MANY", 55])).getAddress();
    const feed = async (decimals: number) => (await ethers.deployContract("MockFeed", [decimals, 1n])).getAddress();
    const settings = async (decimals: number) => ({
      prices: [{ token, feed: await feed(decimals) }],
      maxLtvBps: 1n,
      maxAgeSeconds: DAY,
    });

    await covenants.create(await settings(5));
    await expect(covenants.create(await settings(6)))
      .to.be.revertedWithCustomError(covenants, "TooManyDecimals")
      .withArgs(token);
  });

  it("error: the contract that makes covenants is none", async () => {
    const { covenants, agreed } = await loadFixture(priced);
    await expect(covenants.isBroken(ZeroHash, 1n, agreed)).to.be.revertedWithCustomError(covenants, "NotConfigured");
  });
});

describe("NoteRenderer", () => {
  const LOAN = { lender: ZeroAddress, inAuction: false, openedAt: 1_800_057_600n, principal: 0n, interest: 0n, accruedAt: 0n };
  const fromBase64 = (uri: string, mediaType: string): string => {
    const head = `data:${mediaType};base64,`;
    expect(uri.startsWith(head), `a ${mediaType}`).to.equal(true);
    return Buffer.from(uri.slice(head.length), "base64").toString("utf8");
  };
  const draw = async (id: BytesLike, loan: typeof LOAN = LOAN) => {
    const renderer = await ethers.deployContract("NoteRenderer");
    const metadata = JSON.parse(fromBase64(await renderer.tokenURI(BigInt(hex(`${id}`)), loan), "application/json"));
    return { metadata, picture: fromBase64(metadata.image, "image/svg+xml") };
  };
  const id = keccak256("0x01");

  it("default: metadata with a picture, the state and the opening date", async () => {
    const { metadata, picture } = await draw(id);

    expect(metadata.name).to.equal(`Parley loan note ${id.slice(0, 6)}…${id.slice(-4)}`);
    expect(metadata.attributes).to.deep.equal([
      { trait_type: "State", value: "Open" },
      { trait_type: "Opened", display_type: "date", value: 1_800_057_600 },
    ]);
    expect(picture).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*<\/svg>$/);
    expect(picture, "date").to.contain("opened 2027-01-16");
    expect(picture, "no scripts, nothing from elsewhere").not.to.match(/<script|href|url\(/);
  });

  it("behavior: says whether it was partly repaid or is in auction", async () => {
    expect((await draw(id, { ...LOAN, accruedAt: 5n })).picture).to.contain("Partly repaid");
    expect((await draw(id, { ...LOAN, accruedAt: 5n, inAuction: true })).picture).to.contain("In auction");
  });

  it("behavior: two notes look different, in their pattern and not only in their id", async () => {
    const shapes = async (of: string) => /<g .*<\/g>/.exec((await draw(of)).picture)?.[0];
    expect(await shapes(id)).not.to.equal(await shapes(keccak256("0x02")));
  });

  it("behavior: a loan's note is drawn by the renderer that the core was built with", async () => {
    const { parley, open } = await loadFixture(world);
    const { id: loanId } = await open();
    const drawn = JSON.parse(fromBase64(await parley.tokenURI(BigInt(loanId)), "application/json"));

    expect(drawn.name).to.contain(loanId.slice(0, 6));
    await expect(parley.tokenURI(1n)).to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
  });
});
