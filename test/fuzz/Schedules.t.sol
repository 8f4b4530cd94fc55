// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Interest} from "../../contracts/libraries/Interest.sol";
import {Schedules} from "../../contracts/libraries/Schedules.sol";
import {Schedule} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";

contract SchedulesTest is Test {
    uint256 private constant ONE = Schedules.ONE;

    struct Plan {
        /// A `Schedule`, as a number that may be too large: fuzzers don't know enums.
        uint8 schedule;
        uint256 principal;
        uint256 apr;
        uint256 duration;
        uint256 instalments;
    }

    function testFuzz_DatesRiseAndTheLastIsTheEnd(Plan memory plan, uint256 k) public pure {
        _clamp(plan);
        k = bound(k, 1, plan.instalments);

        uint256 due = Schedules.dueDown(plan.duration, plan.instalments, k);

        assertTrue(due > Schedules.dueDown(plan.duration, plan.instalments, k - 1), "later than the one before");
        assertEq(Schedules.dueDown(plan.duration, plan.instalments, plan.instalments), plan.duration, "the last");
    }

    function testFuzz_DatesBeforeCountsTheDatesStrictlyBefore(Plan memory plan, uint256 elapsed) public pure {
        _clamp(plan);
        elapsed = bound(elapsed, 0, 2 * plan.duration + 1);

        uint256 k = Schedules.datesBefore(plan.duration, plan.instalments, elapsed);

        assertLe(k, plan.instalments, "no more than there are");
        if (k != 0) assertTrue(Schedules.dueDown(plan.duration, plan.instalments, k) < elapsed, "the last counted is before");
        if (k < plan.instalments) assertLe(elapsed, Schedules.dueDown(plan.duration, plan.instalments, k + 1), "the next is not");
    }

    function testFuzz_AllowedFallsFromThePrincipalToZero(Plan memory plan, uint256 k) public {
        _clamp(plan);
        _assumeNotTooSteep(plan);
        k = bound(k, 1, plan.instalments);

        uint256 allowed = _allowed(plan, k);

        assertEq(_allowed(plan, 0), plan.principal, "at the start");
        assertEq(_allowed(plan, plan.instalments), 0, "at the end");
        assertLe(allowed, _allowed(plan, k - 1), "never rises");
        assertLe(allowed, plan.principal, "never above the principal");
    }

    function testFuzz_LinearIsTheExactShareRoundedUp(Plan memory plan, uint256 k) public pure {
        _clamp(plan);
        plan.schedule = uint8(Schedule.Linear);
        k = bound(k, 0, plan.instalments);

        uint256 scaled = _allowed(plan, k) * plan.instalments;
        uint256 exact = plan.principal * (plan.instalments - k);

        assertLe(exact, scaled, "rounded up, for the borrower");
        assertTrue(scaled < exact + plan.instalments, "by less than one unit");
    }

    function testFuzz_NothingIsAllowedToFallBeforeTheEndWhereOnlyInterestIsDue(Plan memory plan, uint256 k) public pure {
        _clamp(plan);
        plan.schedule = uint8(Schedule.InterestOnly);
        k = bound(k, 0, plan.instalments - 1);

        assertEq(_allowed(plan, k), plan.principal, "allowed");
    }

    /// @dev What distinguishes an annuity: interest since the date before plus principal due is the same at every date.
    function testFuzz_AnnuityPaymentsAreEqual(Plan memory plan, uint256 k) public pure {
        plan.schedule = uint8(Schedule.Annuity);
        plan.instalments = bound(plan.instalments, 2, 360);
        uint256 period = bound(plan.duration, 1 days, 90 days);
        plan.duration = period * plan.instalments;
        plan.apr = bound(plan.apr, 1, 5_000);
        plan.principal = bound(plan.principal, 1e6, 1e30);
        if (plan.duration > type(uint32).max) plan.duration = (plan.instalments = 40) * period;
        k = bound(k, 2, plan.instalments);

        uint256 first = _payment(plan, period, 1);
        uint256 payment = _payment(plan, period, k);

        // Each of the four roundings up is below a unit; the Q64 factors are good to some 2^-53 of the principal at these rates.
        assertNear(payment, first, 4 + (plan.principal >> 30), "payment");
    }

    function testFuzz_AnAnnuityWithoutInterestIsLinear(Plan memory plan, uint256 k) public pure {
        _clamp(plan);
        plan.apr = 0;
        k = bound(k, 0, plan.instalments);

        plan.schedule = uint8(Schedule.Annuity);
        uint256 annuity = _allowed(plan, k);
        plan.schedule = uint8(Schedule.Linear);

        assertEq(annuity, _allowed(plan, k), "allowed");
    }

    /// @dev Square-and-multiply and one-by-one multiplication both round every product down, so both lie within k units of 2^-64 below the truth.
    function testFuzz_PowerIsRepeatedMultiplication(uint256 factor, uint256 k) public pure {
        k = bound(k, 0, 360);
        factor = bound(factor, ONE, 2 * ONE);

        uint256 power = Schedules.powerDown(factor, k);
        uint256 repeated = ONE;
        for (uint256 i; i < k && repeated < 1 << 128; ++i) repeated = (repeated * factor) >> 64;

        if (power == 0) assertTrue(repeated >= (1 << 128) - ((k + 1) << 64), "only what is too large is refused");
        else assertNear(power, repeated, k * ((repeated >> 64) + 2), "power");
    }

    function test_FactorsAndPowersAreExactWhereTheyCanBe() public pure {
        assertEq(Schedules.periodFactorDown(0, 365 days, 1), ONE, "no interest");
        assertEq(Schedules.periodFactorDown(10_000, 365 days, 1), 2 * ONE, "doubled in a year");
        assertEq(Schedules.periodFactorDown(10_000, 4 * 365 days, 2), 3 * ONE, "tripled in two");
        assertEq(Schedules.powerDown(ONE, 360), ONE, "one");
        assertEq(Schedules.powerDown(2 * ONE, 0), ONE, "no period");
        assertEq(Schedules.powerDown(2 * ONE, 10), 1_024 * ONE, "ten");
    }

    function test_PowersReachAlmostTo2To64() public pure {
        assertEq(Schedules.powerDown(type(uint128).max, 1), type(uint128).max, "the largest factor");
        assertEq(Schedules.powerDown(1 << 128, 1), 0, "a larger one");
        assertEq(Schedules.powerDown(1 << 128, 2), 0, "squared");
        assertEq(Schedules.powerDown(1 << 85, 3), 1 << 127, "half of the limit");
        assertEq(Schedules.powerDown(54709737280064589764386658, 3), 0, "1.4 times the limit, of small factors");
    }

    /// @dev Here (q^4 - q^k) / (q^4 - 1) has a rest of one, which rounds up, or none.
    function test_TheSmallestRestOfAnAnnuityRoundsUp() public pure {
        Plan memory plan = Plan(uint8(Schedule.Annuity), 42903784846958810, 1_200, 120 days, 4);
        assertEq(_allowed(plan, 1), 32335226030084404, "after one date");
        plan.principal = 168525369120329205;
        assertEq(_allowed(plan, 2), 85089670273159244, "after two");
        plan.principal = 236069876729984074;
        assertEq(_allowed(plan, 3), 59889148061027712, "after three");

        uint256 factor = Schedules.periodFactorDown(plan.apr, plan.duration, plan.instalments);
        uint256 whole = Schedules.powerDown(factor, 4);
        plan.principal = whole - ONE;
        assertEq(_allowed(plan, 1), whole - factor, "without a rest");
    }

    function test_ABulletLeavesEverythingUntilTheEnd() public pure {
        Plan memory plan = Plan(uint8(Schedule.Bullet), 1_000, 1_200, 120 days, 4);

        assertEq(_allowed(plan, 1), 1_000, "before the end");
        assertEq(_allowed(plan, 4), 0, "at the end");
    }

    function testFuzz_PowersRiseWithTheExponent(uint256 factor, uint256 k) public {
        k = bound(k, 1, 360);
        factor = bound(factor, ONE, ONE + ONE / 8);
        uint256 power = Schedules.powerDown(factor, k);
        vm.assume(power != 0);

        uint256 before = Schedules.powerDown(factor, k - 1);

        assertTrue(before != 0, "a smaller power is never refused");
        assertLe(before, power, "power");
    }

    /// @dev The steepest annuity that opens must never overflow later, at any date.
    function testFuzz_WhatIsNotTooSteepNeverReverts(Plan memory plan, uint256 k) public {
        _clamp(plan);
        plan.schedule = uint8(Schedule.Annuity);
        _assumeNotTooSteep(plan);
        k = bound(k, 0, plan.instalments);

        assertLe(_allowed(plan, k), plan.principal, "allowed");
    }

    /// @dev A factor just below the edge: 2^64 in all, with the largest principal.
    function test_TheSteepestAnnuity() public pure {
        Plan memory plan = Plan(uint8(Schedule.Annuity), type(uint128).max, type(uint32).max, 1, 1);
        while (
            Schedules.powerDown(Schedules.periodFactorDown(plan.apr, plan.duration * 2, 2), 2) != 0 && plan.duration < type(uint32).max / 2
        ) plan.duration *= 2;
        plan.instalments = 2;

        assertLe(_allowed(plan, 1), plan.principal, "allowed");
    }

    function testFuzz_TheLimitIsWhatAllowedWouldOwe(uint256 allowed, uint256 apr, uint256 late) public pure {
        allowed = bound(allowed, 0, type(uint128).max);
        apr = bound(apr, 0, type(uint32).max);
        late = bound(late, 0, type(uint40).max);

        assertEq(Schedules.limitUp(allowed, apr, late), allowed + Interest.interestUp(allowed, apr, late), "limit");
        assertEq(Schedules.limitUp(allowed, apr, 0), allowed, "on the date itself");
    }

    function _clamp(Plan memory plan) private pure {
        plan.principal = bound(plan.principal, 1, type(uint128).max);
        plan.apr = bound(plan.apr, 0, type(uint32).max);
        plan.duration = bound(plan.duration, 1, type(uint32).max);
        plan.instalments = _scheduleOf(plan) == Schedule.Bullet ? 1 : bound(plan.instalments, 1, plan.duration < 360 ? plan.duration : 360);
    }

    function _assumeNotTooSteep(Plan memory plan) private pure {
        if (_scheduleOf(plan) != Schedule.Annuity) return;
        uint256 factor = Schedules.periodFactorDown(plan.apr, plan.duration, plan.instalments);
        if (Schedules.powerDown(factor, plan.instalments) == 0) plan.apr %= 2_000;
        factor = Schedules.periodFactorDown(plan.apr, plan.duration, plan.instalments);
        vm.assume(Schedules.powerDown(factor, plan.instalments) != 0);
    }

    function _scheduleOf(Plan memory plan) private pure returns (Schedule) {
        return Schedule(plan.schedule % 4);
    }

    function _allowed(Plan memory plan, uint256 k) private pure returns (uint256) {
        return Schedules.allowedUp(_scheduleOf(plan), plan.principal, plan.apr, plan.duration, plan.instalments, k);
    }

    function _payment(Plan memory plan, uint256 period, uint256 k) private pure returns (uint256) {
        uint256 before = _allowed(plan, k - 1);
        return Interest.interestUp(before, plan.apr, period) + before - _allowed(plan, k);
    }
}
