/** Generated from the contract's artifact; do not edit. */
export const standingOrderAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IParley",
        "name": "parley_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maxPerDate",
        "type": "uint256"
      }
    ],
    "name": "AboveDateCap",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "spent",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maxTotal",
        "type": "uint256"
      }
    ],
    "name": "AboveTotalCap",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "loan",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyPaid",
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
    "name": "AssetNotReceived",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "orderId",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "date",
        "type": "uint256"
      }
    ],
    "name": "DatePaid",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payer",
        "type": "address"
      }
    ],
    "name": "NotPayer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "loan",
        "type": "bytes32"
      }
    ],
    "name": "NothingDue",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "orderId",
        "type": "bytes32"
      }
    ],
    "name": "OrderCancelled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "expiry",
        "type": "uint256"
      }
    ],
    "name": "OrderExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payer",
        "type": "address"
      }
    ],
    "name": "OrderNotSigned",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "loan",
        "type": "bytes32"
      }
    ],
    "name": "OtherLoan",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
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
    "name": "SafeERC20FailedOperation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "orderId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      }
    ],
    "name": "Cancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "orderId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "loan",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "executor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "date",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "tip",
        "type": "uint256"
      }
    ],
    "name": "Executed",
    "type": "event"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "loan",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "maxPerDate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "maxTotal",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "tip",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "internalType": "struct StandingOrder.Order",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "cancel",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
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
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "loan",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "maxPerDate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "maxTotal",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "tip",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "internalType": "struct StandingOrder.Order",
        "name": "order",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "borrower",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "origin",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "part",
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
        "internalType": "struct Agreement",
        "name": "agreement",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "execute",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "loan",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "maxPerDate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "maxTotal",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "tip",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "internalType": "struct StandingOrder.Order",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "orderId",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "parley",
    "outputs": [
      {
        "internalType": "contract IParley",
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
        "internalType": "bytes32",
        "name": "orderId",
        "type": "bytes32"
      }
    ],
    "name": "states",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "lastDate",
        "type": "uint32"
      },
      {
        "internalType": "bool",
        "name": "isCancelled",
        "type": "bool"
      },
      {
        "internalType": "uint216",
        "name": "spent",
        "type": "uint216"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;
