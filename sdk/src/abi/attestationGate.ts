/** Generated from the contract's artifact; do not edit. */
export const attestationGateAbi = JSON.parse(
  '[{"inputs":[],"name":"CloneArgumentsTooLong","type":"error"},{"inputs":[],"name":"Create2EmptyBytecode","type":"error"},{"inputs":[],"name":"FailedDeployment","type":"error"},{"inputs":[{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"InsufficientBalance","type":"error"},{"inputs":[],"name":"NotConfigured","type":"error"},{"anonymous":false,"inputs":[{"indexed":true,"name":"instance","type":"address"},{"indexed":false,"name":"settings","type":"bytes"}],"name":"Created","type":"event"},{"inputs":[{"components":[{"name":"service","type":"address"},{"name":"attester","type":"address"},{"name":"schema","type":"bytes32"}],"name":"chosen","type":"tuple"}],"name":"addressOf","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"taker","type":"address"},{"name":"","type":"bytes32"},{"name":"data","type":"bytes"}],"name":"admits","outputs":[{"name":"","type":"bool"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"service","type":"address"},{"name":"attester","type":"address"},{"name":"schema","type":"bytes32"}],"name":"chosen","type":"tuple"}],"name":"create","outputs":[{"name":"","type":"address"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"settings","outputs":[{"components":[{"name":"service","type":"address"},{"name":"attester","type":"address"},{"name":"schema","type":"bytes32"}],"name":"","type":"tuple"}],"stateMutability":"view","type":"function"}]',
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
            "name": "service",
            "type": "address"
          },
          {
            "name": "attester",
            "type": "address"
          },
          {
            "name": "schema",
            "type": "bytes32"
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
        "name": "taker",
        "type": "address"
      },
      {
        "name": "",
        "type": "bytes32"
      },
      {
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "admits",
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
        "components": [
          {
            "name": "service",
            "type": "address"
          },
          {
            "name": "attester",
            "type": "address"
          },
          {
            "name": "schema",
            "type": "bytes32"
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
    "inputs": [],
    "name": "settings",
    "outputs": [
      {
        "components": [
          {
            "name": "service",
            "type": "address"
          },
          {
            "name": "attester",
            "type": "address"
          },
          {
            "name": "schema",
            "type": "bytes32"
          }
        ],
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
];
