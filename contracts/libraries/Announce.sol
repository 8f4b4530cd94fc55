// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IParley} from "../interfaces/IParley.sol";
import {Asset, Proposal, Terms} from "../types/Types.sol";

/// @title Announce
/// @notice The two events that carry terms, encoded in whole blocks.
/// @dev Word by word, as the compiler encodes nested structs, posting costs 1,300 gas more and opening 500. The words were checked when the terms came in.
library Announce {
    function posted(bytes32 id, address maker, Proposal calldata proposal, Terms calldata terms, Asset[] calldata assets) internal {
        bytes32 topic = IParley.Posted.selector;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, 0x20)
            calldatacopy(add(data, 0x20), proposal, 0x140)
            mstore(add(data, 0x80), 0x140)
            calldatacopy(add(data, 0x160), terms, 0x180)
            mstore(add(data, 0x1a0), 0x180)
            mstore(add(data, 0x2e0), assets.length)
            calldatacopy(add(data, 0x300), assets.offset, shl(7, assets.length))
            log3(data, add(0x300, shl(7, assets.length)), topic, id, maker)
        }
    }

    /// @param terms As `TermsLib.load` lays them out: the assets themselves follow the array of pointers to them.
    function opened(bytes32 id, address borrower, bytes32 proposalId, uint256 part, Terms memory terms) internal {
        bytes32 topic = IParley.Opened.selector;
        assembly ("memory-safe") {
            let array := mload(add(terms, 0x40))
            let count := mload(array)
            let data := mload(0x40)
            mstore(data, proposalId)
            mstore(add(data, 0x20), part)
            mstore(add(data, 0x40), 0x60)
            mcopy(add(data, 0x60), terms, 0x180)
            mstore(add(data, 0xa0), 0x180)
            mstore(add(data, 0x1e0), count)
            mcopy(add(data, 0x200), add(add(array, 0x20), shl(5, count)), shl(7, count))
            log3(data, add(0x200, shl(7, count)), topic, id, borrower)
        }
    }
}
