// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ERC721} from "solady/src/tokens/ERC721.sol";
import {SafeTransferLib} from "solady/src/utils/SafeTransferLib.sol";
import {LoanNote} from "./LoanNote.sol";
import {INoteRenderer} from "./interfaces/INoteRenderer.sol";
import {Announce} from "./libraries/Announce.sol";
import {Auctions} from "./libraries/Auctions.sol";
import {Custody} from "./libraries/Custody.sol";
import {Hashing} from "./libraries/Hashing.sol";
import {Interest} from "./libraries/Interest.sol";
import {Judges} from "./libraries/Judges.sol";
import {Schedules} from "./libraries/Schedules.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {Agreement, Asset, AssetKind, Fill, Loan, LoanState, Position, Proposal, Side, Terms} from "./types/Types.sol";

/// @title Parley
/// @notice Loans between two wallets, without anybody in between. What each function does is written in `IParley`.
/// @dev What holds, whatever anybody does:
///
/// 1. A loan's id is the hash of its agreement, and every call brings the agreement along: nothing can be altered after it was agreed.
/// 2. Tokens are pulled only from the caller, or from the maker of a proposal that he signed or posted; no address that a caller supplies is trusted.
/// 3. Repayment works until the moment of foreclosure or sale, whatever the lender, the tokens' hooks, a covenant or the collateral do.
/// 4. Default is one predicate of agreement, balance and time, or the word of the covenant that both parties named; foreclosure needs it.
/// 5. Consumption of a group only rises, so no consent is used more often than its maker allowed and no agreement occurs twice.
/// 6. Whatever could overflow or be refused later is refused when a loan opens.
/// 7. Each mutator takes one lock, but `cancel`, which always succeeds. It checks, changes, announces, then moves money.
contract Parley is LoanNote, EIP712, Multicall, IERC1155Receiver {
    struct Balance {
        uint128 principal;
        uint128 interest;
    }

    struct Claim {
        address claimant;
        uint96 assets;
    }

    uint256 private constant POSTED = 1 << 255;
    uint256 private constant BUDGET = 1 << 255;
    uint256 private constant NOTE_BITS = 224;
    bytes4 private constant ERC4906_ID = 0x49064906;

    /// @dev The domain at deployment. Ids keep it when a chain forks and its id changes; signatures don't.
    bytes32 private immutable HOME_DOMAIN;

    /// @dev Of loans that were partly repaid; the note says which.
    mapping(bytes32 id => Balance) private _balances;

    mapping(address maker => mapping(uint256 word => uint256 bits)) private _usedBits;

    /// @dev What is used in the low half; in the high one the low bits of the credit token that the first draw was in.
    mapping(address maker => mapping(uint256 group => uint256)) private _budgets;

    /// @dev `POSTED`, and in the low bits what is left: credit of an offer, one for a request. Zero again once acceptance has drawn all of it, for the
    /// refund; `POSTED` alone once the maker has withdrawn the rest.
    mapping(bytes32 proposalId => uint256) private _escrow;

    mapping(address token => mapping(address receiver => uint256)) public override held;
    mapping(bytes32 key => Claim) public override waiting;

    INoteRenderer public immutable override renderer;

    constructor(INoteRenderer noteRenderer) EIP712("Parley", "1") {
        HOME_DOMAIN = _domainSeparatorV4();
        renderer = noteRenderer;
    }

    // --- Proposals ---

    function post(Proposal calldata proposal) external nonReentrant returns (bytes32 id) {
        if (msg.sender != proposal.maker) revert NotMaker(proposal.maker);
        if (block.timestamp > proposal.expiry) revert ProposalExpired(proposal.expiry);
        if (proposal.replaces != 0) revert ReplacesOther(proposal.replaces);
        if (msg.sender == proposal.taker) revert MakerIsTaker(msg.sender);
        bool isOffer = proposal.side == Side.Offer;
        Terms calldata proposed = proposal.terms;
        Asset[] calldata assets = proposed.collateral;
        (Terms memory terms, ) = TermsLib.load(proposed, assets);
        TermsLib.check(terms, isOffer);
        id = _proposalId(proposal, proposed, assets);
        if (_escrow[id] != 0) revert AlreadyPosted(id);

        uint256 limit = proposal.limit;
        if (isOffer && (limit < 2 || limit > type(uint128).max)) revert PrincipalOutOfRange(limit);
        _escrow[id] = POSTED | (isOffer ? limit : 1);

        Announce.posted(id, msg.sender, proposal, proposed, assets);

        if (isOffer) Custody.pull(AssetKind.ERC20, terms.credit, 0, limit, msg.sender);
        else _pullCollateral(terms.collateral, msg.sender);
    }

    function withdraw(Proposal calldata proposal) external nonReentrant {
        if (msg.sender != proposal.maker) revert NotMaker(proposal.maker);
        Terms calldata terms = proposal.terms;
        Asset[] calldata assets = terms.collateral;
        bytes32 id = _proposalId(proposal, terms, assets);
        uint256 left = _left(id);
        if (left == 0) revert NothingPosted(id);

        _escrow[id] = POSTED;

        bool isOffer = proposal.side == Side.Offer;
        emit Withdrawn(id, isOffer ? left : 0);

        if (isOffer) SafeTransferLib.safeTransfer(terms.credit, msg.sender, left);
        else _releaseCollateral(id, assets, msg.sender, msg.sender);
    }

    function cancel(uint256 group) external {
        if (group & BUDGET == 0) _useGroup(msg.sender, group);
        else _budgets[msg.sender][group] = type(uint128).max;
        emit Cancelled(msg.sender, group);
    }

    function accept(Proposal calldata proposal, Fill calldata fill, bytes calldata signature) external nonReentrant returns (bytes32) {
        if (proposal.replaces != 0) revert ReplacesOther(proposal.replaces);
        (bytes32 opened, Terms memory terms, address borrower, address payer, bool collateralIsDue) = _open(proposal, fill, signature);
        if (collateralIsDue) _pullCollateral(terms.collateral, borrower);
        _lend(terms.credit, payer, borrower, terms.principal);
        return opened;
    }

    function novate(
        Agreement calldata agreement,
        Proposal calldata proposal,
        Fill calldata fill,
        bytes calldata signature
    ) external nonReentrant returns (bytes32) {
        Terms calldata terms = agreement.terms;
        Asset[] calldata assets = terms.collateral;
        bytes32 id = _loanId(agreement, terms, assets);
        (address lender, uint256 openedAt, uint256 accruedAt, ) = _readOpenNote(id);
        (uint256 principal, uint256 interest) = _balance(id, terms, openedAt, accruedAt);
        address borrower = agreement.borrower;
        bytes32 replaces = proposal.replaces;
        if (replaces != id && (replaces != 0 || msg.sender != borrower)) revert ReplacesOther(replaces);

        _close(id, lender, accruedAt);
        (bytes32 successor, Terms memory newTerms, address newBorrower, address payer, ) = _open(proposal, fill, signature);
        if (newBorrower != borrower) revert NotBorrower(borrower);
        address credit = newTerms.credit;
        if (credit != terms.credit) revert CreditDiffers(credit);
        uint256 lent = newTerms.principal;
        uint256 debt = principal + interest;
        if (lent < debt && msg.sender != borrower) revert LoanTooSmall(lent, debt);

        emit Novated(id, successor, interest, principal);

        if (Hashing.areSameAssets(assets, newTerms)) {
            _requireInEscrow(newTerms.collateral);
        } else {
            _releaseCollateral(id, assets, borrower, borrower);
            _pullCollateral(newTerms.collateral, borrower);
        }
        _payUnlessSelf(credit, payer, lender, lent < debt ? lent : debt);
        if (lent < debt) _payUnlessSelf(credit, borrower, lender, debt - lent);
        if (lent > debt) _lend(credit, payer, borrower, lent - debt);
        return successor;
    }

    /// @dev Checks, changes and announces what `accept` and `novate` have in common; the callers move the money.
    function _open(
        Proposal calldata proposal,
        Fill calldata fill,
        bytes calldata signature
    ) private returns (bytes32, Terms memory, address, address, bool) {
        address maker = proposal.maker;
        if (msg.sender == maker) revert MakerIsTaker(maker);
        if (proposal.taker != address(0) && msg.sender != proposal.taker) revert NotTaker(proposal.taker);
        if (block.timestamp > proposal.expiry) revert ProposalExpired(proposal.expiry);
        Terms calldata proposed = proposal.terms;
        Asset[] calldata assets = proposed.collateral;
        (Terms memory terms, bool hasBlanks) = TermsLib.load(proposed, assets);
        bytes32 termsHash = Hashing.hashTerms(proposed, assets);
        bytes32 structHash = Hashing.hashProposal(proposal, termsHash);
        bytes32 origin = _id(structHash);
        if (proposal.gate != address(0)) _checkGate(proposal.gate, origin, fill.gateData);
        bool isOffer = proposal.side == Side.Offer;
        uint256 principal = fill.principal;
        if (principal != terms.principal || hasBlanks) {
            if (hasBlanks && isOffer) TermsLib.resolve(terms, fill.picks);
            if (principal != terms.principal) {
                uint256 smallest = isOffer ? proposal.smallestFill : terms.principal;
                if (principal < smallest || principal > terms.principal) revert FillOutOfRange(smallest, terms.principal);
                TermsLib.scaleUp(terms, principal);
            }
            termsHash = Hashing.hashFilledTerms(terms);
        }
        TermsLib.check(terms, false);

        bool fromEscrow = signature.length == 0 && _drawEscrow(origin, isOffer ? principal : 1);
        if (!fromEscrow) _checkSignature(maker, _digest(origin, structHash), signature);
        uint256 part = _consume(maker, proposal.group, proposal.limit, terms.credit, principal);
        (address borrower, address lender) = isOffer ? (msg.sender, maker) : (maker, msg.sender);
        bytes32 id = _id(Hashing.hashAgreement(borrower, origin, part, termsHash));
        _mintNote(id, lender);

        Announce.opened(id, borrower, origin, part, terms);

        return (id, terms, borrower, isOffer && fromEscrow ? address(this) : lender, isOffer || !fromEscrow);
    }

    function _checkGate(address gate, bytes32 origin, bytes calldata data) private view {
        if (!Judges.admits(gate, msg.sender, origin, data)) revert NotAdmitted(msg.sender, gate);
    }

    function _drawEscrow(bytes32 origin, uint256 drawn) private returns (bool) {
        uint256 packed = _escrow[origin];
        if (packed & ~POSTED < drawn) return false;
        _escrow[origin] = packed == POSTED | drawn ? 0 : packed - drawn;
        return true;
    }

    function _left(bytes32 id) private view returns (uint256) {
        return _escrow[id] & ~POSTED;
    }

    /// @dev ECDSA first: an account with delegated code (EIP-7702) still signs with its key.
    function _checkSignature(address maker, bytes32 digest, bytes calldata signature) private view {
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == maker) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(maker, digest, signature)) revert BadSignature(maker);
    }

    function _consume(address maker, uint256 group, uint256 limit, address credit, uint256 amount) private returns (uint256 part) {
        if (group & BUDGET == 0) {
            if (_useGroup(maker, group)) revert GroupUsed(maker, group);
            if (amount > limit) revert LimitExceeded(0, limit);
        } else {
            uint256 packed = _budgets[maker][group];
            uint256 token = uint256(uint160(credit)) << 128;
            part = uint128(packed);
            if (part == type(uint128).max) revert GroupUsed(maker, group);
            if (part != 0 && packed ^ token > type(uint128).max) revert BudgetInOtherToken(maker, group);
            uint256 used = part + amount;
            if (used > limit || used >= type(uint128).max) revert LimitExceeded(part, limit);
            _budgets[maker][group] = token | used;
        }
    }

    /// @dev The first 224 single-use groups of an account lie beside its note balance, the others in words of their own.
    function _useGroup(address maker, uint256 group) private returns (bool wasUsed) {
        if (group < NOTE_BITS) return _useBit(maker, group);
        uint256 bits = _usedBits[maker][group >> 8];
        wasUsed = (bits >> (group & 0xff)) & 1 == 1;
        _usedBits[maker][group >> 8] = bits | (1 << (group & 0xff));
    }

    // --- Loans ---

    function repay(Agreement calldata agreement, uint256 amount) external nonReentrant returns (uint256 paid) {
        if (amount == 0) revert ZeroAmount();
        Terms calldata terms = agreement.terms;
        Asset[] calldata assets = terms.collateral;
        bytes32 id = _loanId(agreement, terms, assets);
        (address lender, uint256 openedAt, uint256 accruedAt, bool inAuction) = _readOpenNote(id);
        (uint256 principal, uint256 interest) = _balance(id, terms, openedAt, accruedAt);
        uint256 debt = principal + interest;
        paid = amount < debt ? amount : debt;
        (uint256 principalPaid, uint256 interestPaid) = Interest.settle(principal, interest, paid);

        if (paid == debt) {
            _close(id, lender, accruedAt);
        } else {
            if (inAuction) revert AuctionRunning(id);
            _setBalance(id, openedAt, principal - principalPaid, interest - interestPaid, false);
        }

        emit Repaid(id, msg.sender, interestPaid, principalPaid);

        _pay(terms.credit, msg.sender, lender, paid);
        if (paid == debt) _releaseCollateral(id, assets, agreement.borrower, agreement.borrower);
    }

    function foreclose(Agreement calldata agreement) external nonReentrant {
        Terms calldata terms = agreement.terms;
        Asset[] calldata assets = terms.collateral;
        bytes32 id = _loanId(agreement, terms, assets);
        (address lender, uint256 openedAt, uint256 accruedAt, bool inAuction) = _readOpenNote(id);
        bool hasAuction = terms.auctionSeconds != 0;
        if (msg.sender != lender && !(hasAuction && msg.sender == agreement.borrower)) revert NotLender(lender);
        if (assets.length == 0) revert Unsecured(id);
        if (inAuction) revert AuctionRunning(id);
        (uint256 principal, uint256 interest) = _balance(id, terms, openedAt, accruedAt);
        if (!_inDefault(id, terms, openedAt, principal + interest)) revert NotInDefault(id);

        if (hasAuction) {
            _setBalance(id, openedAt, principal, interest, true);
            emit AuctionStarted(id, principal, interest);
        } else {
            _close(id, lender, accruedAt);
            emit Foreclosed(id);
            _releaseCollateral(id, assets, lender, lender);
        }
    }

    function buy(Agreement calldata agreement, uint256 maxPrice, address to) external nonReentrant returns (uint256 price) {
        Terms calldata terms = agreement.terms;
        Asset[] calldata assets = terms.collateral;
        bytes32 id = _loanId(agreement, terms, assets);
        (address lender, uint256 openedAt, uint256 accruedAt, bool inAuction) = _readOpenNote(id);
        if (!inAuction) revert NotInAuction(id);
        price = _price(id, terms, accruedAt);
        if (price > maxPrice) revert PriceAbove(price, maxPrice);
        (uint256 principal, uint256 interest) = _balance(id, terms, openedAt, accruedAt);
        uint256 debt = principal + interest;
        uint256 lenderShare = price < debt ? price : debt;

        _close(id, lender, accruedAt);

        emit Sold(id, msg.sender, to, price, lenderShare);

        _pay(terms.credit, msg.sender, lender, lenderShare);
        if (price != lenderShare) _pay(terms.credit, msg.sender, agreement.borrower, price - lenderShare);
        uint256 stuck = _tryRelease(assets, to);
        if (stuck != 0) revert CollateralStuck(stuck);
    }

    function take(Agreement calldata agreement, address to) external nonReentrant {
        Terms calldata terms = agreement.terms;
        Asset[] calldata assets = terms.collateral;
        bytes32 id = _loanId(agreement, terms, assets);
        (address lender, , uint256 accruedAt, bool inAuction) = _readOpenNote(id);
        if (msg.sender != lender) revert NotLender(lender);
        if (!inAuction) revert NotInAuction(id);
        uint256 end = accruedAt + terms.auctionSeconds;
        if (block.timestamp <= end) revert AuctionNotOver(end);

        _close(id, lender, accruedAt);

        emit Foreclosed(id);

        _releaseCollateral(id, assets, to, lender);
    }

    /// @dev In auction, `_balances` keeps what was owed at its start.
    function _price(bytes32 id, Terms calldata terms, uint256 startedAt) private view returns (uint256) {
        Balance memory balance = _balances[id];
        uint256 base = Math.max(terms.principal, uint256(balance.principal) + balance.interest);
        return Auctions.priceUp(base, terms.auctionSeconds, block.timestamp - startedAt);
    }

    function publish(Agreement calldata agreement) external nonReentrant {
        bytes32 id = loanId(agreement);
        _readOpenNote(id);
        emit Published(id, agreement);
    }

    function _readOpenNote(bytes32 id) private view returns (address lender, uint256 openedAt, uint256 accruedAt, bool inAuction) {
        (lender, openedAt, accruedAt, inAuction) = _readNote(id);
        if (lender == address(0)) revert LoanNotOpen(id);
    }

    function _setBalance(bytes32 id, uint256 openedAt, uint256 principal, uint256 interest, bool inAuction) private {
        _balances[id] = Balance(uint128(principal), uint128(interest));
        _markAccrued(id, openedAt, inAuction);
    }

    function _close(bytes32 id, address lender, uint256 accruedAt) private {
        _burnNote(id, lender);
        if (accruedAt != 0) delete _balances[id];
    }

    function _balance(
        bytes32 id,
        Terms calldata terms,
        uint256 openedAt,
        uint256 accruedAt
    ) private view returns (uint256 principal, uint256 interest) {
        if (accruedAt == 0) {
            principal = terms.principal;
            interest = Interest.flatUp(principal, terms.flatBps);
            accruedAt = openedAt;
        } else {
            Balance memory balance = _balances[id];
            (principal, interest) = (balance.principal, balance.interest);
        }
        interest += Interest.interestUp(principal, terms.aprBps, block.timestamp - accruedAt);
    }

    function _inDefault(bytes32 id, Terms calldata terms, uint256 openedAt, uint256 debt) private view returns (bool) {
        if (_isBehind(terms, openedAt, debt)) return true;
        return terms.covenant != address(0) && Judges.isBroken(terms.covenant, id, debt, terms);
    }

    function _isBehind(Terms calldata terms, uint256 openedAt, uint256 debt) private view returns (bool) {
        uint256 elapsed = block.timestamp - openedAt;
        uint256 grace = terms.graceSeconds;
        uint256 k = elapsed >= grace ? Schedules.datesBefore(terms.durationSeconds, terms.instalments, elapsed - grace) : 0;
        return k != 0 && debt > _limit(terms, elapsed, k);
    }

    function _limit(Terms calldata terms, uint256 elapsed, uint256 k) private pure returns (uint256) {
        uint256 due = Schedules.dueDown(terms.durationSeconds, terms.instalments, k);
        return Schedules.limitUp(_allowed(terms, k), terms.aprBps, elapsed - due);
    }

    function _allowed(Terms calldata terms, uint256 k) private pure returns (uint256) {
        return Schedules.allowedUp(terms.schedule, terms.principal, terms.aprBps, terms.durationSeconds, terms.instalments, k);
    }

    // --- Money and collateral on the move ---

    /// @dev The exact amount, which tokens that keep a part of it for themselves don't deliver.
    function _lend(address credit, address payer, address borrower, uint256 amount) private {
        uint256 before = SafeTransferLib.balanceOf(credit, borrower);
        if (payer == address(this)) SafeTransferLib.safeTransfer(credit, borrower, amount);
        else SafeTransferLib.safeTransferFrom(credit, payer, borrower, amount);
        if (SafeTransferLib.balanceOf(credit, borrower) != before + amount) revert AssetNotReceived(credit);
    }

    function _payUnlessSelf(address credit, address payer, address receiver, uint256 amount) private {
        if (payer != receiver) _pay(credit, payer, receiver, amount);
    }

    /// @dev Straight from the payer, who may be this contract, to the receiver, or, where the receiver's address or the token refuses that, into keeping
    /// for him.
    function _pay(address credit, address payer, address receiver, uint256 amount) private {
        Custody.requirePushGas();
        if (payer == address(this)) {
            if (Custody.tryTransfer(credit, receiver, amount, Custody.PUSH_GAS)) return;
        } else {
            if (Custody.tryTransferFrom(credit, payer, receiver, amount, Custody.PUSH_GAS)) return;
            uint256 before = SafeTransferLib.balanceOf(credit, address(this));
            SafeTransferLib.safeTransferFrom(credit, payer, address(this), amount);
            amount = SafeTransferLib.balanceOf(credit, address(this)) - before;
        }
        held[credit][receiver] += amount;
        emit Held(credit, receiver, amount);
    }

    function collect(address token, address to) external nonReentrant returns (uint256 amount) {
        amount = held[token][msg.sender];
        if (amount == 0) revert NothingToCollect(token, msg.sender);
        // A unit kept here must never fetch an NFT that somebody's loan has in escrow.
        if (Custody.isERC721(token)) revert CreditIsNft(token);
        held[token][msg.sender] = 0;
        emit Collected(token, msg.sender, to, amount);
        SafeTransferLib.safeTransfer(token, to, amount);
    }

    function _pullCollateral(Asset[] memory assets, address from) private {
        for (uint256 i; i < assets.length; ++i) {
            Asset memory asset = assets[i];
            Custody.pull(asset.kind, asset.token, asset.id, asset.amount, from);
        }
    }

    /// @dev A token may have taken back what came in when the old loan opened; the new lender must not pay for that.
    function _requireInEscrow(Asset[] memory assets) private view {
        for (uint256 i; i < assets.length; ++i) {
            if (!Custody.isHere(assets[i])) revert AssetNotReceived(assets[i].token);
        }
    }

    function _releaseCollateral(bytes32 key, Asset[] calldata assets, address to, address claimant) private {
        uint256 stuck = _tryRelease(assets, to);
        if (stuck == 0) return;
        waiting[key] = Claim(claimant, uint96(stuck));
        emit Waiting(key, claimant, stuck);
    }

    /// @return stuck Bit i is set where asset i would not move.
    function _tryRelease(Asset[] calldata assets, address to) private returns (uint256 stuck) {
        for (uint256 i; i < assets.length; ++i) {
            Custody.requirePushGas();
            if (!Custody.tryRelease(assets[i], to, Custody.PUSH_GAS)) stuck |= 1 << i;
        }
    }

    function fetch(Agreement calldata agreement, address to) external nonReentrant {
        _fetch(loanId(agreement), agreement.terms.collateral, to);
    }

    function fetchPosted(Proposal calldata proposal, address to) external nonReentrant {
        _fetch(proposalId(proposal), proposal.terms.collateral, to);
    }

    /// @dev Half the gas for each asset: more than any cap for one that needs it, and none can burn what the others need.
    function _fetch(bytes32 key, Asset[] calldata assets, address to) private {
        Claim memory claim = waiting[key];
        if (claim.assets == 0) revert NothingToFetch(key);
        if (msg.sender != claim.claimant) revert NotClaimant(claim.claimant);
        delete waiting[key];
        uint256 stuck;
        for (uint256 i; i < assets.length; ++i) {
            uint256 bit = claim.assets & (1 << i);
            if (bit != 0 && !Custody.tryRelease(assets[i], to, gasleft() / 2)) stuck |= bit;
        }
        if (stuck == claim.assets) revert NothingToFetch(key);
        if (stuck != 0) waiting[key] = Claim(msg.sender, uint96(stuck));
        emit Fetched(key, to, claim.assets ^ stuck);
    }

    function permit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        LowLevelCall.callNoReturn(token, abi.encodeCall(IERC20Permit.permit, (msg.sender, address(this), value, deadline, v, r, s)));
    }

    // --- Views ---

    function proposalId(Proposal calldata proposal) public view returns (bytes32) {
        return _proposalId(proposal, proposal.terms, proposal.terms.collateral);
    }

    function proposalDigest(Proposal calldata proposal) external view returns (bytes32) {
        return _hashTypedDataV4(Hashing.hashProposal(proposal, Hashing.hashTerms(proposal.terms, proposal.terms.collateral)));
    }

    function loanId(Agreement calldata agreement) public view returns (bytes32) {
        return _loanId(agreement, agreement.terms, agreement.terms.collateral);
    }

    function _proposalId(Proposal calldata proposal, Terms calldata terms, Asset[] calldata assets) private view returns (bytes32) {
        return _id(Hashing.hashProposal(proposal, Hashing.hashTerms(terms, assets)));
    }

    function _loanId(Agreement calldata agreement, Terms calldata terms, Asset[] calldata assets) private view returns (bytes32) {
        return _id(Hashing.hashAgreement(agreement.borrower, agreement.origin, agreement.part, Hashing.hashTerms(terms, assets)));
    }

    function _id(bytes32 structHash) private view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(HOME_DOMAIN, structHash);
    }

    /// @dev What the maker signed: the id itself, unless the chain has forked since deployment.
    function _digest(bytes32 id, bytes32 structHash) private view returns (bytes32) {
        return _domainSeparatorV4() == HOME_DOMAIN ? id : _hashTypedDataV4(structHash);
    }

    function loan(bytes32 id) public view returns (Loan memory result) {
        (result.lender, result.openedAt, result.accruedAt, result.inAuction) = _readNote(id);
        Balance memory balance = _balances[id];
        (result.principal, result.interest) = (balance.principal, balance.interest);
    }

    /// @notice The note's ERC-721 metadata, picture included, as the renderer draws it.
    function tokenURI(uint256 id) public view override returns (string memory) {
        Loan memory found = loan(bytes32(id));
        if (found.lender == address(0)) revert TokenDoesNotExist();
        return renderer.tokenURI(id, found);
    }

    function position(Agreement calldata agreement) external view returns (Position memory result) {
        Terms calldata terms = agreement.terms;
        bytes32 id = loanId(agreement);
        uint256 accruedAt;
        bool inAuction;
        (result.lender, result.openedAt, accruedAt, inAuction) = _readNote(id);
        if (result.lender == address(0)) return result;

        (result.principal, result.interest) = _balance(id, terms, result.openedAt, accruedAt);
        uint256 debt = result.principal + result.interest;
        if (inAuction) {
            (result.state, result.auctionStartedAt, result.price) = (LoanState.InAuction, accruedAt, _price(id, terms, accruedAt));
        } else {
            result.state = _inDefault(id, terms, result.openedAt, debt) ? LoanState.InDefault : LoanState.Current;
        }

        uint256 elapsed = block.timestamp - result.openedAt;
        uint256 k = Schedules.datesBefore(terms.durationSeconds, terms.instalments, elapsed + 1);
        result.allowed = _allowed(terms, k);
        // Down to the schedule itself: with the interest since the date left unpaid, interest on that would be in default a second later.
        if (k != 0 && debt > _limit(terms, elapsed, k)) result.arrears = debt - result.allowed;
    }

    function owed(Agreement calldata agreement) external view returns (uint256) {
        bytes32 id = loanId(agreement);
        (address lender, uint256 openedAt, uint256 accruedAt, ) = _readNote(id);
        if (lender == address(0)) return 0;
        (uint256 principal, uint256 interest) = _balance(id, agreement.terms, openedAt, accruedAt);
        return principal + interest;
    }

    function escrow(bytes32 id) external view returns (bool posted, uint256 left) {
        return (_escrow[id] != 0, _left(id));
    }

    function groupUsed(address maker, uint256 group) external view returns (uint256) {
        if (group < NOTE_BITS) return _isBitUsed(maker, group) ? 1 : 0;
        if (group & BUDGET == 0) return (_usedBits[maker][group >> 8] >> (group & 0xff)) & 1;
        return uint128(_budgets[maker][group]);
    }

    // --- Receiving ---

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC1155Receiver).interfaceId || interfaceId == ERC4906_ID || super.supportsInterface(interfaceId);
    }

    /// @notice Accepts ERC-1155 tokens only while this contract itself pulls them.
    function onERC1155Received(address operator, address, uint256, uint256, bytes calldata) external view returns (bytes4) {
        if (operator != address(this)) revert ReceiverRefused(address(this));
        return IERC1155Receiver.onERC1155Received.selector;
    }

    function onERC1155BatchReceived(
        address,
        address,
        uint256[] calldata,
        uint256[] calldata,
        bytes calldata
    ) external view returns (bytes4) {
        revert ReceiverRefused(address(this));
    }
}
