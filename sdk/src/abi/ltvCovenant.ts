/** Generated from the contract's artifact; do not edit. */
export const ltvCovenantAbi = [
  {
    "inputs": [],
    "name": "CloneArgumentsTooLong",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "Create2EmptyBytecode",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedDeployment",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotConfigured",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "TooManyDecimals",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "instance",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "settings",
        "type": "bytes"
      }
    ],
    "name": "Created",
    "type": "event"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "contract IPriceFeed",
                "name": "feed",
                "type": "address"
              }
            ],
            "internalType": "struct LtvCovenant.Price[]",
            "name": "prices",
            "type": "tuple[]"
          },
          {
            "internalType": "uint256",
            "name": "maxLtvBps",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "maxAgeSeconds",
            "type": "uint256"
          }
        ],
        "internalType": "struct LtvCovenant.Settings",
        "name": "chosen",
        "type": "tuple"
      }
    ],
    "name": "addressOf",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "contract IPriceFeed",
                "name": "feed",
                "type": "address"
              }
            ],
            "internalType": "struct LtvCovenant.Price[]",
            "name": "prices",
            "type": "tuple[]"
          },
          {
            "internalType": "uint256",
            "name": "maxLtvBps",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "maxAgeSeconds",
            "type": "uint256"
          }
        ],
        "internalType": "struct LtvCovenant.Settings",
        "name": "chosen",
        "type": "tuple"
      }
    ],
    "name": "create",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "debt",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "credit",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "internalType": "enum AssetKind",
                "name": "kind",
                "type": "uint8"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "id",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "amount",
                "type": "uint256"
              }
            ],
            "internalType": "struct Asset[]",
            "name": "collateral",
            "type": "tuple[]"
          },
          {
            "internalType": "uint256",
            "name": "aprBps",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "flatBps",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "durationSeconds",
            "type": "uint256"
          },
          {
            "internalType": "enum Schedule",
            "name": "schedule",
            "type": "uint8"
          },
          {
            "internalType": "uint256",
            "name": "instalments",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "graceSeconds",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "auctionSeconds",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "covenant",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "document",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "isBroken",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "settings",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "contract IPriceFeed",
            "name": "feed",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "decimals",
            "type": "uint256"
          }
        ],
        "internalType": "struct LtvCovenant.Scale[]",
        "name": "scales",
        "type": "tuple[]"
      },
      {
        "internalType": "uint256",
        "name": "maxLtvBps",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maxAgeSeconds",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;
