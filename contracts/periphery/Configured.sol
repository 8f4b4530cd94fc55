// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title Configured
/// @notice A contract whose settings are its address: one clone for each, made by anyone, the same for everybody who asks for the same, and never changed.
/// @dev The settings stand behind the clone's code. The contract that makes the clones has none.
abstract contract Configured {
    address private immutable MAKER = address(this);

    /// @dev Bytes of a clone's code before its settings.
    uint256 private constant CLONE_SIZE = 0x2d;

    event Created(address indexed instance, bytes settings);

    /// The contract that makes clones was used in the place of a clone, or the reverse.
    error NotConfigured();

    /// @return instance The clone with these settings, made now unless it is there.
    function _create(bytes memory settings) internal returns (address instance) {
        instance = _addressOf(settings);
        if (instance.code.length != 0) return instance;
        Clones.cloneDeterministicWithImmutableArgs(MAKER, settings, 0);
        emit Created(instance, settings);
    }

    function _addressOf(bytes memory settings) internal view returns (address) {
        if (address(this) != MAKER) revert NotConfigured();
        return Clones.predictDeterministicAddressWithImmutableArgs(MAKER, settings, 0);
    }

    /// @return Whether `instance` is a clone that was made here, with whatever settings: only those stand where their own settings would be put.
    function _isInstance(address instance) internal view returns (bool) {
        return instance.code.length > CLONE_SIZE && instance == _addressOf(Clones.fetchCloneArgs(instance));
    }

    function _settings() internal view returns (bytes memory) {
        if (address(this) == MAKER) revert NotConfigured();
        return Clones.fetchCloneArgs(address(this));
    }
}
