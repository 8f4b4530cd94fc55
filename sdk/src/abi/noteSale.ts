/** Generated from the contract's artifact; do not edit. */
export const noteSaleAbi = JSON.parse(
  '[{"inputs":[{"name":"syndicates_","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},{"inputs":[],"name":"InvalidShortString","type":"error"},{"inputs":[{"name":"buyer","type":"address"}],"name":"NotBuyer","type":"error"},{"inputs":[{"name":"seller","type":"address"}],"name":"NotSeller","type":"error"},{"inputs":[{"name":"lender","type":"address"}],"name":"NotSyndicate","type":"error"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"OtherLoan","type":"error"},{"inputs":[{"name":"owed","type":"uint256"},{"name":"leastOwed","type":"uint256"}],"name":"OwedLess","type":"error"},{"inputs":[{"name":"currency","type":"address"}],"name":"PriceNotReceived","type":"error"},{"inputs":[],"name":"ReentrancyGuardReentrantCall","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"SafeERC20FailedOperation","type":"error"},{"inputs":[{"name":"expiry","type":"uint256"}],"name":"SaleExpired","type":"error"},{"inputs":[{"name":"seller","type":"address"}],"name":"SaleNotSigned","type":"error"},{"inputs":[{"name":"saleId","type":"bytes32"}],"name":"SaleOver","type":"error"},{"inputs":[{"name":"str","type":"string"}],"name":"StringTooLong","type":"error"},{"anonymous":false,"inputs":[{"indexed":true,"name":"saleId","type":"bytes32"},{"indexed":true,"name":"loan","type":"bytes32"},{"indexed":true,"name":"seller","type":"address"},{"indexed":false,"name":"buyer","type":"address"},{"indexed":false,"name":"shares","type":"uint256"},{"indexed":false,"name":"currency","type":"address"},{"indexed":false,"name":"price","type":"uint256"}],"name":"Bought","type":"event"},{"anonymous":false,"inputs":[],"name":"EIP712DomainChanged","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"saleId","type":"bytes32"},{"indexed":true,"name":"loan","type":"bytes32"},{"indexed":true,"name":"seller","type":"address"}],"name":"SaleCancelled","type":"event"},{"inputs":[{"components":[{"name":"seller","type":"address"},{"name":"loan","type":"bytes32"},{"name":"shares","type":"uint256"},{"name":"currency","type":"address"},{"name":"price","type":"uint256"},{"name":"buyer","type":"address"},{"name":"expiry","type":"uint256"},{"name":"salt","type":"uint256"}],"name":"sale","type":"tuple"},{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"name":"leastOwed","type":"uint256"},{"name":"signature","type":"bytes"}],"name":"buy","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"seller","type":"address"},{"name":"loan","type":"bytes32"},{"name":"shares","type":"uint256"},{"name":"currency","type":"address"},{"name":"price","type":"uint256"},{"name":"buyer","type":"address"},{"name":"expiry","type":"uint256"},{"name":"salt","type":"uint256"}],"name":"sale","type":"tuple"}],"name":"cancel","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"eip712Domain","outputs":[{"name":"fields","type":"bytes1"},{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"},{"name":"salt","type":"bytes32"},{"name":"extensions","type":"uint256[]"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"parley","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"seller","type":"address"},{"name":"loan","type":"bytes32"},{"name":"shares","type":"uint256"},{"name":"currency","type":"address"},{"name":"price","type":"uint256"},{"name":"buyer","type":"address"},{"name":"expiry","type":"uint256"},{"name":"salt","type":"uint256"}],"name":"sale","type":"tuple"}],"name":"saleId","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"saleId","type":"bytes32"}],"name":"states","outputs":[{"name":"","type":"uint8"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"syndicateOf","outputs":[{"name":"syndicate","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"syndicates","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"}]',
) as [
  {
    "inputs": [
      {
        "name": "syndicates_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "buyer",
        "type": "address"
      }
    ],
    "name": "NotBuyer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "seller",
        "type": "address"
      }
    ],
    "name": "NotSeller",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "lender",
        "type": "address"
      }
    ],
    "name": "NotSyndicate",
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
    "inputs": [
      {
        "name": "owed",
        "type": "uint256"
      },
      {
        "name": "leastOwed",
        "type": "uint256"
      }
    ],
    "name": "OwedLess",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "currency",
        "type": "address"
      }
    ],
    "name": "PriceNotReceived",
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
        "name": "expiry",
        "type": "uint256"
      }
    ],
    "name": "SaleExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "seller",
        "type": "address"
      }
    ],
    "name": "SaleNotSigned",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "saleId",
        "type": "bytes32"
      }
    ],
    "name": "SaleOver",
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
        "name": "saleId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "loan",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "seller",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "buyer",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "shares",
        "type": "uint256"
      },
      {
        "indexed": false,
        "name": "currency",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "price",
        "type": "uint256"
      }
    ],
    "name": "Bought",
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
        "name": "saleId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "loan",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "seller",
        "type": "address"
      }
    ],
    "name": "SaleCancelled",
    "type": "event"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "seller",
            "type": "address"
          },
          {
            "name": "loan",
            "type": "bytes32"
          },
          {
            "name": "shares",
            "type": "uint256"
          },
          {
            "name": "currency",
            "type": "address"
          },
          {
            "name": "price",
            "type": "uint256"
          },
          {
            "name": "buyer",
            "type": "address"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "salt",
            "type": "uint256"
          }
        ],
        "name": "sale",
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
        "name": "leastOwed",
        "type": "uint256"
      },
      {
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "buy",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "seller",
            "type": "address"
          },
          {
            "name": "loan",
            "type": "bytes32"
          },
          {
            "name": "shares",
            "type": "uint256"
          },
          {
            "name": "currency",
            "type": "address"
          },
          {
            "name": "price",
            "type": "uint256"
          },
          {
            "name": "buyer",
            "type": "address"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "salt",
            "type": "uint256"
          }
        ],
        "name": "sale",
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
        "components": [
          {
            "name": "seller",
            "type": "address"
          },
          {
            "name": "loan",
            "type": "bytes32"
          },
          {
            "name": "shares",
            "type": "uint256"
          },
          {
            "name": "currency",
            "type": "address"
          },
          {
            "name": "price",
            "type": "uint256"
          },
          {
            "name": "buyer",
            "type": "address"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "salt",
            "type": "uint256"
          }
        ],
        "name": "sale",
        "type": "tuple"
      }
    ],
    "name": "saleId",
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
    "inputs": [
      {
        "name": "saleId",
        "type": "bytes32"
      }
    ],
    "name": "states",
    "outputs": [
      {
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "loan",
        "type": "bytes32"
      }
    ],
    "name": "syndicateOf",
    "outputs": [
      {
        "name": "syndicate",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "syndicates",
    "outputs": [
      {
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
];
