// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICovenant} from "../interfaces/ICovenant.sol";
import {IGate} from "../interfaces/IGate.sol";
import {IParley} from "../interfaces/IParley.sol";
import {Terms} from "../types/Types.sol";

/// @title Judges
/// @notice Asks contracts that the parties named. They cannot change anything, burn more than their gas, or answer anything but yes and no;
/// whatever is not a yes is a no.
library Judges {
    uint256 internal constant JUDGE_GAS = 500_000;

    function admits(address gate, address taker, bytes32 proposalId, bytes calldata data) internal view returns (bool) {
        return _saysYes(gate, abi.encodeCall(IGate.admits, (taker, proposalId, data)));
    }

    function isBroken(address covenant, bytes32 loanId, uint256 debt, Terms calldata terms) internal view returns (bool) {
        return _saysYes(covenant, abi.encodeCall(ICovenant.isBroken, (loanId, debt, terms)));
    }

    /// @dev With all of its gas or not at all: what a judge itself asks of others could otherwise fail at the caller's will.
    function _saysYes(address judge, bytes memory question) private view returns (bool yes) {
        if (gasleft() < (JUDGE_GAS * 64) / 63 + 10_000) revert IParley.NotEnoughGas();
        assembly ("memory-safe") {
            // At most one word of the answer is copied, into scratch space.
            yes := staticcall(JUDGE_GAS, judge, add(question, 0x20), mload(question), 0x00, 0x20)
            yes := and(yes, and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1)))
        }
    }
}
