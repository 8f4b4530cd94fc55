// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Schedule} from "../types/Types.sol";
import {Interest} from "./Interest.sol";

/// @title Schedules
/// @notice Due dates, the principal that may remain after each, and from these two alone whether a loan is in default. Pure arithmetic.
/// @dev Date k of n, counted from 1, is `duration * k / n` seconds after opening, rounded down. Factors are Q64 fixed point. Where it is unchecked, the largest
/// product is of two numbers below 2^128, given principal < 2^128, rates and durations < 2^32, times < 2^40 and at most 360 instalments.
library Schedules {
    uint256 internal constant ONE = 1 << 64;

    /// @notice Seconds from opening to due date `k`; rounds down.
    function dueDown(uint256 duration, uint256 instalments, uint256 k) internal pure returns (uint256) {
        unchecked {
            return (duration * k) / instalments;
        }
    }

    /// @notice How many due dates lie strictly before `elapsed` seconds after opening.
    function datesBefore(uint256 duration, uint256 instalments, uint256 elapsed) internal pure returns (uint256 k) {
        if (elapsed == 0) return 0;
        unchecked {
            k = (elapsed * instalments - 1) / duration;
        }
        if (k > instalments) k = instalments;
    }

    /// @notice Growth of one unit over one period of an annuity, Q64; rounds down.
    function periodFactorDown(uint256 aprBps, uint256 duration, uint256 instalments) internal pure returns (uint256) {
        return ONE + (aprBps * duration * ONE) / (Interest.BPS * Interest.YEAR * instalments);
    }

    /// @notice `factor` to the power of `k`, Q64, each product rounded down; zero if it would not stay below 2^64.
    function powerDown(uint256 factor, uint256 k) internal pure returns (uint256 power) {
        power = ONE;
        while (true) {
            if (factor >= 1 << 128) return 0;
            if (k & 1 == 1) {
                power = (power * factor) >> 64;
                if (power >= 1 << 128) return 0;
            }
            k >>= 1;
            if (k == 0) return power;
            factor = (factor * factor) >> 64;
        }
    }

    /// @notice Principal scheduled to remain after due date `k`; rounds up, for the borrower. All of it for k = 0, none for k = n.
    /// @dev Annuity: what is left of P after k of n equal payments at growth q a period, P * (q^n - q^k) / (q^n - 1).
    function allowedUp(
        Schedule schedule,
        uint256 principal,
        uint256 aprBps,
        uint256 duration,
        uint256 instalments,
        uint256 k
    ) internal pure returns (uint256) {
        if (k == 0) return principal;
        if (k == instalments) return 0;
        if (schedule == Schedule.Bullet || schedule == Schedule.InterestOnly) return principal;
        if (schedule == Schedule.Annuity) {
            uint256 q = periodFactorDown(aprBps, duration, instalments);
            uint256 whole = powerDown(q, instalments);
            if (whole > ONE) {
                uint256 dividend = principal * (whole - powerDown(q, k));
                return (dividend + (whole - ONE - 1)) / (whole - ONE);
            }
        }
        return (principal * (instalments - k) + (instalments - 1)) / instalments;
    }

    /// @notice The most a loan may owe `late` seconds after a due date that left `allowed` principal, without being in default.
    function limitUp(uint256 allowed, uint256 aprBps, uint256 late) internal pure returns (uint256) {
        unchecked {
            return allowed + Interest.interestUp(allowed, aprBps, late);
        }
    }
}
