// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What the Ethereum Attestation Service keeps about an attestation.
struct Attestation {
    bytes32 uid;
    bytes32 schema;
    uint64 time;
    /// Unix time, zero for never.
    uint64 expirationTime;
    /// Unix time, zero if it was not revoked.
    uint64 revocationTime;
    bytes32 refUID;
    address recipient;
    address attester;
    bool revocable;
    bytes data;
}

/// @title IAttestations
/// @notice The one call of the Ethereum Attestation Service that a gate needs.
interface IAttestations {
    /// @return All zero if there is none.
    function getAttestation(bytes32 uid) external view returns (Attestation memory);
}
