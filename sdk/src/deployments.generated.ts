/** Generated from deploy/records; do not edit. */
export const records: readonly unknown[] = [
  {
    "chainId": 31337,
    "address": "0xE89513D1D6880442844781d56E1FC7986CEd7Ff6",
    "block": "2",
    "transaction": "0xd0da1280c1416f95ffc4b582d80077f9d9a6fe7031a3f729c08abbb104e62775",
    "wrappedNative": "0x7F74187baa24cca8E6178fa8B192f2411927a10f",
    "tokens": [
      {
        "kind": "ERC20",
        "address": "0x616607f551E69Edb8541CE3fD6159b1171C201Ae",
        "symbol": "tUSD"
      },
      {
        "kind": "ERC20",
        "address": "0x57F3f5BDCfDB5A99a7FEb47e431dF7fcb2556494",
        "symbol": "tDAI"
      },
      {
        "kind": "ERC721",
        "address": "0xA22C043467c50A645bc08B9e51B85D642FF1ae4F",
        "symbol": "tART"
      },
      {
        "kind": "ERC1155",
        "address": "0x111728788Ca648f77FeC2Ea18608624261aF000f",
        "symbol": "tPASS"
      }
    ]
  }
];
