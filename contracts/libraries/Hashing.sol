// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EfficientHashLib} from "solady/src/utils/EfficientHashLib.sol";
import {Asset, Proposal, Terms} from "../types/Types.sol";

/// @title Hashing
/// @notice EIP-712 struct hashes of everything that is signed or has an id.
/// @dev The structs' words lie in calldata and memory as EIP-712 wants them, but for the one nested member, so they are copied at once and that
/// word is replaced.
library Hashing {
    bytes32 internal constant ASSET_TYPEHASH = keccak256("Asset(uint8 kind,address token,uint256 id,uint256 amount)");

    bytes32 internal constant TERMS_TYPEHASH = keccak256(
        "Terms(address credit,uint256 principal,Asset[] collateral,uint256 aprBps,uint256 flatBps,uint256 durationSeconds,uint8 schedule,uint256 instalments,uint256 graceSeconds,uint256 auctionSeconds,address covenant,bytes32 document)Asset(uint8 kind,address token,uint256 id,uint256 amount)"
    );

    bytes32 internal constant PROPOSAL_TYPEHASH = keccak256(
        "Proposal(address maker,uint8 side,address taker,Terms terms,uint256 smallestFill,uint256 limit,uint256 group,uint256 expiry,address gate,bytes32 replaces)Asset(uint8 kind,address token,uint256 id,uint256 amount)Terms(address credit,uint256 principal,Asset[] collateral,uint256 aprBps,uint256 flatBps,uint256 durationSeconds,uint8 schedule,uint256 instalments,uint256 graceSeconds,uint256 auctionSeconds,address covenant,bytes32 document)"
    );

    bytes32 internal constant AGREEMENT_TYPEHASH = keccak256(
        "Agreement(address borrower,bytes32 origin,uint256 part,Terms terms)Asset(uint8 kind,address token,uint256 id,uint256 amount)Terms(address credit,uint256 principal,Asset[] collateral,uint256 aprBps,uint256 flatBps,uint256 durationSeconds,uint8 schedule,uint256 instalments,uint256 graceSeconds,uint256 auctionSeconds,address covenant,bytes32 document)"
    );

    /// @param assets The terms' collateral, whose bounds a caller has checked once for all its uses: each further check costs 170 gas.
    function hashTerms(Terms calldata terms, Asset[] calldata assets) internal pure returns (bytes32 hash) {
        bytes32 assetTypehash = ASSET_TYPEHASH;
        bytes32 termsTypehash = TERMS_TYPEHASH;
        assembly ("memory-safe") {
            let hashes := mload(0x40)
            let preimage := add(hashes, shl(5, assets.length))
            let asset := assets.offset
            mstore(preimage, assetTypehash)
            for {
                let at := hashes
            } lt(at, preimage) {
                at := add(at, 0x20)
            } {
                calldatacopy(add(preimage, 0x20), asset, 0x80)
                mstore(at, keccak256(preimage, 0xa0))
                asset := add(asset, 0x80)
            }
            let collateral := keccak256(hashes, sub(preimage, hashes))
            mstore(hashes, termsTypehash)
            calldatacopy(add(hashes, 0x20), terms, 0x180)
            mstore(add(hashes, 0x60), collateral)
            hash := keccak256(hashes, 0x1a0)
        }
    }

    /// @dev For terms that were fitted to a fill, which lie in memory.
    function hashFilledTerms(Terms memory terms) internal pure returns (bytes32 hash) {
        bytes32[] memory hashes = new bytes32[](terms.collateral.length);
        for (uint256 i; i < hashes.length; ++i) hashes[i] = keccak256(abi.encode(ASSET_TYPEHASH, terms.collateral[i]));
        bytes32 collateral = keccak256(abi.encodePacked(hashes));
        bytes32 typehash = TERMS_TYPEHASH;
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            mstore(preimage, typehash)
            mcopy(add(preimage, 0x20), terms, 0x180)
            mstore(add(preimage, 0x60), collateral)
            hash := keccak256(preimage, 0x1a0)
        }
    }

    /// @param terms As `TermsLib.load` lays them out: the assets themselves follow the array of pointers to them.
    function areSameAssets(Asset[] calldata assets, Terms memory terms) internal pure returns (bool same) {
        assembly ("memory-safe") {
            let array := mload(add(terms, 0x40))
            let count := mload(array)
            if eq(count, assets.length) {
                let size := shl(7, count)
                let copy := mload(0x40)
                calldatacopy(copy, assets.offset, size)
                same := eq(keccak256(copy, size), keccak256(add(add(array, 0x20), shl(5, count)), size))
            }
        }
    }

    function hashProposal(Proposal calldata proposal, bytes32 termsHash) internal pure returns (bytes32 hash) {
        bytes32 typehash = PROPOSAL_TYPEHASH;
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            mstore(preimage, typehash)
            calldatacopy(add(preimage, 0x20), proposal, 0x140)
            mstore(add(preimage, 0x80), termsHash)
            hash := keccak256(preimage, 0x160)
        }
    }

    function hashAgreement(address borrower, bytes32 origin, uint256 part, bytes32 termsHash) internal pure returns (bytes32) {
        return EfficientHashLib.hash(AGREEMENT_TYPEHASH, bytes32(uint256(uint160(borrower))), origin, bytes32(part), termsHash);
    }
}
