import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, nextAt, now } from "../support/chain.js";

async function faucets() {
  const [, newcomer, other] = await ethers.getSigners();
  if (newcomer === undefined || other === undefined) throw new Error("The chain has no accounts.");
  const token = await ethers.deployContract("TestToken", ["Test Dollar", "TUSD", 6, 10_000n]);
  const nft = await ethers.deployContract("TestNFT", ["Test Picture", "TPIC"]);
  const multi = await ethers.deployContract("TestMultiToken", ["Test Goods"]);
  const weth = await ethers.deployContract("TestWETH");
  return { token, nft, multi, weth, newcomer, other };
}

/** The JSON inside a data address. */
const decoded = (address: string): Record<string, string> => {
  const [type, base64 = ""] = address.split(",");
  expect(type, "type").to.equal("data:application/json;base64");
  return JSON.parse(Buffer.from(base64, "base64").toString());
};

describe("tokens of test networks", () => {
  it("default: a token's faucet gives the same to everyone, in its own decimals", async () => {
    const { token, newcomer, other } = await loadFixture(faucets);

    for (const drawer of [newcomer, other]) {
      await expect(token.connect(drawer).faucet()).to.emit(token, "Transfer").withArgs(ZeroAddress, drawer.address, 10_000_000_000n);
      expect(await token.balanceOf(drawer)).to.equal(10_000_000_000n);
    }

    expect(await token.decimals(), "decimals").to.equal(6n);
    expect(await token.faucetAmount(), "amount").to.equal(10_000_000_000n);
    expect([await token.name(), await token.symbol()], "name").to.deep.equal(["Test Dollar", "TUSD"]);
    expect((await token.eip712Domain()).name, "the name that permits are signed for").to.equal("Test Dollar");
  });

  it("behavior: once a day, to the second", async () => {
    const { token, multi, newcomer } = await loadFixture(faucets);

    for (const faucet of [token, multi]) {
      expect(await faucet.nextDraw(newcomer), "never drew").to.equal(0n);
      await faucet.connect(newcomer).faucet();
      const again = (await now()) + DAY;
      expect(await faucet.nextDraw(newcomer), "may draw again").to.equal(again);

      await nextAt(again - 1n);
      await expect(faucet.connect(newcomer).faucet(), "a second too early")
        .to.be.revertedWithCustomError(faucet, "DrawnAlready")
        .withArgs(newcomer.address, again);
      await nextAt(again);
      await faucet.connect(newcomer).faucet();
    }

    expect(await token.balanceOf(newcomer), "token").to.equal(20_000_000_000n);
    expect(await multi.balanceOf(newcomer, 2n), "multi-token").to.equal(200n);
  });

  it("default: an NFT's faucet mints the next one", async () => {
    const { nft, newcomer, other } = await loadFixture(faucets);

    await nft.connect(newcomer).faucet();
    expect(await nft.connect(other).faucet.staticCall(), "id").to.equal(2n);
    await nft.connect(other).faucet();

    expect(await nft.ownerOf(1n), "the first").to.equal(newcomer.address);
    expect(await nft.ownerOf(2n), "the second").to.equal(other.address);
    expect(await nft.lastId(), "last").to.equal(2n);
  });

  it("behavior: its picture is drawn on chain, and each is another", async () => {
    const { nft, newcomer } = await loadFixture(faucets);
    await nft.connect(newcomer).faucet();
    await nft.connect(newcomer).faucet();

    const [first, second] = [decoded(await nft.tokenURI(1n)), decoded(await nft.tokenURI(2n))];

    expect(first.name, "name").to.equal("Test Picture #1");
    const picture = Buffer.from(first.image?.split(",")[1] ?? "", "base64").toString();
    expect(picture, "picture").to.match(/^<svg .*#1<\/text><\/svg>$/);
    expect(second.image, "the second").not.to.equal(first.image);
  });

  it("error: a picture of an NFT that is not there", async () => {
    const { nft } = await loadFixture(faucets);

    await expect(nft.tokenURI(1n)).to.be.revertedWithCustomError(nft, "ERC721NonexistentToken").withArgs(1n);
  });

  it("default: the multi-token's faucet gives of each id", async () => {
    const { multi, newcomer } = await loadFixture(faucets);

    await expect(multi.connect(newcomer).faucet())
      .to.emit(multi, "TransferBatch")
      .withArgs(newcomer.address, ZeroAddress, newcomer.address, [1n, 2n, 3n], [100n, 100n, 100n]);

    expect(await multi.balanceOf(newcomer, 3n), "the third").to.equal(100n);
    expect(await multi.balanceOf(newcomer, 4n), "there is no fourth").to.equal(0n);
    expect(decoded(await multi.uri(2n)).name, "name").to.equal("Test Goods 2");
    expect(await multi.name(), "name of all").to.equal("Test Goods");
  });

  it("default: ether is wrapped and unwrapped", async () => {
    const { weth, newcomer } = await loadFixture(faucets);

    await expect(weth.connect(newcomer).deposit({ value: 5n }), "wrapped").to.changeTokenBalance(ethers, weth, newcomer, 5n);
    await expect(weth.connect(newcomer).withdraw(3n), "unwrapped").to.changeEtherBalance(ethers, newcomer, 3n);

    expect(await weth.balanceOf(newcomer)).to.equal(2n);
  });
});
