// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IParley} from "../interfaces/IParley.sol";
import {Asset, AssetKind, Pick, Schedule, Terms} from "../types/Types.sol";
import {Interest} from "./Interest.sol";
import {Schedules} from "./Schedules.sol";

/// @title TermsLib
/// @notice Brings terms in, refuses those that could not be repaid or foreclosed later, and fits them to a fill.
library TermsLib {
    uint256 internal constant MAX_ASSETS = 16;
    uint256 internal constant MAX_INSTALMENTS = 360;

    /// @notice The same terms in memory; `assets` is their collateral, decoded.
    /// @dev Two copies of whole blocks instead of the compiler's word by word, which costs some 1,500 gas more. Like the compiler it refuses dirty bits: ids
    /// are hashes of these very words, so each loan must have one encoding only.
    /// @return terms The copy.
    /// @return hasBlanks Whether an asset is left open.
    function load(Terms calldata source, Asset[] calldata assets) internal pure returns (Terms memory terms, bool hasBlanks) {
        uint256 dirt;
        assembly ("memory-safe") {
            terms := mload(0x40)
            calldatacopy(terms, source, 0x180)
            let array := add(terms, 0x180)
            mstore(add(terms, 0x40), array)
            mstore(array, assets.length)
            let pointer := add(array, 0x20)
            let asset := add(pointer, shl(5, assets.length))
            calldatacopy(asset, assets.offset, shl(7, assets.length))
            dirt := or(or(shr(160, mload(terms)), shr(2, mload(add(terms, 0xc0)))), shr(160, mload(add(terms, 0x140))))
            for {
                let end := asset
            } lt(pointer, end) {
                pointer := add(pointer, 0x20)
            } {
                mstore(pointer, asset)
                let kind := mload(asset)
                hasBlanks := or(hasBlanks, gt(kind, 2))
                dirt := or(dirt, or(gt(kind, 6), shr(160, mload(add(asset, 0x20)))))
                asset := add(asset, 0x80)
            }
            mstore(0x40, asset)
        }
        if (dirt != 0) revert IParley.InvalidEncoding();
    }

    /// @dev Whatever passes here overflows nowhere, at any time below 2^40.
    /// @param mayHaveBlanks Whether assets may be left open, as in an offer that is only posted.
    function check(Terms memory terms, bool mayHaveBlanks) internal view {
        if (terms.credit == address(this)) revert IParley.InvalidToken(terms.credit);

        uint256 principal = terms.principal;
        if (principal == 0 || principal > type(uint128).max) revert IParley.PrincipalOutOfRange(principal);
        if ((terms.aprBps | terms.flatBps) > type(uint32).max) revert IParley.RateOutOfRange(Math.max(terms.aprBps, terms.flatBps));
        if (Interest.mostOwedUp(principal, terms.aprBps, terms.flatBps) > type(uint128).max) revert IParley.InterestTooLarge(principal);

        uint256 duration = terms.durationSeconds;
        uint256 instalments = terms.instalments;
        if (duration == 0) revert IParley.DurationOutOfRange(0);
        if ((duration | terms.graceSeconds | terms.auctionSeconds) > type(uint32).max) {
            revert IParley.DurationOutOfRange(Math.max(duration, Math.max(terms.graceSeconds, terms.auctionSeconds)));
        }
        if (instalments == 0 || instalments > MAX_INSTALMENTS || instalments > duration) revert IParley.InstalmentsOutOfRange(instalments);
        if (terms.schedule == Schedule.Bullet) {
            if (instalments != 1) revert IParley.InstalmentsOutOfRange(instalments);
        } else if (terms.schedule == Schedule.Annuity) {
            uint256 factor = Schedules.periodFactorDown(terms.aprBps, duration, instalments);
            if (Schedules.powerDown(factor, instalments) == 0) revert IParley.AnnuityTooSteep(terms.aprBps);
        }

        Asset[] memory assets = terms.collateral;
        if (assets.length > MAX_ASSETS) revert IParley.TooManyAssets(assets.length);
        for (uint256 i; i < assets.length; ++i) {
            Asset memory asset = assets[i];
            if (asset.token == address(this)) revert IParley.InvalidToken(asset.token);
            if (!_isValid(asset) || (isBlank(asset.kind) && !mayHaveBlanks)) revert IParley.InvalidAsset(i);
        }
    }

    function isBlank(AssetKind kind) internal pure returns (bool) {
        return kind > AssetKind.ERC1155;
    }

    /// @dev An ERC-20 amount of at least two units keeps an NFT, whose transfer moves a balance by one, from passing for it.
    function _isValid(Asset memory asset) private pure returns (bool) {
        AssetKind kind = asset.kind;
        if (kind == AssetKind.ERC20) return asset.amount > 1 && asset.id == 0;
        if (kind == AssetKind.ERC721) return asset.amount == 1;
        if (kind == AssetKind.ERC1155) return asset.amount != 0;
        if ((kind == AssetKind.ERC721Collection || kind == AssetKind.ERC1155Collection) && asset.id != 0) return false;
        return kind <= AssetKind.ERC721List ? asset.amount == 1 : asset.amount != 0;
    }

    /// @notice Writes the borrower's picks into the assets that the lender left open, which become exact.
    /// @dev A list's leaves are `keccak256(keccak256(abi.encode(id)))`, so that no inner node passes for one.
    function resolve(Terms memory terms, Pick[] calldata picks) internal pure {
        uint256 blanks;
        for (uint256 i; i < terms.collateral.length; ++i) {
            Asset memory asset = terms.collateral[i];
            AssetKind kind = asset.kind;
            if (!isBlank(kind)) continue;
            if (!_isValid(asset)) revert IParley.InvalidAsset(i);
            if (++blanks > picks.length) continue;
            Pick calldata pick = picks[blanks - 1];
            if (kind == AssetKind.ERC721List || kind == AssetKind.ERC1155List) {
                bytes32 leaf = keccak256(abi.encode(keccak256(abi.encode(pick.id))));
                if (!MerkleProof.verifyCalldata(pick.proof, bytes32(asset.id), leaf)) revert IParley.InvalidPick(i);
            }
            asset.kind = kind <= AssetKind.ERC721List ? AssetKind.ERC721 : AssetKind.ERC1155;
            asset.id = pick.id;
        }
        if (blanks != picks.length) revert IParley.PicksDiffer(blanks);
    }

    /// @notice Cuts terms down to a smaller principal: fungible collateral shrinks alike and rounds up, against the borrower; an NFT does not shrink.
    function scaleUp(Terms memory terms, uint256 principal) internal pure {
        for (uint256 i; i < terms.collateral.length; ++i) {
            Asset memory asset = terms.collateral[i];
            if (asset.kind != AssetKind.ERC721) asset.amount = Math.mulDiv(asset.amount, principal, terms.principal, Math.Rounding.Ceil);
        }
        terms.principal = principal;
    }
}
