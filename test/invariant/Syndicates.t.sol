// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Syndicate} from "../../contracts/periphery/Syndicate.sol";
import {Test} from "../support/Test.sol";
import {Circle} from "./Circle.t.sol";

/// @notice The invariants of syndicates in `README.md`, checked after every call of a campaign.
contract SyndicatesTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Circle private _circle;

    function setUp() public {
        vm.warp(1_800_000_000);
        _circle = new Circle();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_circle);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        bytes4[15] memory actions = [
            Circle.found.selector,
            Circle.join.selector,
            Circle.withdraw.selector,
            Circle.transfer.selector,
            Circle.claim.selector,
            Circle.open.selector,
            Circle.snatch.selector,
            Circle.repay.selector,
            Circle.foreclose.selector,
            Circle.buy.selector,
            Circle.refinance.selector,
            Circle.donate.selector,
            Circle.collect.selector,
            Circle.turnOdd.selector,
            Circle.pass.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_circle), new bytes4[](actions.length + 1));
        for (uint256 i; i < actions.length; ++i) targets[0].selectors[i] = actions[i];
        targets[0].selectors[actions.length] = Circle.trespass.selector;
    }

    function invariant_TheSyndicateIsSound() public {
        _sharesAreWhatWasBrought();
        _everyUnitIsSomebodys();
        _itOwnsNothingElse();
        assertTrue(_circle.canFinish(), "everybody can have all of his now");
    }

    function afterInvariant() public {
        uint256[24] memory done = _circle.done();
        string memory line;
        for (uint256 i; i < done.length; ++i) line = string.concat(line, vm.toString(done[i]), " ");
        vm.writeLine("cache/syndicates.txt", line);
    }

    function _sharesAreWhatWasBrought() private view {
        Syndicate syndicate = _circle.current();
        uint256 sum;
        for (uint256 i; i < _circle.HOLDERS(); ++i) {
            uint256 shares = _circle.shares(i);
            assertEq(syndicate.balanceOf(_circle.holder(i)), shares, "shares");
            sum += shares;
        }
        assertEq(syndicate.totalSupply(), sum, "all shares");
        if (_circle.isOpen()) assertEq(sum, _circle.principal(), "as many as the loan's principal");
        else assertLe(sum, _circle.principal(), "no more than the loan's principal");
    }

    function _everyUnitIsSomebodys() private view {
        Syndicate syndicate = _circle.current();
        uint256 here = _circle.credit().balanceOf(address(syndicate));
        if (!_circle.isOpen()) {
            assertEq(here, syndicate.totalSupply() + _circle.donatedBefore(), "what was brought is here");
            for (uint256 i; i < _circle.HOLDERS(); ++i) assertEq(syndicate.claimable(_circle.holder(i)), 0, "nothing to claim yet");
            return;
        }
        uint256 claimable;
        uint256 paid;
        for (uint256 i; i < _circle.HOLDERS(); ++i) {
            uint256 entitled = _circle.due(i) / _circle.principal();
            assertLe(_circle.paid(i), entitled, "nobody has taken more than his share");
            assertEq(syndicate.claimable(_circle.holder(i)), entitled - _circle.paid(i), "and the rest of it is his");
            claimable += syndicate.claimable(_circle.holder(i));
            paid += _circle.paid(i);
        }
        assertEq(here + paid, _circle.came(), "what was paid and what is here came in");
        assertEq(syndicate.claimed(), paid, "what was paid is counted");
        assertLe(claimable, here, "what is claimable is here");
        assertTrue(here - claimable < _circle.HOLDERS(), "dust is below a unit for each holder");
    }

    function _itOwnsNothingElse() private view {
        Syndicate syndicate = _circle.current();
        assertEq(_circle.gold().balanceOf(address(syndicate)), 0, "no collateral");
        assertEq(_circle.credit().allowance(address(syndicate), address(_circle.parley())), 0, "no approval is left");
        assertLe(_circle.parley().balanceOf(address(syndicate)), _circle.isOpen() ? 1 : 0, "one note at most");
    }
}
