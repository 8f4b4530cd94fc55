// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IParley} from "../../contracts/interfaces/IParley.sol";
import {OddActor} from "../../contracts/mocks/OddActor.sol";
import {OddERC1155} from "../../contracts/mocks/OddERC1155.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {OddERC721} from "../../contracts/mocks/OddERC721.sol";
import {OddJudge} from "../../contracts/mocks/OddJudge.sol";
import {Agreement, Asset, AssetKind, Fill, Loan, LoanState, Position, Proposal, Side, Terms} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";
import {Stage} from "./Stage.t.sol";

/// @notice Four people, a contract that takes notes and resists, tokens and judges that turn odd, and time that passes: whatever a fuzzer makes them do.
/// @dev Each action ends with asserts about what it moved, so none of them may revert. The books kept here come from what callers asked for and
/// what tokens report, never from Parley's own accounting, unless an assert compares the two.
contract Market is Test {
    /// @dev What can succeed. `scripts/campaigns.ts` reads the names here.
    enum Action {
        PostRequest,
        PostOffer,
        Sign,
        AcceptPosted,
        AcceptSigned,
        FillBudget,
        FillCollection,
        FillList,
        PassGate,
        Withdraw,
        Cancel,
        RepayInPart,
        RepayInFull,
        Redeem,
        Foreclose,
        ForecloseBroken,
        StartAuction,
        StartAuctionAsBorrower,
        Buy,
        BuyWithSurplus,
        Take,
        NovateLarger,
        NovateEqual,
        NovateSmaller,
        NovateAsLender,
        NovateSameLender,
        NovateOtherCollateral,
        NovateInDefault,
        NovateInAuction,
        Collect,
        Fetch,
        TransferNote,
        DisturbClosed,
        Cheat,
        Trespass
    }

    uint256 private constant PEOPLE = 4;
    uint256 private constant BUDGET = 1 << 255;

    struct Known {
        bytes data;
        bytes signature;
        bytes32 id;
    }

    struct Made {
        bytes agreement;
        bytes32 id;
        bool closed;
        uint256 auctionBase;
        uint256 auctionStart;
    }

    struct Group {
        address maker;
        uint256 number;
    }

    /// @dev What each account had of a credit token, and held for it, and by how much the sum is to change.
    struct Flows {
        address credit;
        uint256[] means;
        int256[] expected;
    }

    struct Refinancing {
        uint256 index;
        Agreement agreement;
        bytes32 id;
        Position position;
        uint256 debt;
        address lender;
        bool asLender;
        Proposal proposal;
        bytes signature;
        Fill fill;
        Agreement successor;
    }

    error Undone();

    IParley public immutable parley;
    Stage public immutable stage;

    Known[] internal _proposals;
    uint256[] internal _posted;
    Made[] internal _loans;
    uint256[] internal _open;
    Group[] internal _groups;
    uint256 private _nextGroup = 1 << 20;
    mapping(bytes32 id => bool) private _wasOpened;

    mapping(address maker => mapping(uint256 group => uint256)) public drawn;
    mapping(address maker => mapping(uint256 group => uint256)) public fills;
    mapping(address maker => mapping(uint256 group => uint256)) public highestLimit;
    mapping(address maker => mapping(uint256 group => bool)) public cancelled;

    mapping(Action => uint256) private _done;

    constructor(IParley parley_, Stage stage_) {
        (parley, stage) = (parley_, stage_);
    }

    // --- Proposals ---

    function propose(uint256 seed, uint256 how) public {
        _consent(stage.drawProposal(seed), how % 2 == 0);
    }

    /// @dev Mostly a fresh proposal, since most old ones are spent.
    function accept(uint256 which, uint256 who, uint256 part) public {
        if (which % 4 != 0) propose(_draw(which, "fresh"), which / 4);
        if (_proposals.length == 0) return;
        Known storage known = which % 4 != 0 ? _proposals[_proposals.length - 1] : _proposals[(which / 4) % _proposals.length];
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        address taker = proposal.taker == address(0) || who % 8 == 0 ? stage.people(who % PEOPLE) : proposal.taker;
        if (taker == proposal.maker && who % 8 != 0) taker = stage.people(((who % PEOPLE) + 1) % PEOPLE);
        bool isOffer = proposal.side == Side.Offer;
        bool isPosted = known.signature.length == 0;
        (address borrower, address lender) = isOffer ? (taker, proposal.maker) : (proposal.maker, taker);
        uint256 principal =
            isOffer && part % 3 != 0
                ? bound(part, part % 8 == 0 ? 1 : proposal.smallestFill, proposal.terms.principal)
                : proposal.terms.principal;
        (Fill memory fill, bool isValid) = stage.drawFill(proposal.terms, principal, part);
        Agreement memory agreement = stage.agreementOf(proposal, known.id, borrower, fill);
        OddERC20(proposal.terms.credit).mint(lender, principal);
        if (isOffer || !isPosted) stage.provide(agreement.terms.collateral, borrower);
        uint256[] memory before = stage.wealth();
        Flows memory flows = _watch(proposal.terms.credit);
        _flow(flows, isOffer && isPosted ? address(parley) : lender, borrower, principal);
        if (isOffer || !isPosted) _flowAssets(flows, agreement.terms.collateral, borrower, address(parley), 0);

        vm.prank(taker);
        try parley.accept(proposal, fill, known.signature) returns (bytes32 id) {
            assertTrue(isValid, "a pick outside its list opens nothing");
            assertTrue(proposal.replaces == 0, "what refinances is no new loan");
            _opened(proposal, agreement, id, taker, lender);
            _assertFlows(flows);
            _assertOnlyFrom(before, proposal.maker, taker);
            _count(isPosted ? Action.AcceptPosted : Action.AcceptSigned);
            _countBlanks(proposal.terms);
            if (proposal.group & BUDGET != 0) _count(Action.FillBudget);
            if (proposal.gate != address(0)) _count(Action.PassGate);
        } catch {
            _assertOnlyFrom(before, address(0), address(0));
        }
    }

    function withdraw(uint256 which) external {
        if (_posted.length == 0) return;
        Known storage known = _proposals[_posted[_recent(which, _posted.length)]];
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        (, uint256 left) = parley.escrow(known.id);
        OddERC20 credit = OddERC20(proposal.terms.credit);
        uint256 before = credit.balanceOf(proposal.maker);

        vm.prank(proposal.maker);
        try parley.withdraw(proposal) {
            _count(Action.Withdraw);
            assertTrue(left != 0, "something was left");
            if (proposal.side == Side.Offer) assertEq(credit.balanceOf(proposal.maker), before + left, "what was left came back");
        } catch {
            bool refused = proposal.side == Side.Offer && credit.oddity() != OddERC20.Oddity.None;
            assertTrue(left == 0 || refused, "escrow comes back unless its token refuses");
        }
    }

    function cancel(uint256 which, uint256 whether) external {
        if (_proposals.length == 0 || whether % 4 != 0) return;
        Proposal memory proposal = abi.decode(_proposals[which % _proposals.length].data, (Proposal));

        vm.prank(proposal.maker);
        parley.cancel(proposal.group);

        _count(Action.Cancel);
        cancelled[proposal.maker][proposal.group] = true;
    }

    // --- Loans ---

    function repay(uint256 which, uint256 who, uint256 part) external {
        if (!_ensureLoan(which)) return;
        uint256 index = _open[_recent(which, _open.length)];
        Made storage made = _loans[index];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        address payer = stage.people(who % PEOPLE);
        OddERC20 credit = OddERC20(agreement.terms.credit);
        uint256 debt = parley.owed(agreement);
        bool inAuction = made.auctionStart != 0;
        uint256 amount = part % 3 == 0 ? type(uint256).max : bound(part, 1, debt);
        address lender = parley.loan(made.id).lender;
        if ((part / 3) % 3 == 0) credit.set(OddERC20.Oddity.Blocks, lender);
        credit.mint(payer, debt);
        uint256[] memory before = stage.wealth();
        Flows memory flows = _watch(address(credit));
        _flow(flows, payer, lender, amount < debt ? amount : debt);

        vm.prank(payer);
        try parley.repay(agreement, amount) returns (uint256 paid) {
            assertEq(paid, amount < debt ? amount : debt, "never more than is owed");
            assertTrue(paid == debt || !inAuction, "in auction, all or nothing");
            _count(
                paid < debt
                    ? Action.RepayInPart
                    : inAuction
                        ? Action.Redeem
                        : Action.RepayInFull
            );
            if (paid == debt) {
                _close(index);
                _flowAssets(flows, agreement.terms.collateral, address(parley), agreement.borrower, _waiting(made.id));
            } else assertEq(parley.owed(agreement), debt - paid, "the debt falls by what was paid");
            assertTrue((parley.loan(made.id).lender == address(0)) == made.closed, "the last unit closes the loan, and only that");
            _assertFlows(flows);
            _assertOnlyFrom(before, payer, payer);
        } catch {
            assertTrue(inAuction && amount < debt, "an open loan takes every payment, and in auction every full one");
            _assertOnlyFrom(before, address(0), address(0));
        }
    }

    /// @notice Whether this open loan could be repaid in full now; nothing of it remains.
    function canBeRepaid(uint256 i, uint256 who) external returns (bool) {
        try this.repayAndUndo(i, who) {
            return false;
        } catch (bytes memory reason) {
            return bytes4(reason) == Undone.selector;
        }
    }

    function repayAndUndo(uint256 i, uint256 who) external {
        Made storage made = _loans[_open[i]];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        OddERC20 credit = OddERC20(agreement.terms.credit);
        uint256 debt = parley.owed(agreement);
        credit.mint(stage.people(who % PEOPLE), debt);
        vm.prank(stage.people(who % PEOPLE));
        assertEq(parley.repay(agreement, type(uint256).max), debt, "paid");
        assertTrue(parley.loan(made.id).lender == address(0), "closed");
        revert Undone();
    }

    /// @dev Half of the time it waits until the loan is in default.
    function foreclose(uint256 which, uint256 who, uint256 whether) external {
        if (!_ensureLoan(which)) return;
        uint256 index = _open[_recent(which, _open.length)];
        Made storage made = _loans[index];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        Terms memory terms = agreement.terms;
        if (whether % 2 == 0) _pass(terms.durationSeconds + terms.graceSeconds + 1);
        Position memory position = parley.position(agreement);
        bool hasAuction = terms.auctionSeconds != 0;
        address caller =
            who % 4 == 0
                ? stage.people((who / 4) % PEOPLE)
                : who % 4 == 1 && hasAuction
                    ? agreement.borrower
                    : position.lender;
        bool isEntitled = caller == position.lender || (hasAuction && caller == agreement.borrower);
        bool isAllowed = isEntitled && position.state == LoanState.InDefault && terms.collateral.length != 0;
        uint256[] memory before = stage.wealth();
        Flows memory flows = _watch(terms.credit);

        vm.prank(caller);
        try parley.foreclose(agreement) {
            assertTrue(isAllowed, "only the parties, only in default, only if secured, only once");
            if (hasAuction) {
                made.auctionBase = Math.max(terms.principal, position.principal + position.interest);
                made.auctionStart = block.timestamp;
                _count(caller == position.lender ? Action.StartAuction : Action.StartAuctionAsBorrower);
                assertEq(parley.owed(agreement), position.principal + position.interest, "the debt stays as it is");
            } else {
                _close(index);
                _flowAssets(flows, terms.collateral, address(parley), position.lender, _waiting(made.id));
                _count(Action.Foreclose);
            }
            if (position.arrears == 0) _count(Action.ForecloseBroken);
        } catch {
            assertTrue(!isAllowed, "whoever may foreclose on a default always can");
        }
        _assertFlows(flows);
        _assertOnlyFrom(before, address(0), address(0));
    }

    function buy(uint256 which, uint256 who, uint256 how) external {
        (bool found, uint256 index) = _auctioned(which);
        if (!found) return;
        Made storage made = _loans[index];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        Position memory position = parley.position(agreement);
        address buyer = stage.people(who % PEOPLE);
        address to = stage.anyone(how);
        bool isTooLow = how % 8 == 7;
        uint256 share = Math.min(position.price, position.principal + position.interest);
        OddERC20(agreement.terms.credit).mint(buyer, position.price);
        uint256[] memory before = stage.wealth();
        Flows memory flows = _watch(agreement.terms.credit);

        vm.prank(buyer);
        try parley.buy(agreement, isTooLow ? position.price - 1 : position.price, to) returns (uint256 price) {
            assertTrue(!isTooLow, "never above the buyer's limit");
            assertEq(price, position.price, "the price that the view tells");
            _close(index);
            assertEq(_waiting(made.id), 0, "all of it moved");
            _flow(flows, buyer, position.lender, share);
            _flow(flows, buyer, agreement.borrower, price - share);
            _flowAssets(flows, agreement.terms.collateral, address(parley), to, 0);
            _assertFlows(flows);
            _assertOnlyFrom(before, buyer, buyer);
            _count(Action.Buy);
            if (price > share) _count(Action.BuyWithSurplus);
        } catch {
            assertTrue(isTooLow || !stage.isCalm(), "sold to whoever pays the price, unless the collateral itself won't move");
            _assertOnlyFrom(before, address(0), address(0));
        }
    }

    function take(uint256 which, uint256 who, uint256 whether) external {
        (bool found, uint256 index) = _auctioned(which);
        if (!found) return;
        Made storage made = _loans[index];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        if (whether % 2 == 0) _pass(agreement.terms.auctionSeconds + 1);
        address lender = parley.loan(made.id).lender;
        address caller = who % 4 == 0 ? stage.people((who / 4) % PEOPLE) : lender;
        address to = stage.anyone(who);
        bool isAllowed = caller == lender && block.timestamp > made.auctionStart + agreement.terms.auctionSeconds;
        uint256[] memory before = stage.wealth();
        Flows memory flows = _watch(agreement.terms.credit);

        vm.prank(caller);
        try parley.take(agreement, to) {
            assertTrue(isAllowed, "only the lender, only after the end");
            _close(index);
            _flowAssets(flows, agreement.terms.collateral, address(parley), to, _waiting(made.id));
            _count(Action.Take);
        } catch {
            assertTrue(!isAllowed, "the lender can always take what nobody bought");
        }
        _assertFlows(flows);
        _assertOnlyFrom(before, address(0), address(0));
    }

    function novate(uint256 which, uint256 how, uint256 size) external {
        if (!_ensureLoan(which)) return;
        Refinancing memory it = _refinancing(which, how, size);
        Terms memory terms = it.successor.terms;
        bool sameAssets = keccak256(abi.encode(it.agreement.terms.collateral)) == keccak256(abi.encode(terms.collateral));
        bool isValid = terms.credit == it.agreement.terms.credit && (!it.asLender || terms.principal >= it.debt);
        bool isPosted = it.signature.length == 0;
        address payer = isPosted ? address(parley) : it.lender;
        OddERC20(terms.credit).mint(it.lender, terms.principal);
        OddERC20(terms.credit).mint(it.agreement.borrower, it.debt);
        if (!sameAssets) stage.provide(terms.collateral, it.agreement.borrower);
        uint256[] memory before = stage.wealth();
        Flows memory flows = _watch(terms.credit);
        uint256 both = Math.min(terms.principal, it.debt);
        _flow(flows, payer, it.position.lender, both);
        _flow(flows, it.agreement.borrower, it.position.lender, it.debt - both);
        _flow(flows, payer, it.agreement.borrower, terms.principal - both);
        address caller = it.asLender ? it.lender : it.agreement.borrower;

        vm.prank(caller);
        try parley.novate(it.agreement, it.proposal, it.fill, it.signature) returns (bytes32 id) {
            assertTrue(isValid, "one credit token, and a lender who comes covers the debt");
            _close(it.index);
            _opened(it.proposal, it.successor, id, caller, it.lender);
            if (!sameAssets) {
                _flowAssets(flows, it.agreement.terms.collateral, address(parley), it.agreement.borrower, _waiting(it.id));
                _flowAssets(flows, terms.collateral, it.agreement.borrower, address(parley), 0);
            }
            _assertFlows(flows);
            _assertOnlyFrom(before, it.lender, it.agreement.borrower);
            _countNovation(it, sameAssets);
        } catch {
            bool isOpen = it.proposal.gate == address(0) || stage.judge().saysYes();
            assertTrue(!isValid || !isOpen || !sameAssets || !stage.isCalm(), "what both agreed to replaces a loan at any time");
            _assertOnlyFrom(before, address(0), address(0));
        }
    }

    function collect(uint256 who, uint256 which, uint256 to) external {
        OddERC20 credit = stage.credits(which % 2);
        address owner = stage.anyone(who);
        for (uint256 i; i <= PEOPLE && parley.held(address(credit), owner) == 0; ++i)
            owner = i == PEOPLE ? address(stage.resister()) : stage.people(i);
        address receiver = stage.anyone(to);
        if ((which / 2) % 2 == 0) credit.set(OddERC20.Oddity.None, address(0));
        uint256 amount = parley.held(address(credit), owner);
        if (amount == 0) return;
        uint256 before = credit.balanceOf(receiver);

        vm.prank(owner);
        try parley.collect(address(credit), receiver) returns (uint256 sent) {
            _count(Action.Collect);
            assertEq(sent, amount, "sent");
            assertEq(credit.balanceOf(receiver), before + amount, "all that was held arrived");
            assertEq(parley.held(address(credit), owner), 0, "nothing is held any more");
        } catch {
            assertTrue(credit.oddity() != OddERC20.Oddity.None, "what is held can be collected unless the token refuses");
            assertEq(parley.held(address(credit), owner), amount, "and is not lost");
        }
    }

    function fetch(uint256 which, uint256 to, uint256 posted) external {
        (bytes32 key, bool isLoan, uint256 index) = _key(which, posted);
        if (key == 0) return;
        (address claimant, uint96 assets) = parley.waiting(key);
        if ((posted / 4) % 2 == 0) stage.calm();
        address receiver = stage.anyone(to);
        uint256[] memory before = stage.wealth();

        vm.prank(claimant);
        if (isLoan) {
            try parley.fetch(abi.decode(_loans[index].agreement, (Agreement)), receiver) {
                _count(Action.Fetch);
            } catch {}
        } else {
            try parley.fetchPosted(abi.decode(_proposals[index].data, (Proposal)), receiver) {
                _count(Action.Fetch);
            } catch {}
        }
        (, uint96 left) = parley.waiting(key);
        assertEq(left & ~assets, 0, "nothing more waits than before");
        _assertOnlyFrom(before, address(0), address(0));
    }

    function transferNote(uint256 which, uint256 to) external {
        if (!_ensureLoan(which)) return;
        Made storage made = _loans[_open[_recent(which, _open.length)]];
        Loan memory loan = parley.loan(made.id);
        address buyer = stage.anyone(to);

        vm.prank(loan.lender);
        IERC721(address(parley)).transferFrom(loan.lender, buyer, uint256(made.id));

        _count(Action.TransferNote);
        Loan memory moved = parley.loan(made.id);
        assertTrue(moved.lender == buyer, "the note moved");
        loan.lender = moved.lender;
        assertTrue(keccak256(abi.encode(moved)) == keccak256(abi.encode(loan)), "and the loan is what it was");
    }

    // --- The world around ---

    /// @dev Half of the time a token comes back to reason. Credit may resist its receiver, but not its payer: no contract can repay with a token that stands still.
    function turnOdd(uint256 which, uint256 oddity, uint256 subject) external {
        address whom = subject % 2 == 0 ? address(stage.resister()) : stage.people(subject % PEOPLE);
        OddActor.Mood[4] memory moods = [OddActor.Mood.Accepts, OddActor.Mood.Rejects, OddActor.Mood.BurnsGas, OddActor.Mood.Bombs];
        stage.resister().set(moods[subject % 4], address(0), "");
        uint256 kind = oddity % 2 == 0 ? 0 : oddity / 2;
        which %= 6;
        if (which < 2) {
            OddERC20.Oddity[6] memory resisting = [
                OddERC20.Oddity.Blocks,
                OddERC20.Oddity.Heavy,
                OddERC20.Oddity.Notifies,
                OddERC20.Oddity.ReturnsNothing,
                OddERC20.Oddity.RefusesZero,
                OddERC20.Oddity.None
            ];
            OddERC20.Oddity chosen = resisting[kind % 6];
            if (_open.length != 0) whom = parley.loan(_loans[_open[_recent(subject, _open.length)]].id).lender;
            stage.credits(which).set(chosen, chosen == OddERC20.Oddity.Notifies ? address(stage.resister()) : whom);
        } else if (which == 2) {
            OddERC20.Oddity chosen = OddERC20.Oddity(kind % 13);
            stage.gold().set(chosen, chosen == OddERC20.Oddity.Notifies ? address(stage.resister()) : whom);
        } else if (which == 3) {
            stage.nft().set(OddERC721.Oddity(kind % 6), address(stage.resister()));
        } else if (which == 4) {
            stage.multi().set(OddERC1155.Oddity(kind % 6), address(stage.resister()));
        } else {
            stage.judge().set(oddity % 2 == 0 ? OddJudge.Verdict.Yes : OddJudge.Verdict(kind % 9));
        }
    }

    function pass(uint256 time) external {
        _pass(bound(time, 1, 20 days));
    }

    /// @dev Whatever is tried on a closed loan fails and moves nothing.
    function disturb(uint256 which, uint256 who, uint256 how) external {
        if (_loans.length == _open.length) return;
        uint256 index = which % _loans.length;
        while (!_loans[index].closed) index = (index + 1) % _loans.length;
        Agreement memory agreement = abi.decode(_loans[index].agreement, (Agreement));
        address caller = who % 4 == 0 ? agreement.borrower : stage.anyone(who / 4);
        OddERC20(agreement.terms.credit).mint(caller, agreement.terms.principal);
        bytes[5] memory calls = [
            abi.encodeCall(IParley.repay, (agreement, type(uint256).max)),
            abi.encodeCall(IParley.foreclose, (agreement)),
            abi.encodeCall(IParley.buy, (agreement, type(uint256).max, caller)),
            abi.encodeCall(IParley.take, (agreement, caller)),
            abi.encodeCall(IParley.publish, (agreement))
        ];
        _expectRefusal(caller, calls[how % 5], "a closed loan moves nothing");
        _count(Action.DisturbClosed);
    }

    /// @dev The stage.bystander(), in whose name and with whose approvals nobody agreed to anything, as maker, borrower and payer of what others made.
    function cheat(uint256 which, uint256 how, uint256 who) external {
        if (_proposals.length == 0) return;
        Known storage known = _proposals[_recent(which, _proposals.length)];
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        how %= 5;
        if (how == 0) proposal.maker = stage.bystander();
        if (how == 1) proposal.side = proposal.side == Side.Offer ? Side.Request : Side.Offer;
        if (how == 2) proposal.terms.aprBps += 1;
        if (how == 3) proposal.limit += 1;
        if (how == 4) proposal.terms.collateral = new Asset[](proposal.terms.collateral.length + 1);
        (Fill memory fill, ) = stage.drawFill(proposal.terms, proposal.terms.principal, who);
        bytes memory call = abi.encodeCall(IParley.accept, (proposal, fill, known.signature));
        _expectRefusal(stage.people(who % PEOPLE), call, "a proposal that nobody consented to opens nothing");
        _count(Action.Cheat);
    }

    /// @dev The bystander tries what belongs to others.
    function trespass(uint256 which, uint256 how, uint256 seed) external {
        if (!_ensureLoan(which)) return;
        Made storage made = _loans[_open[_recent(which, _open.length)]];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        Known storage known = _proposals[_recent(seed, _proposals.length)];
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        Proposal memory own = stage.drawProposal(seed);
        own.maker = stage.people(seed % PEOPLE);
        own.side = Side.Offer;
        own.terms.collateral = agreement.terms.collateral;
        own.terms.credit = agreement.terms.credit;
        (Fill memory fill, ) = stage.drawFill(own.terms, own.terms.principal, seed);
        address bystander = stage.bystander();
        bytes[8] memory calls = [
            abi.encodeCall(IParley.foreclose, (agreement)),
            abi.encodeCall(IParley.take, (agreement, bystander)),
            abi.encodeCall(IParley.novate, (agreement, own, fill, stage.sign(own))),
            abi.encodeCall(IParley.withdraw, (proposal)),
            abi.encodeCall(IParley.post, (proposal)),
            abi.encodeCall(IParley.collect, (agreement.terms.credit, bystander)),
            abi.encodeCall(IParley.fetch, (agreement, bystander)),
            abi.encodeCall(IERC721.transferFrom, (parley.loan(made.id).lender, bystander, uint256(made.id)))
        ];
        _expectRefusal(bystander, calls[how % 8], "nobody acts for another");
        _count(Action.Trespass);
    }

    // --- What the invariants read ---

    function loanCount() external view returns (uint256) {
        return _loans.length;
    }

    function loanAt(uint256 i) external view returns (bytes32 id, bool closed) {
        return (_loans[i].id, _loans[i].closed);
    }

    function agreementAt(uint256 i) external view returns (Agreement memory) {
        return abi.decode(_loans[i].agreement, (Agreement));
    }

    function openCount() external view returns (uint256) {
        return _open.length;
    }

    function openAt(uint256 i) external view returns (Agreement memory agreement, bytes32 id, uint256 auctionBase, uint256 auctionStart) {
        Made storage made = _loans[_open[i]];
        return (abi.decode(made.agreement, (Agreement)), made.id, made.auctionBase, made.auctionStart);
    }

    function postedCount() external view returns (uint256) {
        return _posted.length;
    }

    function postedIdAt(uint256 i) external view returns (bytes32) {
        return _proposals[_posted[i]].id;
    }

    function postedAt(uint256 i) external view returns (Proposal memory proposal) {
        return abi.decode(_proposals[_posted[i]].data, (Proposal));
    }

    function groupCount() external view returns (uint256) {
        return _groups.length;
    }

    function groupAt(uint256 i) external view returns (address maker, uint256 number) {
        return (_groups[i].maker, _groups[i].number);
    }

    /// @notice How often each action succeeded.
    function done() external view returns (uint256[] memory counts) {
        counts = new uint256[](uint256(type(Action).max) + 1);
        for (uint256 i; i < counts.length; ++i) counts[i] = _done[Action(i)];
    }

    // --- Proposals and fills ---

    /// @dev Posted or signed, and then known to all.
    function _consent(Proposal memory proposal, bool isPosted) private returns (bool given, bytes memory signature) {
        if (isPosted) {
            bool isOffer = proposal.side == Side.Offer;
            if (isOffer) OddERC20(proposal.terms.credit).mint(proposal.maker, proposal.limit);
            else stage.provide(proposal.terms.collateral, proposal.maker);
            uint256[] memory before = stage.wealth();

            vm.prank(proposal.maker);
            try parley.post(proposal) returns (bytes32 id) {
                _count(isOffer ? Action.PostOffer : Action.PostRequest);
                (bool posted, uint256 left) = parley.escrow(id);
                assertTrue(posted, "posted");
                assertEq(left, isOffer ? proposal.limit : 1, "in escrow");
            } catch {
                return (false, signature);
            }
            _assertOnlyFrom(before, proposal.maker, proposal.maker);
            _posted.push(_proposals.length);
        } else {
            signature = stage.sign(proposal);
            _count(Action.Sign);
        }
        if (highestLimit[proposal.maker][proposal.group] == 0) _groups.push(Group(proposal.maker, proposal.group));
        if (proposal.limit > highestLimit[proposal.maker][proposal.group]) highestLimit[proposal.maker][proposal.group] = proposal.limit;
        _proposals.push(Known(abi.encode(proposal), signature, parley.proposalId(proposal)));
        return (true, signature);
    }

    function _refinancing(uint256 which, uint256 how, uint256 size) private returns (Refinancing memory it) {
        it.index = _open[_recent(which, _open.length)];
        it.agreement = abi.decode(_loans[it.index].agreement, (Agreement));
        it.id = _loans[it.index].id;
        if (how % 4 == 3) _pass(bound(how, 1, it.agreement.terms.durationSeconds + it.agreement.terms.graceSeconds + 1));
        it.position = parley.position(it.agreement);
        it.debt = it.position.principal + it.position.interest;
        address borrower = it.agreement.borrower;
        it.lender = stage.people(_draw(how, "lender") % PEOPLE);
        if (_draw(how, "same") % 3 == 0 && it.position.lender != address(stage.resister())) it.lender = it.position.lender;
        for (uint256 i; it.lender == borrower; ++i) it.lender = stage.people(i);
        it.asLender = _draw(how, "asLender") % 3 == 0;

        Proposal memory proposal = stage.drawProposal(_draw(how, "proposal"));
        bool isOffer = !it.asLender;
        proposal.side = isOffer ? Side.Offer : Side.Request;
        proposal.maker = isOffer ? it.lender : borrower;
        proposal.taker =
            size % 2 == 0
                ? address(0)
                : isOffer
                    ? borrower
                    : it.lender;
        proposal.replaces = it.asLender || size % 3 == 0 ? it.id : bytes32(0);
        proposal.terms = stage.drawTerms(_draw(how, "terms"), isOffer);
        if (how % 16 != 0) proposal.terms.credit = it.agreement.terms.credit;
        if (how % 3 != 0) proposal.terms.collateral = it.agreement.terms.collateral;
        uint256 kind = _draw(size, "kind") % 3;
        uint256 principal = it.debt;
        if (kind == 1) principal += bound(size, 1, it.debt);
        else if (kind == 2 && it.debt > 1 && (isOffer || size % 8 == 0)) principal = bound(size, 1, it.debt - 1);
        proposal.terms.principal = principal;
        proposal.smallestFill = isOffer ? 1 : principal;
        proposal.limit = Math.max(2, principal);
        proposal.group = (size % 4 == 0 ? BUDGET : 0) | _nextGroup++;
        bool isPosted = isOffer && proposal.replaces == 0 && _draw(size, "posted") % 2 == 0;
        bool given;
        (given, it.signature) = _consent(proposal, isPosted);
        if (!given) (, it.signature) = _consent(proposal, false);
        it.proposal = proposal;
        (it.fill, ) = stage.drawFill(proposal.terms, principal, 0);
        it.successor = stage.agreementOf(proposal, _proposals[_proposals.length - 1].id, borrower, it.fill);
    }

    // --- Books ---

    function _count(Action action) private {
        ++_done[action];
    }

    function _countBlanks(Terms memory terms) private {
        bool collection;
        bool list;
        for (uint256 i; i < terms.collateral.length; ++i) {
            AssetKind kind = terms.collateral[i].kind;
            collection = collection || kind == AssetKind.ERC721Collection || kind == AssetKind.ERC1155Collection;
            list = list || kind == AssetKind.ERC721List || kind == AssetKind.ERC1155List;
        }
        if (collection) _count(Action.FillCollection);
        if (list) _count(Action.FillList);
    }

    function _countNovation(Refinancing memory it, bool sameAssets) private {
        uint256 principal = it.successor.terms.principal;
        _count(
            principal > it.debt
                ? Action.NovateLarger
                : principal < it.debt
                    ? Action.NovateSmaller
                    : Action.NovateEqual
        );
        _countBlanks(it.proposal.terms);
        if (it.asLender) _count(Action.NovateAsLender);
        if (it.lender == it.position.lender) _count(Action.NovateSameLender);
        if (!sameAssets) _count(Action.NovateOtherCollateral);
        if (it.position.state == LoanState.InDefault) _count(Action.NovateInDefault);
        if (it.position.state == LoanState.InAuction) _count(Action.NovateInAuction);
    }

    function _opened(Proposal memory proposal, Agreement memory agreement, bytes32 id, address taker, address lender) private {
        assertTrue(taker != proposal.maker, "maker and taker differ");
        assertTrue(proposal.taker == address(0) || proposal.taker == taker, "the taker is whom the maker named");
        assertTrue(block.timestamp <= proposal.expiry, "accepted in time");
        assertTrue(proposal.gate == address(0) || stage.judge().saysYes(), "the gate admitted the taker");
        assertTrue(parley.loanId(agreement) == id, "the id is the hash of the expected agreement");
        assertTrue(!_wasOpened[id], "no id occurs twice");
        assertTrue(parley.loan(id).lender == lender, "the note is the lender's");
        _wasOpened[id] = true;
        _open.push(_loans.length);
        _loans.push(Made(abi.encode(agreement), id, false, 0, 0));
        drawn[proposal.maker][proposal.group] += agreement.terms.principal;
        ++fills[proposal.maker][proposal.group];
    }

    function _close(uint256 index) private {
        _loans[index].closed = true;
        for (uint256 i; i < _open.length; ++i) {
            if (_open[i] != index) continue;
            _open[i] = _open[_open.length - 1];
            _open.pop();
        }
    }

    function _assertOnlyFrom(uint256[] memory before, address first, address second) private view {
        uint256[] memory afterwards = stage.wealth();
        uint256 each = before.length / (PEOPLE + 1);
        for (uint256 i; i < before.length; ++i) {
            address who = i / each == PEOPLE ? stage.bystander() : stage.people(i / each);
            if (who != first && who != second) assertTrue(afterwards[i] >= before[i], "only those who agreed or called can be poorer");
        }
    }

    function _expectRefusal(address caller, bytes memory call, string memory what) private {
        uint256[] memory before = stage.wealth();
        vm.prank(caller);
        bool succeeded = LowLevelCall.callNoReturn(address(parley), call);
        assertTrue(!succeeded, what);
        _assertOnlyFrom(before, address(0), address(0));
    }

    function _watch(address credit) private view returns (Flows memory flows) {
        flows = Flows(credit, new uint256[](PEOPLE + 2), new int256[](PEOPLE + 2));
        for (uint256 i; i < PEOPLE + 2; ++i) flows.means[i] = _means(credit, stage.account(i));
    }

    function _flow(Flows memory flows, address from, address to, uint256 amount) private view {
        for (uint256 i; i < PEOPLE + 2; ++i) {
            if (stage.account(i) == from) flows.expected[i] -= int256(amount);
            if (stage.account(i) == to) flows.expected[i] += int256(amount);
        }
    }

    /// @dev Collateral that is in the credit token, unless it waits.
    function _flowAssets(Flows memory flows, Asset[] memory assets, address from, address to, uint256 waiting) private view {
        for (uint256 i; i < assets.length; ++i) {
            if (assets[i].token == flows.credit && waiting & (1 << i) == 0) _flow(flows, from, to, assets[i].amount);
        }
    }

    function _assertFlows(Flows memory flows) private view {
        for (uint256 i; i < PEOPLE + 2; ++i) {
            int256 change = int256(_means(flows.credit, stage.account(i))) - int256(flows.means[i]);
            assertTrue(change == flows.expected[i], "everyone paid and received what was agreed, or it is held for him");
        }
    }

    function _means(address credit, address who) private view returns (uint256) {
        return OddERC20(credit).balanceOf(who) + parley.held(credit, who);
    }

    // --- Helpers ---

    /// @dev Opens a loan if there is none.
    function _ensureLoan(uint256 seed) private returns (bool) {
        for (uint256 i; i < 4 && _open.length == 0; ++i) {
            seed = _draw(seed, "loan");
            accept(seed | 1, _draw(seed, "who"), 0);
        }
        return _open.length != 0;
    }

    function _waiting(bytes32 key) private view returns (uint256 assets) {
        (, assets) = parley.waiting(key);
    }

    /// @dev Prices only fall.
    function _pass(uint256 time) private {
        uint256[] memory prices = new uint256[](_open.length);
        for (uint256 i; i < prices.length; ++i) prices[i] = _priceOf(_open[i]);
        vm.warp(block.timestamp + time);
        for (uint256 i; i < prices.length; ++i) assertLe(_priceOf(_open[i]), prices[i], "the price of an auction never rises");
    }

    function _priceOf(uint256 index) private view returns (uint256) {
        if (_loans[index].auctionStart == 0) return 0;
        return parley.position(abi.decode(_loans[index].agreement, (Agreement))).price;
    }

    function _auctioned(uint256 which) private view returns (bool found, uint256 index) {
        for (uint256 i; i < _open.length; ++i) {
            index = _open[((which % _open.length) + i) % _open.length];
            if (_loans[index].auctionStart != 0) return (true, index);
        }
    }

    function _key(uint256 which, uint256 posted) private view returns (bytes32 key, bool isLoan, uint256 index) {
        isLoan = posted % 4 != 0;
        uint256 count = isLoan ? _loans.length : _posted.length;
        for (uint256 i; i < count; ++i) {
            index = ((which % count) + i) % count;
            if (!isLoan) index = _posted[index];
            key = isLoan ? _loans[index].id : _proposals[index].id;
            if (_waiting(key) != 0) return (key, isLoan, index);
        }
        return (0, isLoan, 0);
    }

    /// @dev Of the last eight, most of the time: older ones are mostly spent.
    function _recent(uint256 which, uint256 count) private pure returns (uint256) {
        if (which % 4 == 0 || count <= 8) return (which / 4) % count;
        return count - 1 - ((which / 4) % 8);
    }

    function _draw(uint256 seed, string memory what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }
}
