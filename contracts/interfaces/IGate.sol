// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IGate
/// @notice A contract that a proposal names to choose who may accept it.
interface IGate {
    /// @notice Whether `taker` may accept the proposal. Anything but true, in time and within 500,000 gas, refuses.
    /// @dev In a novation the loan that is replaced reads as closed already.
    /// @param proposalId Its EIP-712 hash.
    /// @param data The taker's evidence, such as an attestation's id or a merkle proof.
    function admits(address taker, bytes32 proposalId, bytes calldata data) external view returns (bool);
}
