import { expect } from "chai";
import { concat, type Interface, MaxUint256, Signature, toBeHex, Wallet } from "ethers";
import { DAY, ethers, loadFixture, mineAt, now, provider } from "../support/chain.js";
import { type Actor, addressOf, credits, hex, type World, world } from "../support/world.js";

const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A contract wallet of `owner` with 10,000 credits, which it approved. */
async function walletOf(owner: Actor, { parley, credit }: World) {
  const wallet = await ethers.deployContract("MockWallet1271", [owner]);
  await credit.mint(wallet, credits(10_000));
  await wallet.connect(owner).execute(credit, credit.interface.encodeFunctionData("approve", [await parley.getAddress(), MaxUint256]));
  return wallet;
}

/** The market with a wallet of two of three owners, which has 10,000 credits and NFT 50 and approved both. */
async function shared() {
  const market = await world();
  const { parley, credit, nft, domain, secondLender, stranger, deployer } = market;
  const [first, second, third] = [secondLender, stranger, deployer].sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
  if (first === undefined || second === undefined || third === undefined) throw new Error("There are three owners.");
  const owners = [first, second, third] as const;
  const contract = await ethers.deployContract("MockMultisig", [owners.map(({ address }) => address), 2n]);
  const wallet = { contract, address: await addressOf(contract) };

  /** The owners' signatures of a hash, joined; of the first two unless others are named. */
  const consent = async (hash: string, signers: readonly Actor[] = [first, second]) => {
    const eip712 = { name: "Multisig", version: "1", chainId: domain.chainId, verifyingContract: wallet.address };
    const types = { WalletMessage: [{ name: "hash", type: "bytes32" }] };
    return concat(await Promise.all(signers.map((owner) => owner.signTypedData(eip712, types, { hash }))));
  };
  /** Makes the wallet call a contract. */
  const execute = async (
    target: { readonly interface: Interface; getAddress(): Promise<string> },
    name: string,
    values: readonly unknown[],
  ) => {
    const data = target.interface.encodeFunctionData(name, values);
    await contract.execute(await target.getAddress(), data, await consent(await contract.callHash(await target.getAddress(), data)));
  };

  await credit.mint(contract, credits(10_000));
  await nft.mint(contract, 50n);
  await execute(credit, "approve", [await parley.getAddress(), MaxUint256]);
  await execute(nft, "setApprovalForAll", [await parley.getAddress(), true]);
  return { ...market, wallet, owners, outsider: market.borrower, consent, execute };
}

