// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, IAttestations} from "../interfaces/IAttestations.sol";
import {IGate} from "../interfaces/IGate.sol";
import {Configured} from "./Configured.sol";

/// @title AttestationGate
/// @notice Admits accounts to which a chosen attester has given an attestation of a chosen schema that is neither expired nor revoked.
contract AttestationGate is Configured, IGate {
    struct Settings {
        /// The chain's Ethereum Attestation Service.
        IAttestations service;
        address attester;
        bytes32 schema;
    }

    /// @return The gate with these settings.
    function create(Settings calldata chosen) external returns (address) {
        return _create(abi.encode(chosen));
    }

    function addressOf(Settings calldata chosen) external view returns (address) {
        return _addressOf(abi.encode(chosen));
    }

    function settings() public view returns (Settings memory) {
        return abi.decode(_settings(), (Settings));
    }

    /// @param data The attestation's uid, ABI-encoded.
    function admits(address taker, bytes32, bytes calldata data) external view returns (bool) {
        Settings memory chosen = settings();
        Attestation memory found = chosen.service.getAttestation(abi.decode(data, (bytes32)));
        bool isTheirs = found.recipient == taker && found.attester == chosen.attester && found.schema == chosen.schema;
        bool isExpired = found.expirationTime != 0 && found.expirationTime <= block.timestamp;
        return isTheirs && found.revocationTime == 0 && !isExpired;
    }
}
