// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Interest} from "../../contracts/libraries/Interest.sol";
import {Test} from "../support/Test.sol";

contract InterestTest is Test {
    uint256 private constant PRINCIPAL = type(uint128).max;
    uint256 private constant RATE = type(uint32).max;
    uint256 private constant TIME = type(uint40).max;

    function testFuzz_InterestIsTheExactQuotientRoundedUp(uint256 principal, uint256 apr, uint256 time) public pure {
        (principal, apr, time) = _bounded(principal, apr, time);

        uint256 expected = Math.mulDiv(principal * apr, time, 10_000 * 365 days, Math.Rounding.Ceil);

        assertEq(Interest.interestUp(principal, apr, time), expected, "interest");
    }

    function testFuzz_FlatInterestIsTheExactQuotientRoundedUp(uint256 principal, uint256 flat) public pure {
        (principal, flat, ) = _bounded(principal, flat, 0);

        assertEq(Interest.flatUp(principal, flat), Math.mulDiv(principal, flat, 10_000, Math.Rounding.Ceil), "flat interest");
    }

    function test_TheSmallestRestRoundsUpToo() public pure {
        assertEq(Interest.interestUp(1, 1, 1), 1, "next to nothing");
        assertEq(Interest.interestUp(10_000 * 365 days, 1, 1), 1, "one unit exactly");
        assertEq(Interest.interestUp(10_000 * 365 days + 1, 1, 1), 2, "one unit and next to nothing");
        assertEq(Interest.flatUp(1, 1), 1, "flat, next to nothing");
        assertEq(Interest.flatUp(10_000, 1), 1, "flat, one unit exactly");
        assertEq(Interest.flatUp(10_001, 1), 2, "flat, one unit and next to nothing");
    }

    function testFuzz_TheMostOwedIsWhatTheLastSecondOwes(uint256 principal, uint256 apr, uint256 flat) public pure {
        (principal, apr, ) = _bounded(principal, apr, 0);
        flat = bound(flat, 0, RATE);

        uint256 expected = principal + Interest.flatUp(principal, flat) + Interest.interestUp(principal, apr, TIME);

        assertEq(Interest.mostOwedUp(principal, apr, flat), expected, "most owed");
    }

    function testFuzz_InterestNeverFalls(uint256 principal, uint256 apr, uint256 time, uint256 more) public pure {
        (principal, apr, time) = _bounded(principal, apr, time);
        more = bound(more, time, TIME);

        uint256 interest = Interest.interestUp(principal, apr, time);

        assertLe(interest, Interest.interestUp(principal, apr, more), "with time");
        if (apr < RATE) assertLe(interest, Interest.interestUp(principal, apr + 1, time), "with the rate");
        if (principal < PRINCIPAL) assertLe(interest, Interest.interestUp(principal + 1, apr, time), "with the principal");
    }

    function testFuzz_NoTimeNoInterest(uint256 principal, uint256 apr) public pure {
        (principal, apr, ) = _bounded(principal, apr, 0);

        assertEq(Interest.interestUp(principal, apr, 0), 0, "interest");
    }

    /// @dev Splitting a period can cost the borrower one unit, and never gains him anything.
    function testFuzz_SplittingAPeriodAddsAtMostOneUnit(uint256 principal, uint256 apr, uint256 time, uint256 part) public pure {
        (principal, apr, time) = _bounded(principal, apr, time);
        part = bound(part, 0, time);

        uint256 whole = Interest.interestUp(principal, apr, time);
        uint256 split = Interest.interestUp(principal, apr, part) + Interest.interestUp(principal, apr, time - part);

        assertLe(whole, split, "nothing is saved");
        assertLe(split, whole + 1, "at most one unit is lost");
    }

    function testFuzz_APaymentIsDividedWithoutRest(uint256 principal, uint256 interest, uint256 amount) public pure {
        principal = bound(principal, 0, PRINCIPAL);
        interest = bound(interest, 0, PRINCIPAL);
        amount = bound(amount, 0, principal + interest);

        (uint256 principalPaid, uint256 interestPaid) = Interest.settle(principal, interest, amount);

        assertEq(principalPaid + interestPaid, amount, "complement");
        assertLe(principalPaid, principal, "principal");
        assertLe(interestPaid, interest, "interest");
        assertTrue(principalPaid == 0 || interestPaid == interest, "interest comes first");
    }

    /// @dev Nobody pays more than is owed: every caller sees to that, and here it would be noticed.
    function test_MoreThanIsOwedIsNotDivided() public view {
        try this.settle(5, 3, 9) {
            revert NotTrue("refused");
        } catch Panic(uint256) {}
    }

    function settle(uint256 principal, uint256 interest, uint256 amount) external pure {
        Interest.settle(principal, interest, amount);
    }

    function _bounded(uint256 principal, uint256 apr, uint256 time) private pure returns (uint256, uint256, uint256) {
        return (bound(principal, 0, PRINCIPAL), bound(apr, 0, RATE), bound(time, 0, TIME));
    }
}
