// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, IAttestations} from "../interfaces/IAttestations.sol";

/// @notice An attestation service in which anyone may write anything.
contract MockAttestations is IAttestations {
    mapping(bytes32 uid => Attestation) private _attestations;

    function set(Attestation calldata attestation) external {
        _attestations[attestation.uid] = attestation;
    }

    function getAttestation(bytes32 uid) external view returns (Attestation memory) {
        return _attestations[uid];
    }
}
