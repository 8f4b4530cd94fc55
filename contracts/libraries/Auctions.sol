// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Auctions
/// @notice The falling price of defaulted collateral. Pure arithmetic in credit-token units and seconds.
library Auctions {
    uint256 internal constant HALVINGS = 20;

    /// @notice Price `elapsed` seconds after the auction's start: 1,024 times `base`, halved twenty times over `length`, in a straight line between two
    /// halvings; then it stays. Rounds up, against the buyer, so it is never zero.
    /// @param base The larger of the opening principal and the debt at the start, from 1 to 2^128 - 1.
    /// @param length Seconds, from 1 to 2^32 - 1.
    function priceUp(uint256 base, uint256 length, uint256 elapsed) internal pure returns (uint256) {
        if (elapsed > length) elapsed = length;
        unchecked {
            uint256 progress = elapsed * HALVINGS;
            uint256 dividend = (base << (HALVINGS / 2)) * (2 * length - (progress % length));
            uint256 divisor = length << (progress / length + 1);
            return (dividend + divisor - 1) / divisor;
        }
    }
}
