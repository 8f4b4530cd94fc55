// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Parley} from "../../contracts/Parley.sol";
import {INoteRenderer} from "../../contracts/interfaces/INoteRenderer.sol";
import {IParley} from "../../contracts/interfaces/IParley.sol";
import {Interest} from "../../contracts/libraries/Interest.sol";
import {Schedules} from "../../contracts/libraries/Schedules.sol";
import {Agreement, Asset, AssetKind, Loan, LoanState, Position, Proposal, Side, Terms} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";
import {Market} from "./Market.t.sol";
import {Stage} from "./Stage.t.sol";

/// @notice The invariants of `README.md`, checked after every call of a campaign. One campaign serves them all.
contract InvariantsTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev What Parley must have of each token, and how many of the collection.
    struct Due {
        uint256[3] erc20s;
        uint256[2] multis;
        uint256 nfts;
    }

    IParley private _parley;
    Stage private _stage;
    Market private _market;

    function setUp() public {
        vm.warp(1_800_000_000);
        _parley = new Parley(INoteRenderer(address(0)));
        _stage = new Stage(_parley);
        _market = new Market(_parley, _stage);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_market);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        bytes4[17] memory actions = [
            Market.propose.selector,
            Market.accept.selector,
            Market.withdraw.selector,
            Market.cancel.selector,
            Market.repay.selector,
            Market.foreclose.selector,
            Market.buy.selector,
            Market.take.selector,
            Market.novate.selector,
            Market.collect.selector,
            Market.fetch.selector,
            Market.transferNote.selector,
            Market.turnOdd.selector,
            Market.pass.selector,
            Market.disturb.selector,
            Market.cheat.selector,
            Market.trespass.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_market), new bytes4[](actions.length));
        for (uint256 i; i < actions.length; ++i) targets[0].selectors[i] = actions[i];
    }

    function invariant_TheMarketIsSound() public {
        _escrowIsCovered();
        _groupsKeepTheirLimits();
        _openLoansAreInOneState();
        _closedLoansAreGone();
        _theBystanderLostNothing();
        _openLoansCanBeRepaid();
    }

    /// @dev A handler whose calls mostly fail proves nothing. `scripts/campaigns.ts` adds these numbers up and wants each action often enough.
    function afterInvariant() public {
        uint256[] memory done = _market.done();
        string memory line;
        for (uint256 i; i < done.length; ++i) line = string.concat(line, vm.toString(done[i]), " ");
        vm.writeLine("cache/campaigns.txt", line);
    }

    function _escrowIsCovered() private view {
        Due memory due;
        for (uint256 i; i < _market.postedCount(); ++i) {
            bytes32 id = _market.postedIdAt(i);
            (, uint256 left) = _parley.escrow(id);
            (, uint96 waiting) = _parley.waiting(id);
            if (left == 0 && waiting == 0) continue;
            Proposal memory proposal = _market.postedAt(i);
            if (proposal.side == Side.Offer) due.erc20s[_erc20(proposal.terms.credit)] += left;
            else if (left != 0) _add(due, proposal.terms.collateral, type(uint256).max);
            _add(due, proposal.terms.collateral, waiting);
        }
        for (uint256 i; i < _market.loanCount(); ++i) {
            (bytes32 id, bool closed) = _market.loanAt(i);
            uint256 mask = type(uint256).max;
            if (closed) (, mask) = _parley.waiting(id);
            if (mask != 0) _add(due, _market.agreementAt(i).terms.collateral, mask);
        }
        for (uint256 i; i < 2; ++i) {
            address credit = address(_stage.credits(i));
            for (uint256 j; j < _stage.PEOPLE(); ++j) due.erc20s[i] += _parley.held(credit, _stage.people(j));
            due.erc20s[i] += _parley.held(credit, address(_stage.resister()));
            assertEq(_stage.credits(i).balanceOf(address(_parley)), due.erc20s[i], "of what moves honestly, exactly what is due");
        }
        assertLe(due.erc20s[2], _stage.gold().balanceOf(address(_parley)), "ERC-20 in escrow");
        for (uint256 i; i < 2; ++i) assertLe(due.multis[i], _stage.multi().balanceOf(address(_parley), i + 1), "ERC-1155 in escrow");
        assertLe(due.nfts, _stage.nft().balanceOf(address(_parley)), "ERC-721 in escrow, no two loans on one");
    }

    function _add(Due memory due, Asset[] memory assets, uint256 mask) private view {
        for (uint256 i; i < assets.length; ++i) {
            if (mask & (1 << i) == 0) continue;
            Asset memory asset = assets[i];
            if (asset.kind == AssetKind.ERC20) due.erc20s[_erc20(asset.token)] += asset.amount;
            else if (asset.kind == AssetKind.ERC1155) due.multis[asset.id - 1] += asset.amount;
            else {
                assertTrue(_stage.nft().ownerOf(asset.id) == address(_parley), "ERC-721 in escrow");
                ++due.nfts;
            }
        }
    }

    function _erc20(address token) private view returns (uint256) {
        return
            token == address(_stage.credits(0))
                ? 0
                : token == address(_stage.credits(1))
                    ? 1
                    : 2;
    }

    function _groupsKeepTheirLimits() private view {
        for (uint256 i; i < _market.groupCount(); ++i) {
            (address maker, uint256 group) = _market.groupAt(i);
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

    function _openLoansAreInOneState() private view {
        for (uint256 i; i < _market.openCount(); ++i) {
            (Agreement memory agreement, bytes32 id, uint256 auctionBase, uint256 auctionStart) = _market.openAt(i);
            Position memory position = _parley.position(agreement);
            Loan memory loan = _parley.loan(id);
            uint256 debt = position.principal + position.interest;
            assertTrue(position.lender != address(0) && position.lender != address(_parley), "an open loan has a lender");
            assertTrue(loan.lender == position.lender && loan.inAuction == (auctionStart != 0), "an auction lasts until the loan closes");
            assertEq(debt, _parley.owed(agreement), "what is owed");
            assertTrue(debt != 0, "an open loan owes something");
            if (auctionStart != 0) {
                assertTrue(position.state == LoanState.InAuction, "in auction");
                assertEq(position.auctionStartedAt, auctionStart, "since it started");
                assertEq(position.price, _price(auctionBase, agreement.terms.auctionSeconds, block.timestamp - auctionStart), "the price");
            } else {
                assertEq(position.price, 0, "no price without an auction");
                bool isBehind = _isBehind(agreement.terms, position);
                bool isBroken = agreement.terms.covenant != address(0) && _stage.judge().saysYes();
                assertTrue(position.state == (isBehind || isBroken ? LoanState.InDefault : LoanState.Current), "in default, or not");
                if (isBehind) assertTrue(position.arrears != 0, "whoever is behind is in arrears");
            }
        }
    }

    /// @dev The definition word for word, searched from the last date down instead of computed.
    function _isBehind(Terms memory terms, Position memory position) private view returns (bool) {
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

    /// @dev Halved once for each twentieth of the length that is over, and a straight line within the one that runs.
    function _price(uint256 base, uint256 length, uint256 elapsed) private pure returns (uint256) {
        uint256 price = base * 1024;
        uint256 divisor = 1;
        if (elapsed > length) elapsed = length;
        uint256 left = elapsed * 20;
        for (; left >= length; left -= length) divisor *= 2;
        uint256 dividend = price * (2 * length - left);
        divisor *= 2 * length;
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }

    function _closedLoansAreGone() private view {
        uint256 open;
        for (uint256 i; i < _market.loanCount(); ++i) {
            (bytes32 id, bool closed) = _market.loanAt(i);
            if (!closed) {
                ++open;
                continue;
            }
            Loan memory loan = _parley.loan(id);
            bool isEmpty = loan.lender == address(0) && !loan.inAuction;
            assertTrue(isEmpty && loan.openedAt | loan.principal | loan.interest | loan.accruedAt == 0, "nothing is left of a closed loan");
        }
        assertEq(_market.openCount(), open, "open or closed, never both");
        uint256 notes = IERC721(address(_parley)).balanceOf(address(_stage.resister()));
        for (uint256 i; i < _stage.PEOPLE(); ++i) notes += IERC721(address(_parley)).balanceOf(_stage.people(i));
        assertEq(notes, open, "one note for each open loan");
        assertEq(IERC721(address(_parley)).balanceOf(address(_parley)), 0, "and none that Parley owns");
    }

    function _theBystanderLostNothing() private view {
        address bystander = _stage.bystander();
        for (uint256 i; i < 2; ++i) assertEq(_stage.credits(i).balanceOf(bystander), 1e30, "the bystander's credit");
        assertEq(_stage.gold().balanceOf(bystander), 1e30, "the bystander's gold");
        assertEq(_stage.nft().balanceOf(bystander), 1, "the bystander's NFT");
        for (uint256 id = 1; id < 3; ++id) assertEq(_stage.multi().balanceOf(bystander, id), 1e30, "the bystander's multi-tokens");
    }

    /// @dev One after the other, by one person after the other: a try that is undone.
    function _openLoansCanBeRepaid() private {
        uint256 open = _market.openCount();
        if (open == 0) return;
        uint256 turn = block.timestamp + _market.loanCount();
        assertTrue(_market.canBeRepaid(turn % open, turn / open), "an open loan can be repaid");
    }
}
