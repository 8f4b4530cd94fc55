import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";

const modules = join(import.meta.dirname, "../../node_modules/@libp2p");
/** @param again Tells a second copy of the same module from the first. */
const load = (path: string, again = "") => import(pathToFileURL(join(modules, path)).href + again);

interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array | CryptoKey;
}
interface Curve {
  generateX25519KeyPair(): KeyPair | Promise<KeyPair>;
  generateX25519KeyPairFromSeed(seed: Uint8Array): KeyPair | Promise<KeyPair>;
  generateX25519SharedKey(privateKey: unknown, publicKey: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Runs what a browser without these curves would. */
async function without(names: readonly string[], run: () => Promise<void>): Promise<void> {
  const { subtle } = globalThis.crypto;
  const generateKey = subtle.generateKey;
  subtle.generateKey = ((algorithm: { name: string }, ...others: [boolean, KeyUsage[]]) =>
    names.includes(algorithm.name)
      ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
      : generateKey.call(subtle, algorithm, ...others)) as typeof subtle.generateKey;
  try {
    await run();
  } finally {
    subtle.generateKey = generateKey;
  }
}

describe("the curves of a page's browser", () => {
  let page: Curve;
  let node: Curve;
  before(async () => {
    page = (await load("noise/dist/src/crypto/index.browser.js")).defaultCrypto;
    node = (await load("noise/dist/src/crypto/js.js")).pureJsCrypto;
  });

  async function agree(ours: KeyPair, theirs: KeyPair): Promise<void> {
    const secret = await page.generateX25519SharedKey(ours.privateKey, theirs.publicKey);
    expect(secret).to.have.length(32);
    expect(secret).to.deep.equal(await node.generateX25519SharedKey(theirs.privateKey, ours.publicKey));
  }

  it("agree on a secret with a peer in Node, and keep the private key to themselves", async () => {
    const ours = await page.generateX25519KeyPair();
    expect(ours.privateKey).to.be.an.instanceof(CryptoKey).with.property("extractable", false);
    await agree(ours, await node.generateX25519KeyPair());
  });

  it("agree on one where the browser does not know X25519", () =>
    without(["X25519"], async () => {
      const ours = await page.generateX25519KeyPair();
      expect(ours.privateKey).to.be.an.instanceof(Uint8Array);
      await agree(ours, await node.generateX25519KeyPair());
    }));

  it("make the same key of a seed", async () => {
    const seed = new Uint8Array(32).fill(7);
    expect((await page.generateX25519KeyPairFromSeed(seed)).publicKey).to.deep.equal(
      (await node.generateX25519KeyPairFromSeed(seed)).publicKey,
    );
  });

  it("refuse a public key that makes every secret the same", async () => {
    const { privateKey } = await page.generateX25519KeyPair();
    let secret: unknown;
    try {
      secret = await page.generateX25519SharedKey(privateKey, new Uint8Array(32));
    } catch {}
    expect(secret).to.equal(undefined);
  });

  it("sign what a peer in Node believes, with WebCrypto and without", async () => {
    const theirs = await load("crypto/dist/src/keys/ed25519/index.js");
    const message = new TextEncoder().encode("who I am");
    const signWith = async (again: string) => {
      const ours = await load("crypto/dist/src/keys/ed25519/index.browser.js", again);
      const { privateKey, publicKey } = await ours.generateKey();
      expect(publicKey).to.deep.equal(privateKey.subarray(32));
      const signature = await ours.hashAndSign(privateKey, message);
      expect(await theirs.hashAndVerify(publicKey, signature, message)).to.equal(true);
      expect(await ours.hashAndVerify(publicKey, signature, message)).to.equal(true);
      expect(await ours.hashAndVerify(publicKey, signature, new TextEncoder().encode("somebody else"))).to.equal(false);
    };
    await signWith("?webCrypto");
    await without(["Ed25519"], () => signWith("?noble"));
  });
});
