// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Interest
/// @notice What a balance owes and how a payment divides. Pure arithmetic in credit-token units, basis points and seconds.
/// @dev Simple interest, actual/365. Unchecked, since with principal < 2^128, rates < 2^32 and times < 2^40 every product stays below 2^200.
library Interest {
    uint256 internal constant YEAR = 365 days;
    uint256 internal constant BPS = 10_000;

    /// @notice Interest on `principal` at `aprBps` a year over `elapsed` seconds; rounds up, against the borrower.
    function interestUp(uint256 principal, uint256 aprBps, uint256 elapsed) internal pure returns (uint256) {
        unchecked {
            return (principal * aprBps * elapsed + (BPS * YEAR - 1)) / (BPS * YEAR);
        }
    }

    /// @notice Interest owed from the first second; rounds up, against the borrower.
    function flatUp(uint256 principal, uint256 flatBps) internal pure returns (uint256) {
        unchecked {
            return (principal * flatBps + (BPS - 1)) / BPS;
        }
    }

    /// @notice What a loan of `principal` can ever come to owe, at the last second of a uint40 clock.
    function mostOwedUp(uint256 principal, uint256 aprBps, uint256 flatBps) internal pure returns (uint256) {
        unchecked {
            return principal + flatUp(principal, flatBps) + interestUp(principal, aprBps, type(uint40).max);
        }
    }

    /// @notice Divides a payment of at most what is owed: interest first, then principal.
    function settle(
        uint256 principal,
        uint256 interest,
        uint256 amount
    ) internal pure returns (uint256 principalPaid, uint256 interestPaid) {
        interestPaid = amount < interest ? amount : interest;
        principalPaid = amount - interestPaid;
        assert(principalPaid <= principal);
    }
}
