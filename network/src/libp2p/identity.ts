import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from "@libp2p/crypto/keys";
import type { PrivateKey } from "@libp2p/interface";
import { type Datastore, Key } from "interface-datastore";

const place = new Key("/parley/identity");

/** A private key for once. */
export function newIdentity(): Promise<PrivateKey> {
  return generateKeyPair("Ed25519");
}

/** The private key that a peer's id comes from: the one kept in `datastore`, or a new one, which is kept there from now on. */
export async function identityIn(datastore: Datastore): Promise<PrivateKey> {
  if (await datastore.has(place)) return privateKeyFromProtobuf(await datastore.get(place));

  const privateKey = await newIdentity();
  await datastore.put(place, privateKeyToProtobuf(privateKey));
  return privateKey;
}
