// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Parley} from "../../contracts/Parley.sol";
import {INoteRenderer} from "../../contracts/interfaces/INoteRenderer.sol";
import {IParley} from "../../contracts/interfaces/IParley.sol";
import {Interest} from "../../contracts/libraries/Interest.sol";
import {Schedules} from "../../contracts/libraries/Schedules.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {Agreement, Asset, AssetKind, LoanState, Position, Proposal, Side, Terms} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";
import {Market} from "./Market.t.sol";

/// @notice The invariants of `README.md`, checked after every call of a campaign. One campaign serves them all.
contract InvariantsTest is Test {
    IParley private _parley;
    Market private _market;

    struct Due {
        uint256[3] erc20s;
        uint256[2] multis;
    }

    function setUp() public {
        vm.warp(1_800_000_000);
        _parley = new Parley(INoteRenderer(address(0)));
        _market = new Market(_parley);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_market);
    }

    function invariant_TheMarketIsSound() public view {
        _escrowIsCovered();
        _groupsKeepTheirLimits();
        _whatIsPaidArrives();
        _defaultIsOnePredicate();
        _theBystanderLostNothing();
    }

    /// @dev A handler whose calls mostly fail proves nothing: on a fixed course of calls every action must succeed.
    function test_EveryActionIsReached() public {
        for (uint256 i; i < 150; ++i) _step(uint256(keccak256(abi.encode("course", i))));

        for (uint256 i; i < _market.ACTIONS(); ++i) assertTrue(_market.done(i) != 0, "succeeds");
        invariant_TheMarketIsSound();
    }

    function _step(uint256 seed) private {
        uint256 action = seed % 15;
        (uint256 a, uint256 b, uint256 c) = (seed >> 8, seed >> 64, seed >> 128);
        if (action == 0) _market.propose(a, b);
        else if (action < 4) _market.accept(a, b, c);
        else if (action == 4) _market.turnOdd(a, 1 + 2 * b, c);
        else if (action == 5) _market.repay(a, b, c);
        else if (action == 6) _market.turnOdd(a, b, c);
        else if (action == 7) _market.withdraw(a);
        else if (action == 8) _market.repay(a, b, c);
        else if (action == 9) _market.foreclose(a, b);
        else if (action == 10) _market.collect(a, b, c);
        else if (action == 11) _market.fetch(a, b, c);
        else if (action == 12) _market.transferNote(a, b);
        else if (action == 13) _market.turnOdd(a, b, c);
        else if (b % 4 == 0) _market.cheat(a, b, c);
        else if (b % 4 == 1) _market.cancel(a, 0);
        else _market.pass(a);
    }

    function _escrowIsCovered() private view {
        Due memory due;
        for (uint256 i; i < _market.proposalCount(); ++i) {
            (Proposal memory proposal, bool posted) = _market.proposalAt(i);
            if (!posted) continue;
            bytes32 id = _parley.proposalId(proposal);
            (, uint256 left) = _parley.escrow(id);
            if (proposal.side == Side.Offer) due.erc20s[_erc20(proposal.terms.credit)] += left;
            else if (left != 0) _add(due, proposal.terms.collateral, type(uint256).max);
            _addWaiting(due, id, proposal.terms.collateral);
        }
        for (uint256 i; i < _market.loanCount(); ++i) {
            (Agreement memory agreement, bytes32 id, bool closed) = _market.loanAt(i);
            if (!closed) _add(due, agreement.terms.collateral, type(uint256).max);
            _addWaiting(due, id, agreement.terms.collateral);
        }
        for (uint256 i; i < 2; ++i) {
            address credit = address(_market.credits(i));
            for (uint256 j; j < _market.peopleCount(); ++j) due.erc20s[i] += _parley.held(credit, _market.people(j));
            due.erc20s[i] += _parley.held(credit, address(_market.resister()));
        }
        for (uint256 i; i < 3; ++i) {
            OddERC20 token = i < 2 ? _market.credits(i) : _market.gold();
            assertLe(due.erc20s[i], token.balanceOf(address(_parley)), "ERC-20 in escrow");
        }
        for (uint256 i; i < 2; ++i) assertLe(due.multis[i], _market.multi().balanceOf(address(_parley), i + 1), "ERC-1155 in escrow");
    }

    function _addWaiting(Due memory due, bytes32 key, Asset[] memory assets) private view {
        (, uint96 mask) = _parley.waiting(key);
        _add(due, assets, mask);
    }

    function _add(Due memory due, Asset[] memory assets, uint256 mask) private view {
        for (uint256 i; i < assets.length; ++i) {
            if (mask & (1 << i) == 0) continue;
            Asset memory asset = assets[i];
            if (asset.kind == AssetKind.ERC20) due.erc20s[_erc20(asset.token)] += asset.amount;
            else if (asset.kind == AssetKind.ERC1155) due.multis[asset.id - 1] += asset.amount;
            else assertTrue(_market.nft().ownerOf(asset.id) == address(_parley), "ERC-721 in escrow");
        }
    }

    function _erc20(address token) private view returns (uint256) {
        return
            token == address(_market.credits(0))
                ? 0
                : token == address(_market.credits(1))
                    ? 1
                    : 2;
    }

    function _groupsKeepTheirLimits() private view {
        for (uint256 i; i < _market.proposalCount(); ++i) {
            (Proposal memory proposal, ) = _market.proposalAt(i);
            (address maker, uint256 group) = (proposal.maker, proposal.group);
            uint256 drawn = _market.drawn(maker, group);
            uint256 used = _parley.groupUsed(maker, group);
            bool isCancelled = _market.cancelled(maker, group);
            assertLe(drawn, _market.highestLimit(maker, group), "all fills together");
            if (group >> 255 == 0) {
                assertLe(_market.fills(maker, group), 1, "fills of a single-use group");
                assertEq(used, isCancelled || drawn != 0 ? 1 : 0, "the bit");
            } else {
                assertEq(used, isCancelled ? type(uint128).max : drawn, "the budget");
            }
        }
    }

    function _whatIsPaidArrives() private view {
        assertEq(_market.paidByPayers(), _market.receivedByLenders() + _market.heldForLenders(), "paid");
    }

    function _defaultIsOnePredicate() private view {
        for (uint256 i; i < _market.loanCount(); ++i) {
            (Agreement memory agreement, bytes32 id, bool closed) = _market.loanAt(i);
            Position memory position = _parley.position(agreement);
            assertTrue((_parley.loan(id).lender == address(0)) == closed, "open or closed");
            if (closed) {
                assertTrue(position.state == LoanState.NotOpen, "a closed loan has no position");
                assertEq(_parley.owed(agreement), 0, "and owes nothing");
                continue;
            }
            bool inDefault = _isInDefault(agreement.terms, position);
            assertTrue(position.state == (inDefault ? LoanState.InDefault : LoanState.Current), "in default, or not");
            if (inDefault) assertTrue(position.arrears != 0, "whoever is in default is in arrears");
            assertEq(position.principal + position.interest, _parley.owed(agreement), "what is owed");
        }
    }

    /// @dev The definition word for word, searched from the last date down instead of computed.
    function _isInDefault(Terms memory terms, Position memory position) private view returns (bool) {
        for (uint256 k = terms.instalments; k != 0; --k) {
            uint256 due = position.openedAt + (terms.durationSeconds * k) / terms.instalments;
            if (block.timestamp <= due + terms.graceSeconds) continue;
            uint256 allowed = Schedules.allowedUp(
                terms.schedule,
                terms.principal,
                terms.aprBps,
                terms.durationSeconds,
                terms.instalments,
                k
            );
            return position.principal + position.interest > allowed + Interest.interestUp(allowed, terms.aprBps, block.timestamp - due);
        }
        return false;
    }

    function _theBystanderLostNothing() private view {
        address bystander = _market.bystander();
        for (uint256 i; i < 2; ++i) assertEq(_market.credits(i).balanceOf(bystander), 1e30, "the bystander's credit");
        assertEq(_market.gold().balanceOf(bystander), 1e30, "the bystander's gold");
        assertEq(_market.nft().balanceOf(bystander), 1, "the bystander's NFT");
        for (uint256 id = 1; id < 3; ++id) assertEq(_market.multi().balanceOf(bystander, id), 1e30, "the bystander's multi-tokens");
    }
}
