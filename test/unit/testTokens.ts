import { expect } from "chai";
import { DAY, ethers, loadFixture, mineAt, now } from "../support/chain.js";

async function testTokens() {
  const [stranger, friend] = await ethers.getSigners();
  if (!stranger || !friend) throw new Error("The network has no accounts.");
  const dollar = await ethers.deployContract("TestToken", ["Test Dollar", "tUSD", 6, 50_000]);
  const art = await ethers.deployContract("TestNFT", ["Test Art", "tART"]);
  const pass = await ethers.deployContract("TestMultiToken", ["Test Pass"]);
  const weth = await ethers.deployContract("TestWETH");
  return { stranger, friend, dollar, art, pass, weth };
}

const decoded = (uri: string): { name: string; description: string; image?: string } =>
  JSON.parse(Buffer.from(uri.replace("data:application/json;base64,", ""), "base64").toString()) as ReturnType<typeof decoded>;

describe("test tokens", () => {
  it("default: the ERC-20's faucet gives its amount once a day", async () => {
    const { stranger, dollar } = await loadFixture(testTokens);
    expect(await dollar.decimals(), "decimals").to.equal(6n);

    await expect(dollar.faucet(), "first").to.changeTokenBalance(ethers, dollar, stranger, 50_000_000_000n);
    const next = (await now()) + DAY;
    expect(await dollar.nextDraw(stranger), "next").to.equal(next);

    await mineAt(next);
    await expect(dollar.faucet(), "a day later").to.changeTokenBalance(ethers, dollar, stranger, 50_000_000_000n);
  });

  it("error: the ERC-20's faucet is closed to who drew within the day, and to nobody else", async () => {
    const { stranger, friend, dollar } = await loadFixture(testTokens);
    await dollar.faucet();
    const next = await dollar.nextDraw(stranger);

    await expect(dollar.faucet()).to.be.revertedWithCustomError(dollar, "DrawnAlready").withArgs(stranger.address, next);
    await expect(dollar.connect(friend).faucet(), "friend").to.changeTokenBalance(ethers, dollar, friend, 50_000_000_000n);
  });

  it("default: the NFT's faucet mints the next id to the caller", async () => {
    const { stranger, friend, art } = await loadFixture(testTokens);
    expect(await art.faucet.staticCall(), "announced id").to.equal(1n);

    await art.faucet();
    await art.connect(friend).faucet();

    expect(await art.ownerOf(1n), "first").to.equal(stranger.address);
    expect(await art.ownerOf(2n), "second").to.equal(friend.address);
    expect(await art.lastId(), "last").to.equal(2n);
  });

  it("behavior: an NFT's picture is on chain, and neighbours differ", async () => {
    const { art } = await loadFixture(testTokens);
    await art.faucet();
    await art.faucet();
    const [first, second] = [decoded(await art.tokenURI(1n)), decoded(await art.tokenURI(2n))];

    expect(first.name, "name").to.equal("Test Art #1");
    expect(Buffer.from(first.image?.split(",")[1] ?? "", "base64").toString(), "picture").to.match(/^<svg .*#1<\/text><\/svg>$/);
    expect(first.image, "neighbour").not.to.equal(second.image);
  });

  it("error: an NFT that was not minted has no picture", async () => {
    const { art } = await loadFixture(testTokens);
    await expect(art.tokenURI(1n)).to.be.revertedWithCustomError(art, "ERC721NonexistentToken").withArgs(1n);
  });

  it("default: the ERC-1155's faucet gives of each id once a day", async () => {
    const { stranger, pass } = await loadFixture(testTokens);

    await pass.faucet();

    for (const id of [1n, 2n, 3n]) expect(await pass.balanceOf(stranger, id), `id ${id}`).to.equal(100n);
    expect(await pass.balanceOf(stranger, 4n), "no other id").to.equal(0n);
    await mineAt((await now()) + DAY);
    await pass.faucet();
    expect(await pass.balanceOf(stranger, 3n), "a day later").to.equal(200n);
  });

  it("error: the ERC-1155's faucet is closed to who drew within the day", async () => {
    const { stranger, pass } = await loadFixture(testTokens);
    await pass.faucet();
    const next = await pass.nextDraw(stranger);

    await expect(pass.faucet()).to.be.revertedWithCustomError(pass, "DrawnAlready").withArgs(stranger.address, next);
  });

  it("behavior: an ERC-1155 id has a name on chain", async () => {
    const { pass } = await loadFixture(testTokens);
    expect(decoded(await pass.uri(2n)).name).to.equal("Test Pass 2");
  });

  it("default: ether is wrapped and unwrapped one to one", async () => {
    const { stranger, weth } = await loadFixture(testTokens);

    await expect(weth.deposit({ value: 5n }), "wrapped").to.changeTokenBalance(ethers, weth, stranger, 5n);
    await expect(weth.withdraw(3n), "unwrapped").to.changeEtherBalance(ethers, stranger, 3n);

    expect(await weth.balanceOf(stranger), "left").to.equal(2n);
  });
});
