/** Generated from the contract's artifact; do not edit. */
export const ltvCovenantAbi = JSON.parse(
  '[{"inputs":[],"name":"CloneArgumentsTooLong","type":"error"},{"inputs":[],"name":"Create2EmptyBytecode","type":"error"},{"inputs":[],"name":"FailedDeployment","type":"error"},{"inputs":[{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"InsufficientBalance","type":"error"},{"inputs":[],"name":"NotConfigured","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"TooManyDecimals","type":"error"},{"anonymous":false,"inputs":[{"indexed":true,"name":"instance","type":"address"},{"indexed":false,"name":"settings","type":"bytes"}],"name":"Created","type":"event"},{"inputs":[{"components":[{"components":[{"name":"token","type":"address"},{"name":"feed","type":"address"}],"name":"prices","type":"tuple[]"},{"name":"maxLtvBps","type":"uint256"},{"name":"maxAgeSeconds","type":"uint256"}],"name":"chosen","type":"tuple"}],"name":"addressOf","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"components":[{"name":"token","type":"address"},{"name":"feed","type":"address"}],"name":"prices","type":"tuple[]"},{"name":"maxLtvBps","type":"uint256"},{"name":"maxAgeSeconds","type":"uint256"}],"name":"chosen","type":"tuple"}],"name":"create","outputs":[{"name":"","type":"address"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"","type":"bytes32"},{"name":"debt","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"isBroken","outputs":[{"name":"","type":"bool"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"settings","outputs":[{"components":[{"name":"token","type":"address"},{"name":"feed","type":"address"},{"name":"decimals","type":"uint256"}],"name":"scales","type":"tuple[]"},{"name":"maxLtvBps","type":"uint256"},{"name":"maxAgeSeconds","type":"uint256"}],"stateMutability":"view","type":"function"}]',
) as [
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
        "name": "balance",
        "type": "uint256"
      },
      {
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
        "name": "instance",
        "type": "address"
      },
      {
        "indexed": false,
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
                "name": "token",
                "type": "address"
              },
              {
                "name": "feed",
                "type": "address"
              }
            ],
            "name": "prices",
            "type": "tuple[]"
          },
          {
            "name": "maxLtvBps",
            "type": "uint256"
          },
          {
            "name": "maxAgeSeconds",
            "type": "uint256"
          }
        ],
        "name": "chosen",
        "type": "tuple"
      }
    ],
    "name": "addressOf",
    "outputs": [
      {
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
                "name": "token",
                "type": "address"
              },
              {
                "name": "feed",
                "type": "address"
              }
            ],
            "name": "prices",
            "type": "tuple[]"
          },
          {
            "name": "maxLtvBps",
            "type": "uint256"
          },
          {
            "name": "maxAgeSeconds",
            "type": "uint256"
          }
        ],
        "name": "chosen",
        "type": "tuple"
      }
    ],
    "name": "create",
    "outputs": [
      {
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
        "name": "",
        "type": "bytes32"
      },
      {
        "name": "debt",
        "type": "uint256"
      },
      {
        "components": [
          {
            "name": "credit",
            "type": "address"
          },
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "kind",
                "type": "uint8"
              },
              {
                "name": "token",
                "type": "address"
              },
              {
                "name": "id",
                "type": "uint256"
              },
              {
                "name": "amount",
                "type": "uint256"
              }
            ],
            "name": "collateral",
            "type": "tuple[]"
          },
          {
            "name": "aprBps",
            "type": "uint256"
          },
          {
            "name": "flatBps",
            "type": "uint256"
          },
          {
            "name": "durationSeconds",
            "type": "uint256"
          },
          {
            "name": "schedule",
            "type": "uint8"
          },
          {
            "name": "instalments",
            "type": "uint256"
          },
          {
            "name": "graceSeconds",
            "type": "uint256"
          },
          {
            "name": "auctionSeconds",
            "type": "uint256"
          },
          {
            "name": "covenant",
            "type": "address"
          },
          {
            "name": "document",
            "type": "bytes32"
          }
        ],
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "isBroken",
    "outputs": [
      {
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
            "name": "token",
            "type": "address"
          },
          {
            "name": "feed",
            "type": "address"
          },
          {
            "name": "decimals",
            "type": "uint256"
          }
        ],
        "name": "scales",
        "type": "tuple[]"
      },
      {
        "name": "maxLtvBps",
        "type": "uint256"
      },
      {
        "name": "maxAgeSeconds",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
];
