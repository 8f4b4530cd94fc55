// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IGate} from "../interfaces/IGate.sol";
import {Configured} from "./Configured.sol";

/// @title AllowlistGate
/// @notice Admits the accounts of a merkle list, whose leaves are `keccak256(keccak256(abi.encode(account)))`.
contract AllowlistGate is Configured, IGate {
    /// @return The gate of the list with this root.
    function create(bytes32 listRoot) external returns (address) {
        return _create(abi.encode(listRoot));
    }

    function addressOf(bytes32 listRoot) external view returns (address) {
        return _addressOf(abi.encode(listRoot));
    }

    function root() public view returns (bytes32) {
        return abi.decode(_settings(), (bytes32));
    }

    /// @param data The account's proof, an ABI-encoded `bytes32[]`.
    function admits(address taker, bytes32, bytes calldata data) external view returns (bool) {
        return MerkleProof.verify(abi.decode(data, (bytes32[])), root(), keccak256(abi.encode(keccak256(abi.encode(taker)))));
    }
}
