/** Generated from the contract's artifact; do not edit. */
export const parleyAbi = [
  {
    "inputs": [
      {
        "internalType": "contract INoteRenderer",
        "name": "noteRenderer",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "AccountBalanceOverflow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
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
        "internalType": "bytes32",
        "name": "proposalId",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyPosted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "aprBps",
        "type": "uint256"
      }
    ],
    "name": "AnnuityTooSteep",
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
        "internalType": "uint256",
        "name": "end",
        "type": "uint256"
      }
    ],
    "name": "AuctionNotOver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "AuctionRunning",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "maker",
        "type": "address"
      }
    ],
    "name": "BadSignature",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "BalanceQueryForZeroAddress",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "maker",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "BudgetInOtherToken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "assets",
        "type": "uint256"
      }
    ],
    "name": "CollateralStuck",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "credit",
        "type": "address"
      }
    ],
    "name": "CreditDiffers",
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
    "name": "CreditIsNft",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "durationSeconds",
        "type": "uint256"
      }
    ],
    "name": "DurationOutOfRange",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "smallest",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "largest",
        "type": "uint256"
      }
    ],
    "name": "FillOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "maker",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "GroupUsed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "instalments",
        "type": "uint256"
      }
    ],
    "name": "InstalmentsOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "principal",
        "type": "uint256"
      }
    ],
    "name": "InterestTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "InvalidAsset",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidEncoding",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "InvalidPick",
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
        "name": "token",
        "type": "address"
      }
    ],
    "name": "InvalidToken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "used",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "LimitExceeded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "LoanNotOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "principal",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "debt",
        "type": "uint256"
      }
    ],
    "name": "LoanTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "maker",
        "type": "address"
      }
    ],
    "name": "MakerIsTaker",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "taker",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "gate",
        "type": "address"
      }
    ],
    "name": "NotAdmitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "borrower",
        "type": "address"
      }
    ],
    "name": "NotBorrower",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "claimant",
        "type": "address"
      }
    ],
    "name": "NotClaimant",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotEnoughGas",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "NotInAuction",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "NotInDefault",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "lender",
        "type": "address"
      }
    ],
    "name": "NotLender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "maker",
        "type": "address"
      }
    ],
    "name": "NotMaker",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotOwnerNorApproved",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "taker",
        "type": "address"
      }
    ],
    "name": "NotTaker",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "proposalId",
        "type": "bytes32"
      }
    ],
    "name": "NothingPosted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "NothingToCollect",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "NothingToFetch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "blanks",
        "type": "uint256"
      }
    ],
    "name": "PicksDiffer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "price",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maxPrice",
        "type": "uint256"
      }
    ],
    "name": "PriceAbove",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "principal",
        "type": "uint256"
      }
    ],
    "name": "PrincipalOutOfRange",
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
    "name": "ProposalExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "bps",
        "type": "uint256"
      }
    ],
    "name": "RateOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
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
        "internalType": "bytes32",
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
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TokenAlreadyExists",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TokenDoesNotExist",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      }
    ],
    "name": "TooManyAssets",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TransferFromIncorrectOwner",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TransferToNonERC721ReceiverImplementer",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TransferToZeroAddress",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "Unsecured",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ValueRefused",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ZeroAmount",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "id",
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
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "operator",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "isApproved",
        "type": "bool"
      }
    ],
    "name": "ApprovalForAll",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "principal",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "interest",
        "type": "uint256"
      }
    ],
    "name": "AuctionStarted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "maker",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "Cancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Collected",
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
        "name": "key",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "assets",
        "type": "uint256"
      }
    ],
    "name": "Fetched",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "Foreclosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Held",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "tokenId",
        "type": "uint256"
      }
    ],
    "name": "MetadataUpdate",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "successor",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "interestPaid",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "principalPaid",
        "type": "uint256"
      }
    ],
    "name": "Novated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "borrower",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "origin",
        "type": "bytes32"
      },
      {
        "indexed": false,
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
        "indexed": false,
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "Opened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "proposalId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "maker",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "Posted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
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
        "indexed": false,
        "internalType": "struct Agreement",
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "Published",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "interestPaid",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "principalPaid",
        "type": "uint256"
      }
    ],
    "name": "Repaid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "buyer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "price",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "lenderShare",
        "type": "uint256"
      }
    ],
    "name": "Sold",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "claimant",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "assets",
        "type": "uint256"
      }
    ],
    "name": "Waiting",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "proposalId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Withdrawn",
    "type": "event"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "internalType": "uint256",
                "name": "id",
                "type": "uint256"
              },
              {
                "internalType": "bytes32[]",
                "name": "proof",
                "type": "bytes32[]"
              }
            ],
            "internalType": "struct Pick[]",
            "name": "picks",
            "type": "tuple[]"
          },
          {
            "internalType": "bytes",
            "name": "gateData",
            "type": "bytes"
          }
        ],
        "internalType": "struct Fill",
        "name": "fill",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "accept",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "balanceOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "result",
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
        "internalType": "uint256",
        "name": "maxPrice",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "buy",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "price",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "cancel",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "collect",
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
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "escrow",
    "outputs": [
      {
        "internalType": "bool",
        "name": "posted",
        "type": "bool"
      },
      {
        "internalType": "uint256",
        "name": "left",
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
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "fetch",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "fetchPosted",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
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
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "getApproved",
    "outputs": [
      {
        "internalType": "address",
        "name": "result",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "maker",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "groupUsed",
    "outputs": [
      {
        "internalType": "uint256",
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
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "held",
    "outputs": [
      {
        "internalType": "uint256",
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
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "operator",
        "type": "address"
      }
    ],
    "name": "isApprovedForAll",
    "outputs": [
      {
        "internalType": "bool",
        "name": "result",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "loan",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "lender",
            "type": "address"
          },
          {
            "internalType": "bool",
            "name": "inAuction",
            "type": "bool"
          },
          {
            "internalType": "uint256",
            "name": "openedAt",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "principal",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "interest",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "accruedAt",
            "type": "uint256"
          }
        ],
        "internalType": "struct Loan",
        "name": "result",
        "type": "tuple"
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
      }
    ],
    "name": "loanId",
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
    "inputs": [
      {
        "internalType": "bytes[]",
        "name": "data",
        "type": "bytes[]"
      }
    ],
    "name": "multicall",
    "outputs": [
      {
        "internalType": "bytes[]",
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
        "internalType": "string",
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
        "components": [
          {
            "internalType": "address",
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "internalType": "uint256",
                "name": "id",
                "type": "uint256"
              },
              {
                "internalType": "bytes32[]",
                "name": "proof",
                "type": "bytes32[]"
              }
            ],
            "internalType": "struct Pick[]",
            "name": "picks",
            "type": "tuple[]"
          },
          {
            "internalType": "bytes",
            "name": "gateData",
            "type": "bytes"
          }
        ],
        "internalType": "struct Fill",
        "name": "fill",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "novate",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      },
      {
        "internalType": "uint256[]",
        "name": "",
        "type": "uint256[]"
      },
      {
        "internalType": "uint256[]",
        "name": "",
        "type": "uint256[]"
      },
      {
        "internalType": "bytes",
        "name": "",
        "type": "bytes"
      }
    ],
    "name": "onERC1155BatchReceived",
    "outputs": [
      {
        "internalType": "bytes4",
        "name": "",
        "type": "bytes4"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "operator",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "",
        "type": "bytes"
      }
    ],
    "name": "onERC1155Received",
    "outputs": [
      {
        "internalType": "bytes4",
        "name": "",
        "type": "bytes4"
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
      }
    ],
    "name": "owed",
    "outputs": [
      {
        "internalType": "uint256",
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
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "ownerOf",
    "outputs": [
      {
        "internalType": "address",
        "name": "result",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "v",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "r",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
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
    "inputs": [
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
      }
    ],
    "name": "position",
    "outputs": [
      {
        "components": [
          {
            "internalType": "enum LoanState",
            "name": "state",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "lender",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "openedAt",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "principal",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "interest",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "allowed",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arrears",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "auctionStartedAt",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "price",
            "type": "uint256"
          }
        ],
        "internalType": "struct Position",
        "name": "result",
        "type": "tuple"
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
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "post",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
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
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "proposalDigest",
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
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "proposalId",
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
    "inputs": [
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
      }
    ],
    "name": "publish",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "renderer",
    "outputs": [
      {
        "internalType": "contract INoteRenderer",
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
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "repay",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "paid",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "safeTransferFrom",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "safeTransferFrom",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "operator",
        "type": "address"
      },
      {
        "internalType": "bool",
        "name": "isApproved",
        "type": "bool"
      }
    ],
    "name": "setApprovalForAll",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes4",
        "name": "interfaceId",
        "type": "bytes4"
      }
    ],
    "name": "supportsInterface",
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
    "name": "symbol",
    "outputs": [
      {
        "internalType": "string",
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
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "take",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "tokenURI",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "waiting",
    "outputs": [
      {
        "internalType": "address",
        "name": "claimant",
        "type": "address"
      },
      {
        "internalType": "uint96",
        "name": "assets",
        "type": "uint96"
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
            "name": "maker",
            "type": "address"
          },
          {
            "internalType": "enum Side",
            "name": "side",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "taker",
            "type": "address"
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
          },
          {
            "internalType": "uint256",
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "limit",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "group",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "gate",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Proposal",
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;
