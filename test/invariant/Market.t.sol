// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IParley} from "../../contracts/interfaces/IParley.sol";
import {OddActor} from "../../contracts/mocks/OddActor.sol";
import {OddERC1155} from "../../contracts/mocks/OddERC1155.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {OddERC721} from "../../contracts/mocks/OddERC721.sol";
import {
    Agreement,
    Asset,
    AssetKind,
    Fill,
    Loan,
    LoanState,
    Pick,
    Position,
    Proposal,
    Schedule,
    Side,
    Terms
} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";

/// @notice Four people, a contract that takes notes and resists, tokens that turn odd, and time that passes: whatever a fuzzer makes them do.
/// @dev Each action ends with asserts about what it moved, so none of them may revert. The books kept here come from what callers asked for and
/// what tokens report, never from Parley's own accounting, unless an assert compares the two.
contract Market is Test {
    enum Action {
        PostRequest,
        PostOffer,
        Sign,
        AcceptPosted,
        AcceptSigned,
        Withdraw,
        Cancel,
        RepayInPart,
        RepayInFull,
        Foreclose,
        Collect,
        Fetch,
        TransferNote
    }

    uint256 public constant ACTIONS = 13;
    uint256 private constant PEOPLE = 4;
    uint256 private constant MULTI_IDS = 2;
    uint256 private constant BUDGET = 1 << 255;

    struct Known {
        bytes data;
        bytes signature;
    }

    struct Made {
        bytes agreement;
        bytes32 id;
        bool closed;
    }

    IParley public immutable parley;
    OddERC20[2] public credits;
    OddERC20 public gold;
    OddERC721 public nft;
    OddERC1155 public multi;

    address[] public people;
    /// @notice Owns and has approved everything, and does nothing.
    address public bystander;
    /// @notice Takes notes and collateral, and resists when a token calls it.
    OddActor public resister;

    Known[] internal _proposals;
    Made[] internal _loans;
    uint256 private _nextNft = 1;

    mapping(address maker => mapping(uint256 group => uint256)) public drawn;
    mapping(address maker => mapping(uint256 group => uint256)) public fills;
    mapping(address maker => mapping(uint256 group => uint256)) public highestLimit;
    mapping(address maker => mapping(uint256 group => bool)) public cancelled;

    uint256 public paidByPayers;
    uint256 public receivedByLenders;
    uint256 public heldForLenders;

    uint256[ACTIONS] public tried;
    uint256[ACTIONS] public done;

    constructor(IParley parley_) {
        parley = parley_;
        credits = [new OddERC20(), new OddERC20()];
        gold = new OddERC20();
        nft = new OddERC721();
        multi = new OddERC1155();
        resister = new OddActor();
        for (uint256 i; i < PEOPLE; ++i) people.push(vm.addr(i + 1));
        bystander = vm.addr(PEOPLE + 1);
        for (uint256 i; i < PEOPLE; ++i) _approveAll(people[i]);
        _approveAll(bystander);
        for (uint256 i; i < 3; ++i) _erc20(i).mint(bystander, 1e30);
        nft.mint(bystander, type(uint256).max);
        for (uint256 id = 1; id <= MULTI_IDS; ++id) multi.mint(bystander, id, 1e30);
    }

    // --- What the fuzzer may do ---

    function propose(uint256 seed, uint256 how) public {
        Proposal memory proposal = _proposal(seed);
        uint256 maker = seed % PEOPLE;
        bytes memory signature;
        if (how % 2 == 0) {
            Action action = proposal.side == Side.Offer ? Action.PostOffer : Action.PostRequest;
            ++tried[uint256(action)];
            if (proposal.side == Side.Offer) OddERC20(proposal.terms.credit).mint(proposal.maker, proposal.limit);
            else _provide(proposal.terms, proposal.maker);
            uint256[] memory before = _wealth();

            vm.prank(proposal.maker);
            try parley.post(proposal) returns (bytes32 id) {
                ++done[uint256(action)];
                (bool posted, uint256 left) = parley.escrow(id);
                assertTrue(posted, "posted");
                assertEq(left, proposal.side == Side.Offer ? proposal.limit : 1, "in escrow");
            } catch {
                return;
            }
            _assertOnlyFrom(before, proposal.maker, proposal.maker);
        } else {
            ++tried[uint256(Action.Sign)];
            ++done[uint256(Action.Sign)];
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(maker + 1, parley.proposalDigest(proposal));
            signature = abi.encodePacked(r, s, v);
        }
        if (proposal.limit > highestLimit[proposal.maker][proposal.group]) highestLimit[proposal.maker][proposal.group] = proposal.limit;
        _proposals.push(Known(abi.encode(proposal), signature));
    }

    /// @dev Mostly a fresh proposal, since most old ones are spent.
    function accept(uint256 which, uint256 who, uint256 part) external {
        if (which % 4 != 0) propose(_draw(which, "fresh"), which / 4);
        if (_proposals.length == 0) return;
        Known storage known = which % 4 != 0 ? _proposals[_proposals.length - 1] : _proposals[(which / 4) % _proposals.length];
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        address taker = proposal.taker == address(0) || who % 8 == 0 ? people[who % PEOPLE] : proposal.taker;
        if (taker == proposal.maker && who % 8 != 0) taker = people[((who % PEOPLE) + 1) % PEOPLE];
        bool isOffer = proposal.side == Side.Offer;
        (address borrower, address lender) = isOffer ? (taker, proposal.maker) : (proposal.maker, taker);
        uint256 principal =
            isOffer && part % 3 != 0
                ? bound(part, part % 8 == 0 ? 1 : proposal.smallestFill, proposal.terms.principal)
                : proposal.terms.principal;
        Action action = known.signature.length == 0 ? Action.AcceptPosted : Action.AcceptSigned;
        ++tried[uint256(action)];
        OddERC20(proposal.terms.credit).mint(lender, principal);
        if (isOffer || action == Action.AcceptSigned) _provide(proposal.terms, borrower);
        uint256 usedBefore = parley.groupUsed(proposal.maker, proposal.group);
        uint256[] memory before = _wealth();

        vm.prank(taker);
        try parley.accept(proposal, Fill(principal, new Pick[](0), ""), known.signature) returns (bytes32 id) {
            ++done[uint256(action)];
            assertTrue(taker != proposal.maker, "maker and taker differ");
            assertTrue(block.timestamp <= proposal.expiry, "accepted in time");
            Agreement memory agreement = Agreement(
                borrower,
                parley.proposalId(proposal),
                proposal.group & BUDGET == 0 ? 0 : usedBefore,
                _cut(proposal.terms, principal)
            );
            assertTrue(parley.loanId(agreement) == id, "the id is the hash of the expected agreement");
            for (uint256 i; i < _loans.length; ++i) assertTrue(_loans[i].id != id, "no id occurs twice");
            assertTrue(parley.loan(id).lender == lender, "the note is the lender's");
            _loans.push(Made(abi.encode(agreement), id, false));
            drawn[proposal.maker][proposal.group] += principal;
            ++fills[proposal.maker][proposal.group];
            _assertOnlyFrom(before, proposal.maker, taker);
        } catch {
            _assertOnlyFrom(before, address(0), address(0));
        }
    }

    function withdraw(uint256 which) external {
        if (_proposals.length == 0) return;
        Known storage known = _proposals[_recent(which, _proposals.length)];
        if (known.signature.length != 0) return;
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        ++tried[uint256(Action.Withdraw)];
        (, uint256 left) = parley.escrow(parley.proposalId(proposal));
        OddERC20 credit = OddERC20(proposal.terms.credit);
        uint256 before = credit.balanceOf(proposal.maker);

        vm.prank(proposal.maker);
        try parley.withdraw(proposal) {
            ++done[uint256(Action.Withdraw)];
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
        ++tried[uint256(Action.Cancel)];

        vm.prank(proposal.maker);
        parley.cancel(proposal.group);

        ++done[uint256(Action.Cancel)];
        cancelled[proposal.maker][proposal.group] = true;
    }

    function repay(uint256 which, uint256 who, uint256 part) external {
        if (_loans.length == 0) return;
        Made storage made = _loans[_recent(which, _loans.length)];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        address payer = people[who % PEOPLE];
        OddERC20 credit = OddERC20(agreement.terms.credit);
        uint256 debt = parley.owed(agreement);
        uint256 amount = part % 3 == 0 ? type(uint256).max : bound(part, 1, debt == 0 ? 1 : debt);
        Action action = amount < debt ? Action.RepayInPart : Action.RepayInFull;
        address lender = parley.loan(made.id).lender;
        if ((part / 3) % 3 == 0) credit.set(OddERC20.Oddity.Blocks, lender);
        credit.mint(payer, debt);
        uint256[] memory before = _wealth();
        uint256[3] memory sums = [credit.balanceOf(payer), credit.balanceOf(lender), parley.held(address(credit), lender)];

        if (made.closed) {
            vm.prank(payer);
            try parley.repay(agreement, amount) {
                assertTrue(false, "a closed loan takes no payment");
            } catch {
                _assertOnlyFrom(before, address(0), address(0));
            }
            return;
        }
        ++tried[uint256(action)];
        vm.prank(payer);
        uint256 paid = parley.repay(agreement, amount);
        ++done[uint256(action)];

        assertEq(paid, amount < debt ? amount : debt, "never more than is owed");
        uint256 heldMore = parley.held(address(credit), lender) - sums[2];
        uint256 returned = paid == debt ? _released(made.id, agreement.terms.collateral, address(credit)) : 0;
        uint256 payerGot = payer == agreement.borrower ? returned : 0;
        uint256 lenderGot = lender == agreement.borrower ? returned : 0;
        if (payer == lender) {
            assertEq(sums[0] + payerGot, credit.balanceOf(payer) + heldMore, "a payment to oneself");
            receivedByLenders += paid - heldMore;
        } else {
            uint256 received = credit.balanceOf(lender) - sums[1] - lenderGot;
            assertEq(sums[0] + payerGot - credit.balanceOf(payer), paid, "the payer paid");
            assertEq(received + heldMore, paid, "all of it is the lender's");
            receivedByLenders += received;
        }
        paidByPayers += paid;
        heldForLenders += heldMore;
        made.closed = paid == debt;
        assertTrue((parley.loan(made.id).lender == address(0)) == made.closed, "the last unit closes the loan, and only that");
        if (!made.closed) assertEq(parley.owed(agreement), debt - paid, "the debt falls by what was paid");
        _assertOnlyFrom(before, payer, payer);
    }

    function foreclose(uint256 which, uint256 whether) external {
        if (_loans.length == 0) return;
        Made storage made = _loans[_late(which)];
        Agreement memory agreement = abi.decode(made.agreement, (Agreement));
        Position memory position = parley.position(agreement);
        address lender = whether % 5 == 0 ? people[whether % PEOPLE] : position.lender;
        bool allowed =
            !made.closed && lender == position.lender && position.state == LoanState.InDefault && agreement.terms.collateral.length != 0;
        if (!made.closed) ++tried[uint256(Action.Foreclose)];
        uint256[] memory before = _wealth();

        vm.prank(lender);
        try parley.foreclose(agreement) {
            assertTrue(allowed, "only the lender, only in default, only if secured, only once");
            made.closed = true;
            ++done[uint256(Action.Foreclose)];
        } catch {
            assertTrue(!allowed, "a lender can always foreclose on a default");
        }
        _assertOnlyFrom(before, address(0), address(0));
    }

    function collect(uint256 who, uint256 which, uint256 to) external {
        OddERC20 credit = credits[which % 2];
        address owner = _anyone(who);
        for (uint256 i; i <= PEOPLE && parley.held(address(credit), owner) == 0; ++i) owner = i == PEOPLE ? address(resister) : people[i];
        address receiver = _anyone(to);
        if ((which / 2) % 2 == 0) credit.set(OddERC20.Oddity.None, address(0));
        uint256 amount = parley.held(address(credit), owner);
        if (amount == 0) return;
        ++tried[uint256(Action.Collect)];
        uint256 before = credit.balanceOf(receiver);

        vm.prank(owner);
        try parley.collect(address(credit), receiver) returns (uint256 sent) {
            ++done[uint256(Action.Collect)];
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
        if (assets == 0) return;
        if ((posted / 4) % 2 == 0) _calm();
        ++tried[uint256(Action.Fetch)];
        uint256[] memory before = _wealth();

        vm.prank(claimant);
        if (isLoan) {
            try parley.fetch(abi.decode(_loans[index].agreement, (Agreement)), _anyone(to)) {
                ++done[uint256(Action.Fetch)];
            } catch {}
        } else {
            try parley.fetchPosted(abi.decode(_proposals[index].data, (Proposal)), _anyone(to)) {
                ++done[uint256(Action.Fetch)];
            } catch {}
        }
        (, uint96 left) = parley.waiting(key);
        assertEq(left & ~assets, 0, "nothing more waits than before");
        _assertOnlyFrom(before, address(0), address(0));
    }

    function transferNote(uint256 which, uint256 to) external {
        if (_loans.length == 0) return;
        Made storage made = _loans[_recent(which, _loans.length)];
        Loan memory loan = parley.loan(made.id);
        if (made.closed) return assertTrue(loan.lender == address(0), "a closed loan has no note");
        ++tried[uint256(Action.TransferNote)];

        vm.prank(loan.lender);
        IERC721(address(parley)).transferFrom(loan.lender, _anyone(to), uint256(made.id));

        ++done[uint256(Action.TransferNote)];
        Loan memory moved = parley.loan(made.id);
        assertTrue(moved.lender == _anyone(to), "the note moved");
        assertTrue(moved.openedAt == loan.openedAt && moved.accruedAt == loan.accruedAt, "and kept its dates");
    }

    /// @dev Half of the time a token comes back to reason. Credit may resist its receiver, but not its payer: no contract can repay with a token that stands still.
    function turnOdd(uint256 which, uint256 oddity, uint256 subject) external {
        address whom = subject % 2 == 0 ? address(resister) : people[subject % PEOPLE];
        OddActor.Mood[4] memory moods = [OddActor.Mood.Accepts, OddActor.Mood.Rejects, OddActor.Mood.BurnsGas, OddActor.Mood.Bombs];
        resister.set(moods[subject % 4], address(0), "");
        uint256 kind = oddity % 2 == 0 ? 0 : oddity / 2;
        which %= 5;
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
            if (_loans.length != 0) whom = parley.loan(_loans[_recent(subject, _loans.length)].id).lender;
            credits[which].set(chosen, chosen == OddERC20.Oddity.Notifies ? address(resister) : whom);
        } else if (which == 2) {
            OddERC20.Oddity chosen = OddERC20.Oddity(kind % 13);
            gold.set(chosen, chosen == OddERC20.Oddity.Notifies ? address(resister) : whom);
        } else if (which == 3) {
            OddERC721.Oddity chosen = OddERC721.Oddity(kind % 6);
            nft.set(chosen, address(resister));
        } else {
            OddERC1155.Oddity chosen = OddERC1155.Oddity(kind % 6);
            multi.set(chosen, address(resister));
        }
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 20 days));
    }

    /// @dev The bystander, in whose name and with whose approvals nobody agreed to anything, as maker, borrower and payer of what others made.
    function cheat(uint256 which, uint256 how, uint256 who) external {
        if (_proposals.length == 0) return;
        Known storage known = _proposals[_recent(which, _proposals.length)];
        Proposal memory proposal = abi.decode(known.data, (Proposal));
        how %= 5;
        if (how == 0) proposal.maker = bystander;
        if (how == 1) proposal.side = proposal.side == Side.Offer ? Side.Request : Side.Offer;
        if (how == 2) proposal.terms.aprBps += 1;
        if (how == 3) proposal.limit += 1;
        if (how == 4) proposal.terms.collateral = new Asset[](proposal.terms.collateral.length + 1);
        address taker = people[who % PEOPLE];
        uint256[] memory before = _wealth();

        vm.prank(taker);
        try parley.accept(proposal, Fill(proposal.terms.principal, new Pick[](0), ""), known.signature) {
            assertTrue(false, "a proposal that nobody consented to opens nothing");
        } catch {
            _assertOnlyFrom(before, address(0), address(0));
        }
    }

    // --- What the invariants read ---

    function loanCount() external view returns (uint256) {
        return _loans.length;
    }

    function loanAt(uint256 i) external view returns (Agreement memory agreement, bytes32 id, bool closed) {
        return (abi.decode(_loans[i].agreement, (Agreement)), _loans[i].id, _loans[i].closed);
    }

    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    function proposalAt(uint256 i) external view returns (Proposal memory proposal, bool posted) {
        return (abi.decode(_proposals[i].data, (Proposal)), _proposals[i].signature.length == 0);
    }

    function peopleCount() external pure returns (uint256) {
        return PEOPLE;
    }

    // --- Helpers ---

    function _proposal(uint256 seed) private view returns (Proposal memory proposal) {
        uint256 principal = bound(_draw(seed, "principal"), 1, 1e12);
        bool isOffer = _draw(seed, "side") % 2 == 0;
        uint256 group = _draw(seed, "group");
        proposal.maker = people[seed % PEOPLE];
        proposal.side = isOffer ? Side.Offer : Side.Request;
        if (_draw(seed, "taker") % 8 == 0) proposal.taker = people[((seed % PEOPLE) + 1) % PEOPLE];
        proposal.terms.credit = address(credits[_draw(seed, "credit") % 2]);
        proposal.terms.principal = principal;
        proposal.terms.collateral = _collateral(seed);
        proposal.terms.aprBps = _draw(seed, "apr") % 5_000;
        proposal.terms.flatBps = _draw(seed, "flat") % 3 == 0 ? _draw(seed, "flat") % 300 : 0;
        proposal.terms.durationSeconds = bound(_draw(seed, "duration"), 1 days, 120 days);
        proposal.terms.schedule = Schedule(_draw(seed, "schedule") % 4);
        proposal.terms.instalments = proposal.terms.schedule == Schedule.Bullet ? 1 : bound(_draw(seed, "instalments"), 1, 12);
        proposal.terms.graceSeconds = _draw(seed, "grace") % 5 days;
        proposal.smallestFill = isOffer ? 1 + (_draw(seed, "smallest") % 2) * (principal / 2) : principal;
        proposal.limit = bound(_draw(seed, "limit"), principal, 3 * principal + 2);
        if (isOffer && proposal.limit < 2) proposal.limit = 2;
        proposal.group = group % 3 == 0 ? BUDGET | (group % 12) : 200 + (group % 80);
        proposal.expiry = block.timestamp + bound(_draw(seed, "expiry"), 1 hours, 90 days);
        proposal.terms.document = bytes32(_proposals.length);
    }

    function _collateral(uint256 seed) private view returns (Asset[] memory assets) {
        uint256 kinds = _draw(seed, "kinds") % 8;
        uint256 count = (kinds & 1) + ((kinds >> 1) & 1) + (kinds >> 2);
        assets = new Asset[](count);
        uint256 i;
        if (kinds & 1 == 1) {
            address token = _draw(seed, "gold") % 3 == 0 ? address(credits[0]) : address(gold);
            assets[i++] = Asset(AssetKind.ERC20, token, 0, bound(_draw(seed, "amount"), 2, 1e18));
        }
        if (kinds & 2 == 2) assets[i++] = Asset(AssetKind.ERC721, address(nft), _nextNft + (_draw(seed, "id") % 4), 1);
        if (kinds & 4 == 4)
            assets[i] = Asset(AssetKind.ERC1155, address(multi), 1 + (_draw(seed, "id") % MULTI_IDS), bound(_draw(seed, "amount"), 1, 1e9));
    }

    function _calm() private {
        gold.set(OddERC20.Oddity.None, address(0));
        nft.set(OddERC721.Oddity.None, address(0));
        multi.set(OddERC1155.Oddity.None, address(0));
    }

    /// @dev Gives the borrower what the terms ask for, as far as it can still be had.
    function _provide(Terms memory terms, address borrower) private {
        for (uint256 i; i < terms.collateral.length; ++i) {
            Asset memory asset = terms.collateral[i];
            if (asset.kind == AssetKind.ERC20) OddERC20(asset.token).mint(borrower, asset.amount);
            else if (asset.kind == AssetKind.ERC1155) multi.mint(borrower, asset.id, asset.amount);
            else {
                try nft.mint(borrower, asset.id) {} catch {}
                if (asset.id >= _nextNft) _nextNft = asset.id + 1;
            }
        }
    }

    /// @dev How much of `token` was released with a loan's collateral.
    function _released(bytes32 id, Asset[] memory assets, address token) private view returns (uint256 sum) {
        (, uint96 mask) = parley.waiting(id);
        for (uint256 i; i < assets.length; ++i) {
            if (assets[i].token == token && mask & (1 << i) == 0) sum += assets[i].amount;
        }
    }

    function _cut(Terms memory terms, uint256 principal) private pure returns (Terms memory) {
        for (uint256 i; i < terms.collateral.length; ++i) {
            Asset memory asset = terms.collateral[i];
            if (asset.kind != AssetKind.ERC721) asset.amount = Math.ceilDiv(asset.amount * principal, terms.principal);
        }
        terms.principal = principal;
        return terms;
    }

    /// @dev Everything that somebody could lose without having agreed to it, person by person.
    function _wealth() private view returns (uint256[] memory all) {
        uint256 each = 4 + MULTI_IDS;
        all = new uint256[]((PEOPLE + 1) * each);
        for (uint256 i; i <= PEOPLE; ++i) {
            address who = i == PEOPLE ? bystander : people[i];
            for (uint256 j; j < 3; ++j) all[i * each + j] = _erc20(j).balanceOf(who);
            all[i * each + 3] = nft.balanceOf(who);
            for (uint256 j; j < MULTI_IDS; ++j) all[i * each + 4 + j] = multi.balanceOf(who, j + 1);
        }
    }

    function _assertOnlyFrom(uint256[] memory before, address first, address second) private view {
        uint256[] memory afterwards = _wealth();
        uint256 each = 4 + MULTI_IDS;
        for (uint256 i; i < before.length; ++i) {
            address who = i / each == PEOPLE ? bystander : people[i / each];
            if (who != first && who != second) assertTrue(afterwards[i] >= before[i], "only those who agreed or called can be poorer");
        }
    }

    function _key(uint256 which, uint256 posted) private view returns (bytes32 key, bool isLoan, uint256 index) {
        uint256 count = posted % 4 == 0 ? _proposals.length : _loans.length;
        isLoan = posted % 4 != 0;
        for (uint256 i; i < count; ++i) {
            index = ((which % count) + i) % count;
            key = isLoan ? _loans[index].id : parley.proposalId(abi.decode(_proposals[index].data, (Proposal)));
            (, uint96 assets) = parley.waiting(key);
            if (assets != 0) return (key, isLoan, index);
        }
        return (0, isLoan, 0);
    }

    /// @dev Mostly a loan in default, if there is one.
    function _late(uint256 which) private view returns (uint256 index) {
        for (uint256 i; i < _loans.length; ++i) {
            index = (which / 4 + i) % _loans.length;
            if (which % 4 == 0 || parley.position(abi.decode(_loans[index].agreement, (Agreement))).state == LoanState.InDefault)
                return index;
        }
    }

    /// @dev Of the last eight, most of the time: older ones are mostly spent.
    function _recent(uint256 which, uint256 count) private pure returns (uint256) {
        if (which % 4 == 0 || count <= 8) return (which / 4) % count;
        return count - 1 - ((which / 4) % 8);
    }

    function _anyone(uint256 which) private view returns (address) {
        return which % 5 == 4 ? address(resister) : people[which % PEOPLE];
    }

    function _erc20(uint256 i) private view returns (OddERC20) {
        return i < 2 ? credits[i] : gold;
    }

    function _draw(uint256 seed, string memory what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }

    function _approveAll(address who) private {
        for (uint256 i; i < 3; ++i) {
            vm.prank(who);
            _erc20(i).approve(address(parley), type(uint256).max);
        }
        vm.prank(who);
        nft.setApprovalForAll(address(parley), true);
        vm.prank(who);
        multi.setApprovalForAll(address(parley), true);
    }
}
