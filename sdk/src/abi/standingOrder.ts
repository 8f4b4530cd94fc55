/** Generated from the contract's artifact; do not edit. */
export const standingOrderAbi = JSON.parse(
  '[{"inputs":[{"name":"parley_","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},{"inputs":[{"name":"amount","type":"uint256"},{"name":"maxPerDate","type":"uint256"}],"name":"AboveDateCap","type":"error"},{"inputs":[{"name":"spent","type":"uint256"},{"name":"maxTotal","type":"uint256"}],"name":"AboveTotalCap","type":"error"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"AlreadyPaid","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"AssetNotReceived","type":"error"},{"inputs":[{"name":"orderId","type":"bytes32"},{"name":"date","type":"uint256"}],"name":"DatePaid","type":"error"},{"inputs":[],"name":"InvalidShortString","type":"error"},{"inputs":[{"name":"payer","type":"address"}],"name":"NotPayer","type":"error"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"NothingDue","type":"error"},{"inputs":[{"name":"orderId","type":"bytes32"}],"name":"OrderCancelled","type":"error"},{"inputs":[{"name":"expiry","type":"uint256"}],"name":"OrderExpired","type":"error"},{"inputs":[{"name":"payer","type":"address"}],"name":"OrderNotSigned","type":"error"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"OtherLoan","type":"error"},{"inputs":[],"name":"ReentrancyGuardReentrantCall","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"SafeERC20FailedOperation","type":"error"},{"inputs":[{"name":"str","type":"string"}],"name":"StringTooLong","type":"error"},{"anonymous":false,"inputs":[{"indexed":true,"name":"orderId","type":"bytes32"},{"indexed":true,"name":"payer","type":"address"}],"name":"Cancelled","type":"event"},{"anonymous":false,"inputs":[],"name":"EIP712DomainChanged","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"orderId","type":"bytes32"},{"indexed":true,"name":"payer","type":"address"},{"indexed":true,"name":"loan","type":"bytes32"},{"indexed":false,"name":"executor","type":"address"},{"indexed":false,"name":"date","type":"uint256"},{"indexed":false,"name":"amount","type":"uint256"},{"indexed":false,"name":"tip","type":"uint256"}],"name":"Executed","type":"event"},{"inputs":[{"components":[{"name":"payer","type":"address"},{"name":"loan","type":"bytes32"},{"name":"maxPerDate","type":"uint256"},{"name":"maxTotal","type":"uint256"},{"name":"tip","type":"uint256"},{"name":"expiry","type":"uint256"}],"name":"order","type":"tuple"}],"name":"cancel","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"eip712Domain","outputs":[{"name":"fields","type":"bytes1"},{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"},{"name":"salt","type":"bytes32"},{"name":"extensions","type":"uint256[]"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"payer","type":"address"},{"name":"loan","type":"bytes32"},{"name":"maxPerDate","type":"uint256"},{"name":"maxTotal","type":"uint256"},{"name":"tip","type":"uint256"},{"name":"expiry","type":"uint256"}],"name":"order","type":"tuple"},{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"name":"signature","type":"bytes"}],"name":"execute","outputs":[{"name":"amount","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"payer","type":"address"},{"name":"loan","type":"bytes32"},{"name":"maxPerDate","type":"uint256"},{"name":"maxTotal","type":"uint256"},{"name":"tip","type":"uint256"},{"name":"expiry","type":"uint256"}],"name":"order","type":"tuple"}],"name":"orderId","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"parley","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"orderId","type":"bytes32"}],"name":"states","outputs":[{"name":"lastDate","type":"uint32"},{"name":"isCancelled","type":"bool"},{"name":"spent","type":"uint216"}],"stateMutability":"view","type":"function"}]',
) as [
  {
    "inputs": [
      {
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
        "name": "amount",
        "type": "uint256"
      },
      {
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
        "name": "spent",
        "type": "uint256"
      },
      {
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
        "name": "orderId",
        "type": "bytes32"
      },
      {
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
        "name": "orderId",
        "type": "bytes32"
      },
      {
        "indexed": true,
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
        "name": "orderId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "loan",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "name": "executor",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "date",
        "type": "uint256"
      },
      {
        "indexed": false,
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
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
            "name": "payer",
            "type": "address"
          },
          {
            "name": "loan",
            "type": "bytes32"
          },
          {
            "name": "maxPerDate",
            "type": "uint256"
          },
          {
            "name": "maxTotal",
            "type": "uint256"
          },
          {
            "name": "tip",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          }
        ],
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
        "name": "fields",
        "type": "bytes1"
      },
      {
        "name": "name",
        "type": "string"
      },
      {
        "name": "version",
        "type": "string"
      },
      {
        "name": "chainId",
        "type": "uint256"
      },
      {
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "name": "salt",
        "type": "bytes32"
      },
      {
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
            "name": "payer",
            "type": "address"
          },
          {
            "name": "loan",
            "type": "bytes32"
          },
          {
            "name": "maxPerDate",
            "type": "uint256"
          },
          {
            "name": "maxTotal",
            "type": "uint256"
          },
          {
            "name": "tip",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "name": "order",
        "type": "tuple"
      },
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
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
        "name": "agreement",
        "type": "tuple"
      },
      {
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "execute",
    "outputs": [
      {
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
            "name": "payer",
            "type": "address"
          },
          {
            "name": "loan",
            "type": "bytes32"
          },
          {
            "name": "maxPerDate",
            "type": "uint256"
          },
          {
            "name": "maxTotal",
            "type": "uint256"
          },
          {
            "name": "tip",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "orderId",
    "outputs": [
      {
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
        "name": "orderId",
        "type": "bytes32"
      }
    ],
    "name": "states",
    "outputs": [
      {
        "name": "lastDate",
        "type": "uint32"
      },
      {
        "name": "isCancelled",
        "type": "bool"
      },
      {
        "name": "spent",
        "type": "uint216"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
];
