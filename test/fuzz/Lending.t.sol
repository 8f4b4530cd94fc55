// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Parley} from "../../contracts/Parley.sol";
import {INoteRenderer} from "../../contracts/interfaces/INoteRenderer.sol";
import {IParley} from "../../contracts/interfaces/IParley.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {
    Agreement,
    Asset,
    AssetKind,
    Fill,
    LoanState,
    Pick,
    Position,
    Proposal,
    Schedule,
    Side,
    Terms
} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";

/// @notice Whole loans with fuzzed terms, payments and times: from the lender's signature to the last unit.
contract LendingTest is Test {
    uint256 private constant LENDER_KEY = 0xA11CE;
    uint256 private constant START = 1_800_000_000;

    Parley private _parley;
    OddERC20 private _credit;
    OddERC20 private _gold;
    address private _lender;
    address private _borrower;

    /// @dev What is fuzzed of an offer.
    struct Draw {
        uint256 principal;
        uint256 collateral;
        uint256 apr;
        uint256 flat;
        uint256 duration;
        uint8 schedule;
        uint256 instalments;
        uint256 grace;
        uint256 fill;
    }

    function setUp() public {
        vm.warp(START);
        _parley = new Parley(INoteRenderer(address(0)));
        _credit = new OddERC20();
        _gold = new OddERC20();
        _lender = vm.addr(LENDER_KEY);
        _borrower = vm.addr(0xB0B);
        _credit.mint(_lender, type(uint128).max);
        _credit.mint(_borrower, type(uint128).max);
        _gold.mint(_borrower, type(uint128).max);
        vm.prank(_lender);
        _credit.approve(address(_parley), type(uint256).max);
        vm.prank(_borrower);
        _credit.approve(address(_parley), type(uint256).max);
        vm.prank(_borrower);
        _gold.approve(address(_parley), type(uint256).max);
    }

    function testFuzz_ALoanOpensAndIsRepaidToTheUnit(Draw memory draw, uint256[4] memory amounts, uint256[4] memory waits) public {
        (Agreement memory agreement, bytes32 id) = _open(_offer(draw), draw.fill);
        uint256 escrow = agreement.terms.collateral[0].amount;
        assertEq(_gold.balanceOf(address(_parley)), escrow, "in escrow");
        uint256 received;

        for (uint256 i; i < amounts.length && _parley.owed(agreement) != 0; ++i) {
            vm.warp(block.timestamp + bound(waits[i], 0, 400 days));
            uint256 owed = _parley.owed(agreement);
            uint256 paid = _repay(agreement, bound(amounts[i], 1, 2 * owed));
            received += paid;
            assertEq(_parley.owed(agreement), owed - paid, "the debt falls by what was paid");
        }
        if (_parley.owed(agreement) != 0) received += _repay(agreement, type(uint256).max);

        assertEq(_parley.loan(id).openedAt, 0, "closed");
        assertEq(_credit.balanceOf(_lender), type(uint128).max - draw.fill + received, "the lender has what was paid");
        assertTrue(received >= draw.fill, "and that is the principal at least");
        assertEq(_gold.balanceOf(address(_parley)), 0, "escrow is empty");
        assertEq(_gold.balanceOf(_borrower), type(uint128).max, "the collateral is back");
    }

    /// @dev More payments can cost the borrower a unit of rounding each, and never save him interest beyond what his principal paid early saves.
    function testFuzz_APaymentNeverMakesTheDebtLargerThanNotPaying(Draw memory draw, uint256 amount, uint256 first, uint256 second) public {
        (Agreement memory agreement, ) = _open(_offer(draw), draw.fill);
        first = START + bound(first, 0, 1_000 days);
        second = first + bound(second, 0, 1_000 days);
        vm.warp(second);
        uint256 unpaid = _parley.owed(agreement);
        vm.warp(first);
        uint256 paid = _repay(agreement, bound(amount, 1, _parley.owed(agreement)));
        vm.warp(second);

        assertLe(_parley.owed(agreement) + paid, unpaid + 1, "paid and owed together");
    }

    function testFuzz_CollateralIsItsShareOrMore(Draw memory draw) public {
        Proposal memory offer = _offer(draw);
        (Agreement memory agreement, ) = _open(offer, draw.fill);

        uint256 scaled = agreement.terms.collateral[0].amount;

        assertTrue(scaled * draw.principal >= draw.collateral * draw.fill, "never less");
        assertTrue((scaled - 1) * draw.principal < draw.collateral * draw.fill, "and less than a unit more");
    }

    /// @dev What the views tell a borrower to pay makes the loan current, and keeps it so until grace after the next date has passed.
    function testFuzz_ArrearsMakeALoanCurrent(Draw memory draw, uint256 wait, uint256 later) public {
        (Agreement memory agreement, ) = _open(_offer(draw), draw.fill);
        Terms memory terms = agreement.terms;
        wait = bound(wait, 0, terms.durationSeconds - 1);
        vm.warp(START + wait);
        Position memory position = _parley.position(agreement);
        if (position.state == LoanState.InDefault) assertTrue(position.arrears != 0, "in default means in arrears");
        if (position.arrears != 0) _repay(agreement, position.arrears);

        uint256 k = (wait * terms.instalments) / terms.durationSeconds;
        while (k < terms.instalments && (terms.durationSeconds * (k + 1)) / terms.instalments <= wait) ++k;
        uint256 last = (terms.durationSeconds * (k + 1)) / terms.instalments + terms.graceSeconds;
        if (k == terms.instalments) return;
        vm.warp(START + bound(later, wait, last));

        assertTrue(_parley.position(agreement).state != LoanState.InDefault, "current");
    }

    function testFuzz_ASignatureDoesNotCrossAFork(Draw memory draw, uint64 chain) public {
        Proposal memory offer = _offer(draw);
        bytes memory signature = _sign(offer);
        bytes32 id = _parley.proposalId(offer);
        vm.assume(chain != 0 && chain != block.chainid);
        vm.chainId(chain);

        assertTrue(_parley.proposalId(offer) == id, "its id stays");
        assertTrue(_parley.proposalDigest(offer) != id, "what is signed changes");
        vm.prank(_borrower);
        vm.expectRevert(abi.encodeWithSelector(IParley.BadSignature.selector, _lender));
        _parley.accept(offer, Fill(draw.fill, new Pick[](0), ""), signature);

        (Agreement memory agreement, ) = _open(offer, draw.fill);
        assertTrue(_parley.owed(agreement) >= draw.fill, "a new signature opens it");
    }

    function testFuzz_ALoanOutlivesAFork(Draw memory draw, uint64 chain) public {
        (Agreement memory agreement, bytes32 id) = _open(_offer(draw), draw.fill);
        vm.assume(chain != 0);
        vm.chainId(chain);

        assertTrue(_parley.loanId(agreement) == id, "its id stays");
        _repay(agreement, type(uint256).max);
        assertEq(_gold.balanceOf(_borrower), type(uint128).max, "the collateral is back");
    }

    function _offer(Draw memory draw) private view returns (Proposal memory offer) {
        draw.principal = bound(draw.principal, 1, 1e24);
        draw.collateral = bound(draw.collateral, draw.principal * 2, 1e26);
        draw.fill = bound(draw.fill, 1, draw.principal);
        draw.duration = bound(draw.duration, 1 hours, 1_500 days);
        draw.apr = bound(draw.apr, 0, 3_000);
        Schedule schedule = Schedule(draw.schedule % 4);
        offer.maker = _lender;
        offer.side = Side.Offer;
        offer.terms.credit = address(_credit);
        offer.terms.principal = draw.principal;
        offer.terms.collateral = new Asset[](1);
        offer.terms.collateral[0] = Asset(AssetKind.ERC20, address(_gold), 0, draw.collateral);
        offer.terms.aprBps = draw.apr;
        offer.terms.flatBps = bound(draw.flat, 0, 1_000);
        offer.terms.durationSeconds = draw.duration;
        offer.terms.schedule = schedule;
        offer.terms.instalments = schedule == Schedule.Bullet ? 1 : bound(draw.instalments, 1, 60);
        offer.terms.graceSeconds = bound(draw.grace, 0, 30 days);
        offer.smallestFill = 1;
        offer.limit = draw.principal;
        offer.group = 7;
        offer.expiry = START;
    }

    function _open(Proposal memory offer, uint256 principal) private returns (Agreement memory agreement, bytes32 id) {
        bytes memory signature = _sign(offer);
        vm.prank(_borrower);
        id = _parley.accept(offer, Fill(principal, new Pick[](0), ""), signature);
        Asset memory asset = offer.terms.collateral[0];
        agreement = Agreement(_borrower, _parley.proposalId(offer), 0, offer.terms);
        asset.amount = Math.ceilDiv(asset.amount * principal, offer.terms.principal);
        agreement.terms.principal = principal;
        assertTrue(_parley.loanId(agreement) == id, "id");
    }

    function _sign(Proposal memory offer) private returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(LENDER_KEY, _parley.proposalDigest(offer));
        return abi.encodePacked(r, s, v);
    }

    function _repay(Agreement memory agreement, uint256 amount) private returns (uint256) {
        vm.prank(_borrower);
        return _parley.repay(agreement, amount);
    }
}
