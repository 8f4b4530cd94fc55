// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Parley} from "../../contracts/Parley.sol";
import {INoteRenderer} from "../../contracts/interfaces/INoteRenderer.sol";
import {OddActor} from "../../contracts/mocks/OddActor.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {Syndicate} from "../../contracts/periphery/Syndicate.sol";
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

/// @notice Four people and a contract that claims whenever money moves, one syndicate after the other, and whatever a fuzzer makes them do.
/// @dev The books kept here add each unit that comes in to everybody's due at once, holder by holder; the syndicate's own accounting is never used for them.
contract Circle is Test {
    /// @dev What can succeed. `scripts/campaigns.ts` reads the names here.
    enum Action {
        Found,
        Join,
        JoinAgain,
        Leave,
        LeaveFull,
        LeaveExpired,
        LeaveSnatched,
        Snatch,
        Open,
        Transfer,
        Claim,
        ClaimInPayment,
        RepayInPart,
        RepayInFull,
        Redeem,
        Foreclose,
        BuyAboveDebt,
        BuyBelowDebt,
        Refinance,
        Donate,
        Hold,
        Collect,
        Trespass,
        Finish
    }

    uint256 public constant HOLDERS = 5;
    uint256 private constant ACTIONS = 24;
    uint256 private constant BORROWER_KEY = 0xB0B;
    uint256 private constant LENDER_KEY = 0xA11CE;
    uint256 private constant WEALTH = 1e60;

    error Undone();

    Parley public immutable parley;
    Syndicate public immutable syndicates;
    OddERC20 public immutable credit;
    OddERC20 public immutable gold;
    OddActor public immutable actor;
    address public immutable borrower;
    /// @notice Lends on his own: snatches requests, refinances loans.
    address public immutable lender;
    /// @notice Pays, buys and donates.
    address public immutable payer;

    Syndicate public current;
    uint256 public principal;
    bool public isOpen;
    /// @notice All that came in since the loan was opened, what was given to the syndicate before included.
    uint256 public came;
    uint256 public donatedBefore;
    uint256[HOLDERS] public shares;
    /// @notice Each unit that came in, times the shares held at that moment.
    uint256[HOLDERS] public due;

    bytes private _request;
    bytes private _agreement;
    bool private _isSnatched;
    uint256 private _group;
    uint256[HOLDERS] private _begunWith;
    uint256[HOLDERS] private _joined;
    uint256[HOLDERS] private _left;
    uint256[ACTIONS] private _done;

    constructor() {
        parley = new Parley(INoteRenderer(address(0)));
        syndicates = new Syndicate(parley);
        credit = new OddERC20();
        gold = new OddERC20();
        actor = new OddActor();
        borrower = vm.addr(BORROWER_KEY);
        lender = vm.addr(LENDER_KEY);
        payer = vm.addr(0xCA5E);
        for (uint256 i; i < HOLDERS; ++i) credit.mint(holder(i), WEALTH);
        for (uint256 i; i < 3; ++i) {
            address one = [borrower, lender, payer][i];
            credit.mint(one, WEALTH);
            vm.prank(one);
            credit.approve(address(parley), type(uint256).max);
        }
        gold.mint(borrower, WEALTH);
        vm.prank(borrower);
        gold.approve(address(parley), type(uint256).max);
        _found(0);
    }

    function holder(uint256 i) public view returns (address) {
        return i % HOLDERS == HOLDERS - 1 ? address(actor) : _person(i % HOLDERS);
    }

    /// @dev Addresses without code that nobody else has.
    function _person(uint256 i) private pure returns (address) {
        return address(uint160(0xF00D0000 + i));
    }

    function done() external view returns (uint256[ACTIONS] memory) {
        return _done;
    }

    /// @notice What a holder was paid by the syndicate, by what he has.
    function paid(uint256 i) public view returns (uint256) {
        return credit.balanceOf(holder(i)) + _joined[i] - _left[i] - _begunWith[i];
    }

    // --- One syndicate after the other ---

    function found(uint256 seed) external {
        bool isOver = isOpen ? parley.owed(_agreed()) == 0 : _isSnatched || block.timestamp > _proposal().expiry;
        if (seed % (isOver ? 4 : 16) != 0) return;
        _finish();
        _found(seed);
    }

    /// @dev Everybody leaves with all he can have, and next to nothing is left.
    function _finish() private {
        credit.set(OddERC20.Oddity.None, address(0));
        if (isOpen && parley.held(address(credit), address(current)) != 0) _collect();
        uint256 left = _takeEverything();
        if (isOpen) assertTrue(left < HOLDERS, "less than a unit for each holder is left");
        else assertEq(left, donatedBefore, "everybody left with what he brought");
        ++_done[uint256(Action.Finish)];
    }

    function _takeEverything() private returns (uint256) {
        for (uint256 i; i < HOLDERS; ++i) {
            if (!isOpen) {
                if (shares[i] != 0) _as(i, address(current), abi.encodeCall(Syndicate.withdraw, (shares[i], holder(i))));
            } else if (due[i] / principal > paid(i)) {
                _as(i, address(current), abi.encodeCall(Syndicate.claim, (holder(i))));
            }
        }
        return credit.balanceOf(address(current));
    }

    /// @notice Whether everybody could have all of his now: a try that is undone.
    function canFinish() external returns (bool) {
        try this.tryToFinish() {} catch (bytes memory reason) {
            return bytes4(reason) == Undone.selector;
        }
        return false;
    }

    function tryToFinish() external {
        uint256 left = _takeEverything();
        if (isOpen ? left < HOLDERS : left == donatedBefore) revert Undone();
    }

    function _found(uint256 seed) private {
        Proposal memory request;
        request.maker = borrower;
        request.side = Side.Request;
        Terms memory terms = request.terms;
        terms.credit = address(credit);
        terms.principal = bound(_draw(seed, "principal"), 1, [uint256(3), 100, 1e6, 1e24, 1e34][_draw(seed, "size") % 5]);
        terms.collateral = new Asset[](1);
        terms.collateral[0] = Asset(AssetKind.ERC20, address(gold), 0, 100);
        terms.aprBps = _draw(seed, "apr") % 5_000;
        terms.flatBps = _draw(seed, "flat") % 300;
        terms.durationSeconds = bound(_draw(seed, "duration"), 1 days, 120 days);
        terms.schedule = Schedule(_draw(seed, "schedule") % 4);
        terms.instalments = terms.schedule == Schedule.Bullet ? 1 : bound(_draw(seed, "instalments"), 1, 12);
        terms.graceSeconds = _draw(seed, "grace") % 5 days;
        terms.auctionSeconds = bound(_draw(seed, "auction"), 1 hours, 10 days);
        request.smallestFill = terms.principal;
        request.limit = terms.principal;
        request.group = 1000 + _group++;
        request.expiry = block.timestamp + bound(_draw(seed, "expiry"), 1 hours, 60 days);

        _request = abi.encode(request);
        (principal, isOpen, came, donatedBefore, _isSnatched) = (terms.principal, false, 0, 0, false);
        current = Syndicate(syndicates.create(request));
        for (uint256 i; i < HOLDERS; ++i) {
            (shares[i], due[i], _joined[i], _left[i]) = (0, 0, 0, 0);
            _begunWith[i] = credit.balanceOf(holder(i));
            _as(i, address(credit), abi.encodeCall(credit.approve, (address(current), type(uint256).max)));
        }
        actor.set(OddActor.Mood.Acts, address(current), abi.encodeCall(Syndicate.claim, (address(actor))));
        ++_done[uint256(Action.Found)];
    }

    // --- Lenders ---

    function join(uint256 who, uint256 amount) public {
        if (isOpen || block.timestamp > _proposal().expiry || credit.oddity() == OddERC20.Oddity.Blocks) return;
        who %= HOLDERS;
        amount = bound(amount, 1, principal);
        uint256 before = current.totalSupply();
        _as(who, address(current), abi.encodeCall(Syndicate.join, (amount)));
        uint256 joined = current.totalSupply() - before;
        assertEq(joined, amount < principal - before ? amount : principal - before, "what is missing at most");
        if (joined == 0) return;
        ++_done[uint256(shares[who] == 0 ? Action.Join : Action.JoinAgain)];
        (shares[who], _joined[who]) = (shares[who] + joined, _joined[who] + joined);
    }

    function withdraw(uint256 who, uint256 amount, uint256 seed) external {
        who %= HOLDERS;
        if (isOpen || shares[who] == 0) return;
        if (seed % 4 == 0) join(who + 1, principal);
        if (seed % 16 == 1) vm.warp(Math.max(block.timestamp, _proposal().expiry + 1));
        amount = bound(amount, 1, shares[who]);
        Action what = Action.Leave;
        if (_isSnatched) what = Action.LeaveSnatched;
        else if (block.timestamp > _proposal().expiry) what = Action.LeaveExpired;
        else if (current.totalSupply() == principal) what = Action.LeaveFull;
        _as(who, address(current), abi.encodeCall(Syndicate.withdraw, (amount, holder(who))));
        (shares[who], _left[who]) = (shares[who] - amount, _left[who] + amount);
        ++_done[uint256(what)];
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        (from, to) = (from % HOLDERS, to % HOLDERS);
        if (shares[from] == 0) return;
        amount = bound(amount, 0, shares[from]);
        shares[from] -= amount;
        shares[to] += amount;
        ++_done[uint256(Action.Transfer)];
        _as(from, address(current), abi.encodeCall(IERC20.transfer, (holder(to), amount)));
    }

    function claim(uint256 who) external {
        who %= HOLDERS;
        uint256 before = paid(who);
        uint256 mine = isOpen ? due[who] / principal - before : 0;
        bool success = _try(who, address(current), abi.encodeCall(Syndicate.claim, (holder(who))));
        assertTrue(success == (mine != 0), "a claim succeeds if anything is due");
        assertEq(paid(who) - before, mine, "and pays just that");
        if (success) ++_done[uint256(Action.Claim)];
    }

    // --- The loan ---

    /// @dev Whoever opens it brings what is missing, unless the fuzzer wants it otherwise.
    function open(uint256 who, uint256 seed) external {
        if (isOpen || _isSnatched) return;
        Proposal memory request = _proposal();
        if (block.timestamp > request.expiry || credit.oddity() != OddERC20.Oddity.None) return;
        if (seed % 4 != 0) join(who, principal);
        if (current.totalSupply() != principal) return;
        bytes memory signature = _sign(request, BORROWER_KEY);
        if (seed % 2 == 0) {
            vm.prank(borrower);
            parley.post(request);
            signature = "";
        }

        bytes32 id = current.open(request, "", signature);

        Agreement memory agreement = Agreement(borrower, parley.proposalId(request), 0, request.terms);
        assertTrue(parley.loanId(agreement) == id && parley.loan(id).lender == address(current), "the syndicate lends");
        (_agreement, isOpen) = (abi.encode(agreement), true);
        _comeIn(donatedBefore);
        ++_done[uint256(Action.Open)];
    }

    /// @dev Somebody else accepts the request.
    function snatch(uint256 seed) external {
        if (isOpen || _isSnatched || seed % 8 != 0) return;
        Proposal memory request = _proposal();
        if (block.timestamp > request.expiry || credit.oddity() != OddERC20.Oddity.None) return;
        bytes memory signature = _sign(request, BORROWER_KEY);
        vm.prank(lender);
        parley.accept(request, Fill(principal, new Pick[](0), ""), signature);
        _isSnatched = true;
        ++_done[uint256(Action.Snatch)];
    }

    function repay(uint256 amount, uint256 seed) external {
        if (!isOpen) return;
        Agreement memory agreement = _agreed();
        Position memory position = parley.position(agreement);
        if (position.state == LoanState.NotOpen) return;
        uint256 debt = position.principal + position.interest;
        amount = seed % 16 == 0 || position.state == LoanState.InAuction ? debt : bound(amount, 1, debt);
        (uint256 heldBefore, uint256 paidBefore) = _beforePayment();
        vm.prank(payer);
        assertEq(parley.repay(agreement, amount), amount, "paid");
        _afterPayment(amount, amount, heldBefore, paidBefore);
        if (position.state == LoanState.InAuction) ++_done[uint256(Action.Redeem)];
        else ++_done[uint256(amount == debt ? Action.RepayInFull : Action.RepayInPart)];
    }

    /// @dev Half the time as late as can be.
    function foreclose(uint256 who, uint256 seed) external {
        if (!isOpen) return;
        Agreement memory agreement = _agreed();
        Terms memory terms = agreement.terms;
        uint256 late = parley.loan(current.loan()).openedAt + terms.durationSeconds + terms.graceSeconds + 1;
        if (seed % 2 == 0) vm.warp(Math.max(block.timestamp, late));
        bool inDefault = parley.position(agreement).state == LoanState.InDefault;
        bool success = _try(who % HOLDERS, address(current), abi.encodeCall(Syndicate.foreclose, (agreement)));
        assertTrue(success == inDefault, "anybody starts the auction of a loan in default");
        if (success) ++_done[uint256(Action.Foreclose)];
    }

    function buy(uint256 wait) external {
        if (!isOpen) return;
        Agreement memory agreement = _agreed();
        if (parley.position(agreement).state != LoanState.InAuction) return;
        vm.warp(block.timestamp + bound(wait, 0, agreement.terms.auctionSeconds + 1 days));
        Position memory position = parley.position(agreement);
        uint256 debt = position.principal + position.interest;
        (uint256 heldBefore, uint256 paidBefore) = _beforePayment();
        vm.prank(payer);
        uint256 price = parley.buy(agreement, type(uint256).max, payer);
        uint256 share = price < debt ? price : debt;
        _afterPayment(share, share, heldBefore, paidBefore);
        ++_done[uint256(price < debt ? Action.BuyBelowDebt : Action.BuyAboveDebt)];
    }

    /// @dev A lender of his own takes the loan over, which pays the syndicate in full.
    function refinance(uint256 seed) external {
        if (!isOpen || seed % 8 != 0) return;
        Agreement memory agreement = _agreed();
        uint256 debt = parley.owed(agreement);
        if (debt == 0) return;
        Proposal memory offer;
        offer.maker = lender;
        offer.side = Side.Offer;
        offer.terms = _agreed().terms;
        offer.terms.principal = bound(seed, debt / 2 + 1, 2 * debt);
        offer.terms.schedule = Schedule.Bullet;
        offer.terms.instalments = 1;
        (offer.smallestFill, offer.limit) = (offer.terms.principal, offer.terms.principal);
        (offer.group, offer.expiry) = (1000 + _group++, block.timestamp);
        bytes memory signature = _sign(offer, LENDER_KEY);
        (uint256 heldBefore, uint256 paidBefore) = _beforePayment();
        vm.prank(borrower);
        parley.novate(agreement, offer, Fill(offer.terms.principal, new Pick[](0), ""), signature);
        _afterPayment(Math.min(debt, offer.terms.principal), debt, heldBefore, paidBefore);
        ++_done[uint256(Action.Refinance)];
    }

    // --- The world around ---

    function donate(uint256 amount) external {
        if (credit.oddity() == OddERC20.Oddity.Blocks) return;
        amount = bound(amount, 1, 2 * principal);
        ++_done[uint256(Action.Donate)];
        if (isOpen) _comeIn(amount);
        else donatedBefore += amount;
        vm.prank(payer);
        credit.transfer(address(current), amount);
    }

    function collect() external {
        bool isBlocked = credit.oddity() == OddERC20.Oddity.Blocks;
        if (isBlocked || parley.held(address(credit), address(current)) == 0) return;
        _collect();
        ++_done[uint256(Action.Collect)];
    }

    function _collect() private {
        uint256 amount = parley.held(address(credit), address(current));
        assertEq(current.collect(), amount, "collected");
        _comeIn(amount);
    }

    /// @notice From now on the credit does as it should, blocks the syndicate, or calls the contract that claims.
    function turnOdd(uint256 seed) external {
        if (seed % 4 == 0) credit.set(OddERC20.Oddity.Blocks, address(current));
        else if (seed % 4 == 1) credit.set(OddERC20.Oddity.CallsBack, address(actor));
        else credit.set(OddERC20.Oddity.None, address(0));
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, time % 4 == 0 ? 30 days : 2 days));
    }

    /// @notice Whatever is not anybody's right fails.
    function trespass(uint256 who, uint256 amount) external {
        who %= HOLDERS;
        uint256 tooMuch = shares[who] + 1 + (amount % 1e40);
        if (isOpen) {
            bool left = _try(who, address(current), abi.encodeCall(Syndicate.withdraw, (1, holder(who))));
            bool joined = _try(who, address(current), abi.encodeCall(Syndicate.join, (1)));
            assertTrue(!left && !joined, "nobody joins or leaves an open loan");
        } else {
            bool left = _try(who, address(current), abi.encodeCall(Syndicate.withdraw, (tooMuch, holder(who))));
            assertTrue(!left, "nobody leaves with more than he brought");
        }
        bool sent = _try(who, address(current), abi.encodeCall(current.transfer, (holder(who + 1), tooMuch)));
        bool stolen = _try(who, address(current), abi.encodeCall(current.transferFrom, (holder(who + 1), holder(who), 1)));
        assertTrue(!sent && !stolen, "nobody moves shares that are not his");
        bool reopened = _try(who, address(current), abi.encodeCall(Syndicate.open, (_proposal(), "", "")));
        assertTrue(!reopened, "nobody opens without the borrower");
        ++_done[uint256(Action.Trespass)];
    }

    // --- Helpers ---

    function _beforePayment() private view returns (uint256 held, uint256 paidToActor) {
        return (parley.held(address(credit), address(current)), paid(HOLDERS - 1));
    }

    /// @param first What the first of at most two transfers brings; the second brings the rest of `amount`. Either may need more gas than the core gives.
    function _afterPayment(uint256 first, uint256 amount, uint256 heldBefore, uint256 paidBefore) private {
        uint256 held = parley.held(address(credit), address(current)) - heldBefore;
        assertTrue(held == 0 || held == first || held == amount - first || held == amount, "a transfer is held as a whole or not at all");
        if (held != 0) ++_done[uint256(Action.Hold)];
        if (paid(HOLDERS - 1) != paidBefore) ++_done[uint256(Action.ClaimInPayment)];
        _comeIn(amount - held);
    }

    function _comeIn(uint256 amount) private {
        came += amount;
        for (uint256 i; i < HOLDERS; ++i) due[i] += shares[i] * amount;
    }

    function _proposal() private view returns (Proposal memory) {
        return abi.decode(_request, (Proposal));
    }

    function _agreed() private view returns (Agreement memory) {
        return abi.decode(_agreement, (Agreement));
    }

    function _sign(Proposal memory proposal, uint256 key) private returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, parley.proposalDigest(proposal));
        return abi.encodePacked(r, s, v);
    }

    function _as(uint256 who, address target, bytes memory data) private {
        assertTrue(_try(who, target, data), "what he has a right to");
    }

    function _try(uint256 who, address target, bytes memory data) private returns (bool) {
        address one = holder(who);
        if (one == address(actor)) return LowLevelCall.callNoReturn(one, abi.encodeCall(OddActor.execute, (target, data)));
        vm.prank(one);
        return LowLevelCall.callNoReturn(target, data);
    }

    function _draw(uint256 seed, string memory what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }
}
