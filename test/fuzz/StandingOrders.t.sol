// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Parley} from "../../contracts/Parley.sol";
import {INoteRenderer} from "../../contracts/interfaces/INoteRenderer.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {StandingOrder} from "../../contracts/periphery/StandingOrder.sol";
import {Agreement, Asset, Fill, LoanState, Pick, Position, Proposal, Schedule, Side, Terms} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";

/// @notice Loans with fuzzed terms whose borrower leaves an order, and somebody who executes it at fuzzed times, however often.
contract StandingOrdersTest is Test {
    uint256 private constant BORROWER_KEY = 0xB0B;
    uint256 private constant START = 1_800_000_000;
    uint256 private constant WEALTH = 1e60;

    Parley private _parley;
    StandingOrder private _orders;
    OddERC20 private _credit;
    address private _borrower;
    address private _lender;
    address private _executor;

    /// @dev What is fuzzed of a loan and of its order.
    struct Draw {
        uint256 principal;
        uint256 apr;
        uint256 flat;
        uint256 duration;
        uint8 schedule;
        uint256 instalments;
        uint256 maxPerDate;
        uint256 maxTotal;
        uint256 tip;
    }

    function setUp() public {
        vm.warp(START);
        _parley = new Parley(INoteRenderer(address(0)));
        _orders = new StandingOrder(_parley);
        _credit = new OddERC20();
        _borrower = vm.addr(BORROWER_KEY);
        _lender = vm.addr(0xA11CE);
        _executor = vm.addr(0xCA5E);
        _credit.mint(_borrower, WEALTH);
        _credit.mint(_lender, WEALTH);
        vm.prank(_lender);
        _credit.approve(address(_parley), type(uint256).max);
        vm.prank(_borrower);
        _credit.approve(address(_orders), type(uint256).max);
    }

    function testFuzz_AnOrderPaysWhatIsDueAndNothingElse(Draw memory draw, uint256[12] memory waits) public {
        (Agreement memory agreement, bytes32 loan) = _open(draw);
        StandingOrder.Order memory order = _order(draw, loan, agreement.terms.principal);
        bytes memory signature = _sign(_orders.orderId(order));
        uint256 spent;
        uint256 lastDate;

        for (uint256 i; i < waits.length; ++i) {
            vm.warp(block.timestamp + bound(waits[i], 0, agreement.terms.durationSeconds / 4 + 1));
            Position memory before = _parley.position(agreement);
            uint256 here = _credit.balanceOf(_borrower);
            uint256 paid = _tryToExecute(order, agreement, signature);
            uint256 taken = here - _credit.balanceOf(_borrower);

            if (paid == 0) {
                assertEq(taken, 0, "nothing moves unless something is due");
                bool isOutside = before.arrears + order.tip > order.maxPerDate || spent + before.arrears + order.tip > order.maxTotal;
                assertTrue(before.arrears == 0 || isOutside, "what is due and within bounds is paid");
                continue;
            }
            uint256 date = _date(agreement.terms, before.openedAt);
            assertTrue(date > lastDate, "each date once");
            assertEq(paid, before.arrears, "what made the loan current");
            assertEq(taken, paid + order.tip, "and the tip");
            assertLe(taken, order.maxPerDate, "the cap of a date");
            (spent, lastDate) = (spent + taken, date);
            Position memory afterwards = _parley.position(agreement);
            assertTrue(afterwards.state != LoanState.InDefault && afterwards.arrears == 0, "it is current");
        }

        assertLe(spent, order.maxTotal, "the cap of all");
        assertEq(_credit.balanceOf(address(_orders)), 0, "nothing is kept");
        assertEq(_credit.allowance(address(_orders), address(_parley)), 0, "no approval is left");
        assertTrue(_credit.balanceOf(_executor) == (order.tip == 0 ? 0 : spent - _paidToLender(agreement.terms.principal)), "tips only");
    }

    /// @dev An order that was changed, or that another has signed, pays nothing.
    function testFuzz_AChangedOrderIsNoOrder(Draw memory draw, uint256 word, uint256 value) public {
        (Agreement memory agreement, bytes32 loan) = _open(draw);
        StandingOrder.Order memory order = _order(draw, loan, agreement.terms.principal);
        (order.maxPerDate, order.maxTotal) = (type(uint128).max, type(uint128).max);
        bytes memory signature = _sign(_orders.orderId(order));
        vm.warp(START + agreement.terms.durationSeconds);
        bytes32 id = _orders.orderId(order);

        word %= 4;
        if (word == 0) order.maxPerDate = value;
        else if (word == 1) order.maxTotal = value;
        else if (word == 2) order.tip = value;
        else order.expiry = value;
        vm.assume(_orders.orderId(order) != id);

        assertEq(_tryToExecute(order, agreement, signature), 0, "not signed");
    }

    function _tryToExecute(StandingOrder.Order memory order, Agreement memory agreement, bytes memory signature) private returns (uint256) {
        vm.prank(_executor);
        try _orders.execute(order, agreement, signature) returns (uint256 amount) {
            assertTrue(amount != 0, "an execution pays something");
            return amount;
        } catch {
            return 0;
        }
    }

    /// @dev Counted one by one, not computed.
    function _date(Terms memory terms, uint256 openedAt) private view returns (uint256 date) {
        while (date < terms.instalments && openedAt + (terms.durationSeconds * (date + 1)) / terms.instalments <= block.timestamp) ++date;
    }

    function _paidToLender(uint256 principal) private view returns (uint256) {
        return _credit.balanceOf(_lender) - (WEALTH - principal);
    }

    function _open(Draw memory draw) private returns (Agreement memory agreement, bytes32 id) {
        Proposal memory request;
        request.maker = _borrower;
        request.side = Side.Request;
        Terms memory terms = request.terms;
        terms.credit = address(_credit);
        terms.principal = bound(draw.principal, 1, 1e30);
        terms.collateral = new Asset[](0);
        terms.aprBps = draw.apr % 10_000;
        terms.flatBps = draw.flat % 1_000;
        terms.schedule = Schedule(draw.schedule % 4);
        terms.instalments = terms.schedule == Schedule.Bullet ? 1 : bound(draw.instalments, 1, 12);
        terms.durationSeconds = bound(draw.duration, terms.instalments, 3 * 365 days);
        terms.graceSeconds = 1 days;
        (request.smallestFill, request.limit) = (terms.principal, terms.principal);
        request.expiry = block.timestamp;

        bytes memory signature = _sign(_parley.proposalDigest(request));
        vm.prank(_lender);
        id = _parley.accept(request, Fill(terms.principal, new Pick[](0), ""), signature);
        agreement = Agreement(_borrower, _parley.proposalId(request), 0, terms);
    }

    function _order(Draw memory draw, bytes32 loan, uint256 principal) private view returns (StandingOrder.Order memory) {
        uint256 maxPerDate = bound(draw.maxPerDate, 0, 4 * principal);
        uint256 maxTotal = bound(draw.maxTotal, 0, 8 * principal);
        return StandingOrder.Order(_borrower, loan, maxPerDate, maxTotal, draw.tip % (principal / 8 + 2), type(uint256).max);
    }

    function _sign(bytes32 digest) private returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(BORROWER_KEY, digest);
        return abi.encodePacked(r, s, v);
    }
}
