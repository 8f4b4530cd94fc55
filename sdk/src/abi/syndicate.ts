/** Generated from the contract's artifact; do not edit. */
export const syndicateAbi = JSON.parse(
  '[{"inputs":[{"name":"parley_","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},{"inputs":[{"name":"target","type":"address"}],"name":"AddressEmptyCode","type":"error"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"AlreadyOpen","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"AssetNotReceived","type":"error"},{"inputs":[{"name":"auctionSeconds","type":"uint256"}],"name":"AuctionTooShort","type":"error"},{"inputs":[],"name":"CloneArgumentsTooLong","type":"error"},{"inputs":[],"name":"Create2EmptyBytecode","type":"error"},{"inputs":[],"name":"ECDSAInvalidSignature","type":"error"},{"inputs":[{"name":"length","type":"uint256"}],"name":"ECDSAInvalidSignatureLength","type":"error"},{"inputs":[{"name":"s","type":"bytes32"}],"name":"ECDSAInvalidSignatureS","type":"error"},{"inputs":[{"name":"spender","type":"address"},{"name":"allowance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"ERC20InsufficientAllowance","type":"error"},{"inputs":[{"name":"sender","type":"address"},{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"ERC20InsufficientBalance","type":"error"},{"inputs":[{"name":"approver","type":"address"}],"name":"ERC20InvalidApprover","type":"error"},{"inputs":[{"name":"receiver","type":"address"}],"name":"ERC20InvalidReceiver","type":"error"},{"inputs":[{"name":"sender","type":"address"}],"name":"ERC20InvalidSender","type":"error"},{"inputs":[{"name":"spender","type":"address"}],"name":"ERC20InvalidSpender","type":"error"},{"inputs":[{"name":"deadline","type":"uint256"}],"name":"ERC2612ExpiredSignature","type":"error"},{"inputs":[{"name":"signer","type":"address"},{"name":"owner","type":"address"}],"name":"ERC2612InvalidSigner","type":"error"},{"inputs":[{"name":"expiry","type":"uint256"}],"name":"Expired","type":"error"},{"inputs":[],"name":"FailedCall","type":"error"},{"inputs":[],"name":"FailedDeployment","type":"error"},{"inputs":[{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"InsufficientBalance","type":"error"},{"inputs":[{"name":"account","type":"address"},{"name":"currentNonce","type":"uint256"}],"name":"InvalidAccountNonce","type":"error"},{"inputs":[],"name":"InvalidShortString","type":"error"},{"inputs":[],"name":"NotConfigured","type":"error"},{"inputs":[{"name":"taker","type":"address"}],"name":"NotForAnyone","type":"error"},{"inputs":[{"name":"missing","type":"uint256"}],"name":"NotFull","type":"error"},{"inputs":[{"name":"proposalId","type":"bytes32"}],"name":"NotRequest","type":"error"},{"inputs":[{"name":"holder","type":"address"}],"name":"NothingToClaim","type":"error"},{"inputs":[{"name":"loan","type":"bytes32"}],"name":"OtherLoan","type":"error"},{"inputs":[{"name":"proposalId","type":"bytes32"}],"name":"OtherProposal","type":"error"},{"inputs":[{"name":"receiver","type":"address"}],"name":"ReceiverRefused","type":"error"},{"inputs":[],"name":"ReentrancyGuardReentrantCall","type":"error"},{"inputs":[{"name":"replaces","type":"bytes32"}],"name":"ReplacesOther","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"SafeERC20FailedOperation","type":"error"},{"inputs":[{"name":"str","type":"string"}],"name":"StringTooLong","type":"error"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"Unsecured","type":"error"},{"anonymous":false,"inputs":[{"indexed":true,"name":"owner","type":"address"},{"indexed":true,"name":"spender","type":"address"},{"indexed":false,"name":"value","type":"uint256"}],"name":"Approval","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"holder","type":"address"},{"indexed":false,"name":"to","type":"address"},{"indexed":false,"name":"amount","type":"uint256"}],"name":"Claimed","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"instance","type":"address"},{"indexed":false,"name":"settings","type":"bytes"}],"name":"Created","type":"event"},{"anonymous":false,"inputs":[],"name":"EIP712DomainChanged","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"request","type":"bytes32"},{"indexed":true,"name":"syndicate","type":"address"},{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"indexed":false,"name":"proposal","type":"tuple"}],"name":"Formed","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"loan","type":"bytes32"}],"name":"Opened","type":"event"},{"anonymous":false,"inputs":[{"indexed":false,"name":"amount","type":"uint256"}],"name":"Received","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"from","type":"address"},{"indexed":true,"name":"to","type":"address"},{"indexed":false,"name":"value","type":"uint256"}],"name":"Transfer","type":"event"},{"inputs":[],"name":"DOMAIN_SEPARATOR","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"LEAST_AUCTION","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"request","type":"tuple"}],"name":"addressOf","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"owner","type":"address"},{"name":"spender","type":"address"}],"name":"allowance","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"spender","type":"address"},{"name":"value","type":"uint256"}],"name":"approve","outputs":[{"name":"","type":"bool"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"account","type":"address"}],"name":"balanceOf","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"to","type":"address"}],"name":"claim","outputs":[{"name":"amount","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"holder","type":"address"}],"name":"claimable","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"claimed","outputs":[{"name":"","type":"uint128"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"collect","outputs":[{"name":"amount","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"request","type":"tuple"}],"name":"create","outputs":[{"name":"syndicate","type":"address"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"decimals","outputs":[{"name":"","type":"uint8"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"eip712Domain","outputs":[{"name":"fields","type":"bytes1"},{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"},{"name":"salt","type":"bytes32"},{"name":"extensions","type":"uint256[]"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"}],"name":"foreclose","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"account","type":"address"}],"name":"isSyndicate","outputs":[{"name":"","type":"bool"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"amount","type":"uint256"}],"name":"join","outputs":[{"name":"joined","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"loan","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"data","type":"bytes[]"}],"name":"multicall","outputs":[{"name":"results","type":"bytes[]"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"name","outputs":[{"name":"","type":"string"}],"stateMutability":"pure","type":"function"},{"inputs":[{"name":"owner","type":"address"}],"name":"nonces","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"request","type":"tuple"},{"name":"gateData","type":"bytes"},{"name":"signature","type":"bytes"}],"name":"open","outputs":[{"name":"id","type":"bytes32"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"parley","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"owner","type":"address"},{"name":"spender","type":"address"},{"name":"value","type":"uint256"},{"name":"deadline","type":"uint256"},{"name":"v","type":"uint8"},{"name":"r","type":"bytes32"},{"name":"s","type":"bytes32"}],"name":"permit","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"received","outputs":[{"name":"","type":"uint128"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"settings","outputs":[{"components":[{"name":"request","type":"bytes32"},{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"name":"expiry","type":"uint256"}],"name":"","type":"tuple"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"symbol","outputs":[{"name":"","type":"string"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"totalSupply","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"to","type":"address"},{"name":"amount","type":"uint256"}],"name":"transfer","outputs":[{"name":"","type":"bool"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"from","type":"address"},{"name":"to","type":"address"},{"name":"amount","type":"uint256"}],"name":"transferFrom","outputs":[{"name":"","type":"bool"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"amount","type":"uint256"},{"name":"to","type":"address"}],"name":"withdraw","outputs":[],"stateMutability":"nonpayable","type":"function"}]',
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
        "name": "target",
        "type": "address"
      }
    ],
    "name": "AddressEmptyCode",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "loan",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyOpen",
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
        "name": "auctionSeconds",
        "type": "uint256"
      }
    ],
    "name": "AuctionTooShort",
    "type": "error"
  },
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
    "name": "ECDSAInvalidSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "ECDSAInvalidSignatureLength",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "ECDSAInvalidSignatureS",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "spender",
        "type": "address"
      },
      {
        "name": "allowance",
        "type": "uint256"
      },
      {
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientAllowance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "sender",
        "type": "address"
      },
      {
        "name": "balance",
        "type": "uint256"
      },
      {
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "approver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidApprover",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidReceiver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "sender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSpender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "deadline",
        "type": "uint256"
      }
    ],
    "name": "ERC2612ExpiredSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "signer",
        "type": "address"
      },
      {
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "ERC2612InvalidSigner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "expiry",
        "type": "uint256"
      }
    ],
    "name": "Expired",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedCall",
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
    "inputs": [
      {
        "name": "account",
        "type": "address"
      },
      {
        "name": "currentNonce",
        "type": "uint256"
      }
    ],
    "name": "InvalidAccountNonce",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
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
        "name": "taker",
        "type": "address"
      }
    ],
    "name": "NotForAnyone",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "missing",
        "type": "uint256"
      }
    ],
    "name": "NotFull",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "proposalId",
        "type": "bytes32"
      }
    ],
    "name": "NotRequest",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "holder",
        "type": "address"
      }
    ],
    "name": "NothingToClaim",
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
        "name": "proposalId",
        "type": "bytes32"
      }
    ],
    "name": "OtherProposal",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ReceiverRefused",
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
        "name": "replaces",
        "type": "bytes32"
      }
    ],
    "name": "ReplacesOther",
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
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "Unsecured",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "spender",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Approval",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "holder",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Claimed",
    "type": "event"
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
        "name": "request",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "syndicate",
        "type": "address"
      },
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
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
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "Formed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "loan",
        "type": "bytes32"
      }
    ],
    "name": "Opened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Received",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "DOMAIN_SEPARATOR",
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
    "name": "LEAST_AUCTION",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
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
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
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
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "request",
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
        "name": "owner",
        "type": "address"
      },
      {
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "allowance",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "spender",
        "type": "address"
      },
      {
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [
      {
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "account",
        "type": "address"
      }
    ],
    "name": "balanceOf",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "claim",
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
        "name": "holder",
        "type": "address"
      }
    ],
    "name": "claimable",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "claimed",
    "outputs": [
      {
        "name": "",
        "type": "uint128"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "collect",
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
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
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
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "request",
        "type": "tuple"
      }
    ],
    "name": "create",
    "outputs": [
      {
        "name": "syndicate",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "decimals",
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
      }
    ],
    "name": "foreclose",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "account",
        "type": "address"
      }
    ],
    "name": "isSyndicate",
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
    "inputs": [
      {
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "join",
    "outputs": [
      {
        "name": "joined",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "loan",
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
        "name": "data",
        "type": "bytes[]"
      }
    ],
    "name": "multicall",
    "outputs": [
      {
        "name": "results",
        "type": "bytes[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "nonces",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
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
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
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
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "request",
        "type": "tuple"
      },
      {
        "name": "gateData",
        "type": "bytes"
      },
      {
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "open",
    "outputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
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
        "name": "owner",
        "type": "address"
      },
      {
        "name": "spender",
        "type": "address"
      },
      {
        "name": "value",
        "type": "uint256"
      },
      {
        "name": "deadline",
        "type": "uint256"
      },
      {
        "name": "v",
        "type": "uint8"
      },
      {
        "name": "r",
        "type": "bytes32"
      },
      {
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "permit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "received",
    "outputs": [
      {
        "name": "",
        "type": "uint128"
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
            "name": "request",
            "type": "bytes32"
          },
          {
            "name": "credit",
            "type": "address"
          },
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalSupply",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "to",
        "type": "address"
      },
      {
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "transfer",
    "outputs": [
      {
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "from",
        "type": "address"
      },
      {
        "name": "to",
        "type": "address"
      },
      {
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [
      {
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "amount",
        "type": "uint256"
      },
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
];