describe("consent of the maker", () => {
  it("behavior: the digest that wallets sign is the id, as long as the chain has not forked", async () => {
    const { parley, offer, proposalId } = await loadFixture(world);
    const proposal = offer();

    expect(await parley.proposalDigest(proposal), "digest").to.equal(proposalId(proposal));
    expect(await parley.proposalId(proposal), "id").to.equal(proposalId(proposal));
  });

  it("error: another's signature", async () => {
    const { parley, lender, stranger, borrower, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(stranger, proposal)))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
  });

  it("error: a signature of other words", async () => {
    const { parley, lender, borrower, offer, terms, asset, fill, sign } = await loadFixture(world);
    const signed = offer();
    const signature = await sign(lender, signed);
    const changes = [
      { limit: signed.limit + 1n },
      { smallestFill: 1n },
      { group: signed.group + 1n },
      { expiry: signed.expiry + 1n },
      { taker: hex(borrower.address) },
      { side: 0 as const },
      { terms: terms({ aprBps: 999n }) },
      { terms: terms({ graceSeconds: 0n }) },
      { terms: terms({ document: hex(ethers.id("a contract")) }) },
      { terms: terms({ collateral: [asset.nft(2n)] }) },
      { terms: terms({ collateral: [] }) },
    ];

    for (const change of changes) {
      const altered = { ...signed, ...change };
      await expect(parley.connect(borrower).accept(altered, fill(altered), signature), Object.keys(change).join())
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    }
    await expect(parley.connect(borrower).accept(signed, fill(signed), signature), "as signed").to.emit(parley, "Opened");
  });

  it("error: a signature for another Parley", async () => {
    const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
    const other = await ethers.deployContract("Parley", [await parley.renderer()]);
    const proposal = offer();

    await expect(other.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(other, "BadSignature")
      .withArgs(lender.address);
  });

  it("error: no signature and no escrow", async () => {
    const { parley, lender, borrower, offer, fill } = await loadFixture(world);
    const proposal = offer();

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), "0x"))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
  });

  it("error: the other half of the curve, the short form, and what is no signature at all", async () => {
    const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();
    const { r, s, v, compactSerialized } = Signature.from(await sign(lender, proposal));
    expect(BigInt(s) <= HALF_ORDER, "wallets sign with low s").to.equal(true);
    const flipped = `${r}${toBeHex(ORDER - BigInt(s), 32).slice(2)}${v === 27 ? "1c" : "1b"}`;

    for (const [name, signature] of [
      ["high s", flipped],
      ["64 bytes", compactSerialized],
      ["66 bytes", `${r}${s.slice(2)}${v === 27 ? "1b" : "1c"}00`],
      ["v of zero", `${r}${s.slice(2)}00`],
      ["zeros", `0x${"00".repeat(65)}`],
      ["one byte", "0x01"],
    ] as const) {
      await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature), name)
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    }
  });

  it("error: address zero never consents", async () => {
    const { parley, borrower, offer, fill } = await loadFixture(world);
    const zero = hex(`0x${"00".repeat(20)}`);
    const proposal = offer({ maker: zero });

    for (const signature of ["0x", `0x${"00".repeat(65)}`]) {
      await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature), signature.slice(0, 4))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(zero);
    }
  });

  describe("a contract wallet (ERC-1271)", () => {
    it("default: lends by its owner's signature", async () => {
      const market = await loadFixture(world);
      const { parley, credit, nft, lender, borrower, offer, open } = market;
      const wallet = await walletOf(lender, market);

      const { id } = await open(offer({ maker: await addressOf(wallet) }));

      expect(await parley.ownerOf(id), "note").to.equal(await wallet.getAddress());
      expect(await credit.balanceOf(wallet), "its credit").to.equal(credits(9_000));
      expect(await credit.balanceOf(borrower), "the borrower's").to.equal(credits(1_001_000));
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
    });

    it("default: lends by a hash it approved on chain, with an empty signature", async () => {
      const market = await loadFixture(world);
      const { parley, lender, offer, open } = market;
      const wallet = await walletOf(lender, market);
      const proposal = offer({ maker: await addressOf(wallet) });
      await wallet.connect(lender).approveHash(await parley.proposalDigest(proposal));

      const { id } = await open(proposal, { signature: "0x" });

      expect(await parley.ownerOf(id)).to.equal(await wallet.getAddress());
    });

    it("behavior: posts an offer, which an empty signature draws on", async () => {
      const market = await loadFixture(world);
      const { parley, credit, lender, borrower, offer, open, proposalId } = market;
      const wallet = await walletOf(lender, market);
      const proposal = offer({ maker: await addressOf(wallet) });
      await wallet.connect(lender).execute(parley, parley.interface.encodeFunctionData("post", [proposal]));
      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, credits(1_000)]);

      const { agreement } = await open(proposal, { signature: "0x" });
      await parley.connect(borrower).repay(agreement, credits(2_000));

      expect(await credit.balanceOf(parley), "nothing stays behind").to.equal(0n);
      expect(await credit.balanceOf(wallet), "paid back, with interest").to.be.greaterThan(credits(10_000));
    });

    it("behavior: where the escrow is too small, an approved hash draws on the wallet instead", async () => {
      const market = await loadFixture(world);
      const { parley, credit, lender, offer, terms, open, proposalId } = market;
      const wallet = await walletOf(lender, market);
      const proposal = offer({
        maker: await addressOf(wallet),
        terms: terms({ collateral: [] }),
        smallestFill: 1n,
        group: (1n << 255n) | 1n,
      });
      await wallet.connect(lender).execute(parley, parley.interface.encodeFunctionData("post", [proposal]));
      await wallet.connect(lender).execute(parley, parley.interface.encodeFunctionData("withdraw", [proposal]));
      await wallet.connect(lender).approveHash(await parley.proposalDigest(proposal));

      await open(proposal, { principal: credits(300), signature: "0x" });

      expect(await credit.balanceOf(wallet), "its credit").to.equal(credits(9_700));
      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, 0n]);
    });

    it("behavior: borrows, and gets its collateral back", async () => {
      const market = await loadFixture(world);
      const { parley, credit, nft, multi, borrower, lender, request, terms, asset, open } = market;
      const wallet = await walletOf(borrower, market);
      await nft.mint(wallet, 50n);
      await multi.mint(wallet, 50n, 5n);
      const everything = [await parley.getAddress(), true] as const;
      await wallet.connect(borrower).execute(nft, nft.interface.encodeFunctionData("setApprovalForAll", [...everything]));
      await wallet.connect(borrower).execute(multi, multi.interface.encodeFunctionData("setApprovalForAll", [...everything]));
      const collateral = [asset.nft(50n), asset.multi(50n, 5n)];

      const { agreement } = await open(request({ maker: await addressOf(wallet), terms: terms({ collateral }) }));
      expect(await credit.balanceOf(wallet), "borrowed").to.equal(credits(11_000));
      expect(await nft.ownerOf(50n), "in escrow").to.equal(await parley.getAddress());
      await parley.connect(lender).repay(agreement, MaxUint256);

      expect(await nft.ownerOf(50n), "NFT").to.equal(await wallet.getAddress());
      expect(await multi.balanceOf(wallet, 50n), "multi-token").to.equal(5n);
    });

    it("error: another's signature, and a hash it did not approve", async () => {
      const market = await loadFixture(world);
      const { parley, lender, stranger, borrower, offer, fill, sign } = market;
      const wallet = await walletOf(lender, market);
      const proposal = offer({ maker: await addressOf(wallet) });

      for (const signature of [await sign(stranger, proposal), "0x"]) {
        await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature), signature.slice(0, 6))
          .to.be.revertedWithCustomError(parley, "BadSignature")
          .withArgs(await wallet.getAddress());
      }
    });

    it("error: a contract that knows no signatures", async () => {
      const { parley, gold, borrower, lender, offer, fill, sign } = await loadFixture(world);
      const proposal = offer({ maker: hex(await gold.getAddress()) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(await gold.getAddress());
    });

    it("error: Parley itself is no maker", async () => {
      const { parley, borrower, lender, offer, fill, sign } = await loadFixture(world);
      const proposal = offer({ maker: hex(await parley.getAddress()) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(await parley.getAddress());
    });
  });

  describe("a wallet of several owners, two of whom must sign", () => {
    it("default: lends as maker, by their signatures", async () => {
      const market = await loadFixture(shared);
      const { parley, credit, borrower, wallet, offer, open, consent } = market;
      const proposal = offer({ maker: wallet.address });

      const { agreement, id } = await open(proposal, { signature: await consent(await parley.proposalDigest(proposal)) });

      expect(await parley.ownerOf(id), "note").to.equal(wallet.address);
      await parley.connect(borrower).repay(agreement, MaxUint256);
      expect(await credit.balanceOf(wallet.contract), "paid back").to.be.greaterThan(credits(10_000));
    });

    it("default: lends as taker, takes the collateral, and sells the note", async () => {
      const { parley, nft, borrower, stranger, wallet, request, terms, fill, sign, execute, agreementOf, loanId } =
        await loadFixture(shared);
      const proposal = request();
      const agreement = agreementOf(proposal, wallet.address);
      await execute(parley, "accept", [proposal, fill(proposal), await sign(borrower, proposal)]);
      expect(await parley.ownerOf(loanId(agreement)), "note").to.equal(wallet.address);
      await mineAt((await now()) + 34n * DAY);

      await execute(parley, "foreclose", [agreement]);
      expect(await nft.ownerOf(1n), "collateral").to.equal(wallet.address);

      const second = request({ terms: terms({ collateral: [] }) });
      await execute(parley, "accept", [second, fill(second), await sign(borrower, second)]);
      const note = loanId(agreementOf(second, wallet.address));
      await execute(parley, "transferFrom", [wallet.address, stranger.address, note]);
      expect(await parley.ownerOf(note), "sold").to.equal(stranger.address);
    });

    it("default: borrows as maker, and has its collateral back", async () => {
      const { parley, credit, nft, lender, wallet, request, terms, asset, open, consent } = await loadFixture(shared);
      const proposal = request({ maker: wallet.address, terms: terms({ collateral: [asset.nft(50n)] }) });

      const { agreement } = await open(proposal, { signature: await consent(await parley.proposalDigest(proposal)) });

      expect(await credit.balanceOf(wallet.contract), "borrowed").to.equal(credits(11_000));
      await parley.connect(lender).repay(agreement, MaxUint256);
      expect(await nft.ownerOf(50n), "collateral").to.equal(wallet.address);
    });

    it("default: borrows as taker, refinances, and repays", async () => {
      const { parley, credit, nft, lender, secondLender, wallet, offer, newOffer, terms, asset, fill, sign, execute, agreementOf } =
        await loadFixture(shared);
      const onNft = terms({ collateral: [asset.nft(50n)] });
      const first = offer({ terms: onNft });
      await execute(parley, "accept", [first, fill(first), await sign(lender, first)]);
      const second = newOffer({ terms: onNft });
      await execute(parley, "novate", [agreementOf(first, wallet.address), second, fill(second), await sign(secondLender, second)]);
      expect((await parley.position(agreementOf(first, wallet.address))).state, "the first").to.equal(0n);

      await execute(parley, "repay", [agreementOf(second, wallet.address), MaxUint256]);

      expect(await nft.ownerOf(50n), "collateral").to.equal(wallet.address);
      expect(await credit.balanceOf(wallet.contract), "interest of seconds").to.be.within(credits(9_999), credits(10_000));
    });

    it("default: signs the request on which a new lender replaces its loan", async () => {
      const { parley, lender, secondLender, wallet, offer, request, terms, asset, fill, sign, execute, agreementOf, consent, loanId } =
        await loadFixture(shared);
      const collateral = [asset.nft(50n)];
      const first = offer({ terms: terms({ collateral }) });
      await execute(parley, "accept", [first, fill(first), await sign(lender, first)]);
      const old = agreementOf(first, wallet.address);
      const renewal = request({ maker: wallet.address, terms: terms({ principal: credits(1_100), collateral }), replaces: loanId(old) });
      const signature = await consent(await parley.proposalDigest(renewal));

      await expect(parley.connect(secondLender).novate(old, renewal, fill(renewal), signature)).to.emit(parley, "Novated");
      expect(await parley.ownerOf(loanId(agreementOf(renewal, secondLender))), "note").to.equal(secondLender.address);
    });

    it("behavior: what it posted is drawn on with an empty signature, and withdrawn by its owners", async () => {
      const { parley, credit, wallet, offer, open, execute } = await loadFixture(shared);
      const [taken, kept] = [offer({ maker: wallet.address }), offer({ maker: wallet.address })];
      await execute(parley, "post", [taken]);
      await execute(parley, "post", [kept]);
      await open(taken, { signature: "0x" });

      await execute(parley, "withdraw", [kept]);

      expect(await credit.balanceOf(wallet.contract), "its credit").to.equal(credits(9_000));
      expect(await credit.balanceOf(parley), "in escrow").to.equal(0n);
    });

    it("error: one owner, one owner twice, a stranger, signatures in the wrong order, of another hash, or of the bare digest", async () => {
      const { parley, borrower, owners, outsider, wallet, offer, fill, sign, consent } = await loadFixture(shared);
      const proposal = offer({ maker: wallet.address });
      const digest = await parley.proposalDigest(proposal);
      const [first, second] = owners;
      const bare = await Promise.all([first, second].map((owner) => sign(owner, proposal)));

      for (const [name, signature] of [
        ["none", "0x"],
        ["one", await consent(digest, [first])],
        ["one twice", await consent(digest, [first, first])],
        ["a stranger", await consent(digest, [first, outsider])],
        ["the wrong order", await consent(digest, [second, first])],
        ["another hash", await consent(await parley.proposalDigest(offer({ maker: wallet.address })))],
        ["the bare digest", concat(bare)],
      ] as const) {
        await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature), name)
          .to.be.revertedWithCustomError(parley, "BadSignature")
          .withArgs(wallet.address);
      }
      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await consent(digest)), "two").to.emit(parley, "Opened");
    });
  });

  describe("an account with delegated code (EIP-7702)", () => {
    it("default: still signs with its key, though its code knows no signatures", async () => {
      const { parley, gold, lender, borrower, offer, open } = await loadFixture(world);
      await provider.request({
        method: "hardhat_setCode",
        params: [lender.address, `0xef0100${(await gold.getAddress()).slice(2)}`],
      });
      expect(await ethers.provider.getCode(lender.address), "it has code").not.to.equal("0x");

      const { id } = await open(offer());

      expect(await parley.ownerOf(id), "note").to.equal(lender.address);
      expect((await parley.loan(id)).lender, "lender").to.equal(lender.address);
      expect(borrower.address).not.to.equal(lender.address);
    });

    it("default: still signs with its key, delegated by an authorization of its own", async () => {
      const { parley, credit, gold, deployer, offer, terms, domain, fill, borrower, sign } = await loadFixture(world);
      const account = Wallet.createRandom(ethers.provider);
      await deployer.sendTransaction({ to: account, value: 10n ** 18n });
      await credit.mint(account, credits(1_000));
      await credit.connect(account).approve(parley, credits(1_000));
      const authorization = await account.authorize({
        address: await gold.getAddress(),
        chainId: domain.chainId,
        nonce: (await account.getNonce()) + 1,
      });
      await (await account.sendTransaction({ to: deployer, type: 4, authorizationList: [authorization], gasLimit: 200_000n })).wait();
      expect(await ethers.provider.getCode(account), "delegation").to.equal(`0xef0100${(await gold.getAddress()).slice(2)}`.toLowerCase());
      const proposal = offer({ maker: hex(account.address), terms: terms({ collateral: [] }) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(account, proposal))).to.emit(parley, "Opened");
    });

    it("behavior: borrows, signs the request that renews its loan, and has its collateral back", async () => {
      const { parley, gold, nft, borrower, open, renewal, novation } = await loadFixture(world);
      await provider.request({
        method: "hardhat_setCode",
        params: [borrower.address, `0xef0100${(await gold.getAddress()).slice(2)}`],
      });
      const loan = await open();
      const { send, agreement } = await novation(loan.agreement, renewal(loan));

      await send();
      await parley.connect(borrower).repay(agreement, MaxUint256);

      expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    });

    it("behavior: may consent by its code as well", async () => {
      const market = await loadFixture(world);
      const { parley, lender, stranger, offer, open } = market;
      const code = await walletOf(stranger, market);
      await provider.request({
        method: "hardhat_setCode",
        params: [lender.address, `0xef0100${(await code.getAddress()).slice(2)}`],
      });

      const { id } = await open(offer(), { maker: stranger });

      expect(await parley.ownerOf(id)).to.equal(lender.address);
    });

    it("error: neither its key nor its code consented", async () => {
      const { parley, gold, lender, stranger, borrower, offer, fill, sign } = await loadFixture(world);
      await provider.request({
        method: "hardhat_setCode",
        params: [lender.address, `0xef0100${(await gold.getAddress()).slice(2)}`],
      });
      const proposal = offer();

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(stranger, proposal)))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    });
  });
});
