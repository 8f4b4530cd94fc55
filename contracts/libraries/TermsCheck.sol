// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IParley} from "../interfaces/IParley.sol";
import {Asset, AssetKind, Schedule, Terms} from "../types/Types.sol";
import {Interest} from "./Interest.sol";
import {Schedules} from "./Schedules.sol";

/// @title TermsCheck
/// @notice Refuses terms that could not be repaid or foreclosed later: whatever passes here overflows nowhere, at any time below 2^40.
library TermsCheck {
    uint256 internal constant MAX_ASSETS = 16;
    uint256 internal constant MAX_INSTALMENTS = 360;

    function check(Terms memory terms) internal view {
        if (terms.credit == address(this)) revert IParley.InvalidToken(terms.credit);
        if (terms.auctionSeconds != 0) revert IParley.AuctionsNotSupported();
        if (terms.covenant != address(0)) revert IParley.CovenantsNotSupported();

        uint256 principal = terms.principal;
        if (principal == 0 || principal > type(uint128).max) revert IParley.PrincipalOutOfRange(principal);
        if (terms.aprBps > type(uint32).max) revert IParley.RateOutOfRange(terms.aprBps);
        if (terms.flatBps > type(uint32).max) revert IParley.RateOutOfRange(terms.flatBps);
        uint256 mostInterest = Interest.flatUp(principal, terms.flatBps) + Interest.interestUp(principal, terms.aprBps, type(uint40).max);
        if (principal + mostInterest > type(uint128).max) revert IParley.InterestTooLarge(principal);

        uint256 duration = terms.durationSeconds;
        uint256 instalments = terms.instalments;
        if (duration == 0 || duration > type(uint32).max) revert IParley.DurationOutOfRange(duration);
        if (terms.graceSeconds > type(uint32).max) revert IParley.DurationOutOfRange(terms.graceSeconds);
        if (instalments == 0 || instalments > MAX_INSTALMENTS || instalments > duration) revert IParley.InstalmentsOutOfRange(instalments);
        if (terms.schedule == Schedule.Bullet && instalments != 1) revert IParley.InstalmentsOutOfRange(instalments);
        if (terms.schedule == Schedule.Annuity) {
            uint256 factor = Schedules.periodFactorDown(terms.aprBps, duration, instalments);
            if (Schedules.powerDown(factor, instalments) == 0) revert IParley.AnnuityTooSteep(terms.aprBps);
        }

        uint256 count = terms.collateral.length;
        if (count > MAX_ASSETS) revert IParley.TooManyAssets(count);
        for (uint256 i; i < count; ++i) _checkAsset(terms.collateral[i], i);
    }

    /// @dev An ERC-20 amount of at least two units keeps an NFT, whose transfer moves a balance by one, from passing for it.
    function _checkAsset(Asset memory asset, uint256 index) private view {
        AssetKind kind = asset.kind;
        uint256 amount = asset.amount;
        if (kind > AssetKind.ERC1155) revert IParley.CollectionsNotSupported(index);
        if (asset.token == address(this)) revert IParley.InvalidToken(asset.token);
        bool valid = kind == AssetKind.ERC20 ? amount > 1 && asset.id == 0 : kind == AssetKind.ERC721 ? amount == 1 : amount != 0;
        if (!valid) revert IParley.InvalidAsset(index);
    }
}
