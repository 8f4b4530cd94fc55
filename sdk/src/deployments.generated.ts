import type { Deployment } from "./deployments.ts";

/** Generated from deploy/records; do not edit. */
export const records: readonly Deployment[] = [
  {
    "chainId": 31337,
    "address": "0xD7b73EA7ac924A41DEc277538089e060A1A3Ec3A",
    "block": 2n,
    "transaction": "0xe3f164979de43521004198c4b156f1cba8579b5a269bdec18d76c90d507633ea",
    "noteSale": "0x18cf8bE736B999ab84E7917643CEdF1b322d1F63",
    "syndicates": "0x222b354c1Fd84150E645d144Bea94C7368B77a6a",
    "standingOrders": "0x004351a3Bd8C5EA084e337471bf2481568774Ba1",
    "wrappedNative": "0x08C4D2df50F892BEA885BB80C21020522894e26f",
    "tokens": [
      {
        "kind": 0,
        "address": "0x115eCa9AC330189535BAa68C19fB8Be6f9868596",
        "symbol": "tUSD"
      },
      {
        "kind": 0,
        "address": "0xFcF57987B0344928F52fa13EE90Ba221fb51E28B",
        "symbol": "tDAI"
      },
      {
        "kind": 1,
        "address": "0xff2a6B81969926D3f50B1Bd661D7e80A2F75096F",
        "symbol": "tART"
      },
      {
        "kind": 2,
        "address": "0x2850713f4a38c8bEa35536B589ff214889F071a5",
        "symbol": "tPASS"
      }
    ]
  }
];
