// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {LibString} from "solady/src/utils/LibString.sol";
import {SafeTransferLib} from "solady/src/utils/SafeTransferLib.sol";
import {IParley} from "../interfaces/IParley.sol";
import {Agreement, Fill, Pick, Proposal, Side} from "../types/Types.sol";
import {Configured} from "./Configured.sol";

/// @title Syndicate
/// @notice Many lenders of one loan. Each request has one syndicate, which collects its principal, opens the loan as the lender, and divides what
/// comes back over shares: an ERC-20, one unit for each unit of credit brought, that may be traded at any time.
/// @dev It lends only against collateral that goes to auction, and never takes any, so there is only ever money to divide. A loan that nobody
/// repays stays in auction, at its last price, until somebody buys. Nobody bids for the syndicate: the price must fall slowly enough for others to.
///
/// What holds, for a credit token that moves what it says and takes nothing back:
///
/// 1. Until the loan is open each share fetches the unit that was brought for it, at any time. Afterwards there are as many shares as the loan's principal, for ever.
/// 2. Each unit that comes in afterwards belongs to whoever has shares at that moment, in proportion, to the fraction: trading moves what is to come, never what has come.
/// 3. What is paid out and what is here make up what came in. When everybody has claimed, less than a unit for each holder is here.
contract Syndicate is Configured, ERC20Permit, Multicall, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Settings {
        /// The request's id.
        bytes32 request;
        address credit;
        uint256 principal;
        /// Last second, in Unix time, to join and to open the loan.
        uint256 expiry;
    }

    /// @dev Shares times money, so that nothing is rounded before it is paid out.
    struct Account {
        /// Each unit that came in times the shares that the holder had of it, less what he was paid times all shares.
        uint256 due;
        /// The money that `due` accounts for.
        uint256 seen;
    }

    /// @notice Seconds. In the shortest auction the price falls by at most a fifteenth within twelve seconds.
    uint256 public constant LEAST_AUCTION = 1 hours;

    IParley public immutable parley;

    /// @notice The loan's id, zero until it is open.
    bytes32 public loan;

    /// @notice Credit that came in since the loan was opened, as far as it was counted, and what of it was paid out.
    uint128 public received;
    uint128 public claimed;

    mapping(address holder => Account) private _accounts;

    /// A syndicate was made for a request that nobody needs to have signed.
    event Formed(bytes32 indexed request, address indexed syndicate, Proposal proposal);

    /// The loan was opened with what was collected.
    event Opened(bytes32 indexed loan);

    /// Credit came in since it was last counted. It belongs to the shares as they were before whatever follows in the same transaction.
    event Received(uint256 amount);

    /// Credit due to `holder` went to `to`.
    event Claimed(address indexed holder, address to, uint256 amount);

    error NotRequest(bytes32 proposalId);
    error NotForAnyone(address taker);
    error AuctionTooShort(uint256 auctionSeconds);
    error OtherProposal(bytes32 proposalId);
    error OtherLoan(bytes32 loan);
    error AlreadyOpen(bytes32 loan);
    error Expired(uint256 expiry);
    error NotFull(uint256 missing);
    error NothingToClaim(address holder);

    constructor(IParley parley_) ERC20("Parley syndicate", "") ERC20Permit("Parley syndicate") {
        parley = parley_;
    }

    // --- Of the contract that makes syndicates ---

    /// @return syndicate The one of this request, made now unless it is there.
    /// @dev The request names no taker, replaces no loan, and puts collateral up for an auction of some length. What else would keep it from being accepted shows when it is.
    function create(Proposal calldata request) external returns (address syndicate) {
        bytes32 id = parley.proposalId(request);
        if (request.side != Side.Request) revert NotRequest(id);
        if (request.taker != address(0)) revert NotForAnyone(request.taker);
        if (request.replaces != 0) revert IParley.ReplacesOther(request.replaces);
        if (request.terms.collateral.length == 0) revert IParley.Unsecured(id);
        if (request.terms.auctionSeconds < LEAST_AUCTION) revert AuctionTooShort(request.terms.auctionSeconds);
        bytes memory chosen = _encode(id, request);
        syndicate = _addressOf(chosen);
        if (syndicate.code.length != 0) return syndicate;
        _create(chosen);
        emit Formed(id, syndicate, request);
    }

    function addressOf(Proposal calldata request) external view returns (address) {
        return _addressOf(_encode(parley.proposalId(request), request));
    }

    /// @return Whether a contract, which may claim to be anything, is a syndicate that was made here.
    function isSyndicate(address account) external view returns (bool) {
        return _isInstance(account);
    }

    function _encode(bytes32 id, Proposal calldata request) private pure returns (bytes memory) {
        return abi.encode(Settings(id, request.terms.credit, request.terms.principal, request.expiry));
    }

    // --- Collecting ---

    function settings() public view returns (Settings memory) {
        return abi.decode(_settings(), (Settings));
    }

    /// @notice Brings `amount`, or what is still missing if that is less, of the credit, and gets as many shares.
    /// @dev The caller approves the syndicate beforehand. If nothing is missing nothing happens, so that `join` and `open` in one `multicall` open the loan
    /// whoever joins or leaves in front of it.
    /// @return joined What was brought, exactly.
    function join(uint256 amount) external nonReentrant returns (uint256 joined) {
        Settings memory agreed = settings();
        if (loan != 0) revert AlreadyOpen(loan);
        if (block.timestamp > agreed.expiry) revert Expired(agreed.expiry);
        joined = Math.min(amount, agreed.principal - totalSupply());
        if (joined == 0) return 0;

        _mint(msg.sender, joined);

        uint256 before = SafeTransferLib.balanceOf(agreed.credit, address(this));
        IERC20(agreed.credit).safeTransferFrom(msg.sender, address(this), joined);
        if (SafeTransferLib.balanceOf(agreed.credit, address(this)) != before + joined) revert IParley.AssetNotReceived(agreed.credit);
    }

    /// @notice Gives up `amount` of the caller's shares and sends what was brought for them to `to`, at any time before the loan is open, full or not.
    function withdraw(uint256 amount, address to) external nonReentrant {
        Settings memory agreed = settings();
        if (loan != 0) revert AlreadyOpen(loan);

        _burn(msg.sender, amount);

        IERC20(agreed.credit).safeTransfer(to, amount);
    }

    /// @notice Opens the loan once everything is collected. Anyone may call, with the request and its maker's signature.
    /// @param gateData Handed to the request's gate, which is asked about the syndicate.
    /// @param signature The borrower's, as in `IParley.accept`; empty for a posted request.
    /// @return id The loan's id.
    function open(Proposal calldata request, bytes calldata gateData, bytes calldata signature) external nonReentrant returns (bytes32 id) {
        Settings memory agreed = settings();
        bytes32 proposalId = parley.proposalId(request);
        if (proposalId != agreed.request) revert OtherProposal(proposalId);
        if (loan != 0) revert AlreadyOpen(loan);
        uint256 missing = agreed.principal - totalSupply();
        if (missing != 0) revert NotFull(missing);

        IERC20(agreed.credit).forceApprove(address(parley), agreed.principal);
        id = parley.accept(request, Fill(agreed.principal, new Pick[](0), gateData), signature);
        loan = id;
        emit Opened(id);
    }

    // --- Lending ---

    /// @notice Starts the auction of the loan's collateral, in default. Anyone may call.
    function foreclose(Agreement calldata agreement) external nonReentrant {
        bytes32 id = parley.loanId(agreement);
        if (id != loan) revert OtherLoan(id);
        parley.foreclose(agreement);
    }

    /// @notice Fetches what the core keeps because the credit token would not move when it was due. Anyone may call.
    /// @dev Until then it has not come in: whoever sells shares before leaves his part of it to the buyer.
    function collect() external nonReentrant returns (uint256 amount) {
        return parley.collect(settings().credit, address(this));
    }

    // --- Dividing ---

    /// @notice What `holder` could claim now, credit-token units.
    function claimable(address holder) external view returns (uint256) {
        if (loan == 0) return 0;
        Account memory account = _accounts[holder];
        return (account.due + balanceOf(holder) * (_total(settings().credit) - account.seen)) / totalSupply();
    }

    /// @notice Sends what is due to the caller to `to`.
    /// @dev Rounds down; the fraction stays due. If the token took credit back it pays what is here, and the rest stays due as well.
    function claim(address to) external nonReentrant returns (uint256 amount) {
        if (loan == 0) revert NothingToClaim(msg.sender);
        address credit = settings().credit;
        Account storage account = _settle(msg.sender, _count(credit));
        amount = Math.min(account.due / totalSupply(), SafeTransferLib.balanceOf(credit, address(this)));
        if (amount == 0) revert NothingToClaim(msg.sender);

        account.due -= amount * totalSupply();
        claimed += uint128(amount);
        emit Claimed(msg.sender, to, amount);

        IERC20(credit).safeTransfer(to, amount);
    }

    /// @dev Counts what came in since the last time, which nobody announces: the core pays by transfer, as do donors.
    function _count(address credit) private returns (uint256 total) {
        total = _total(credit);
        if (total == received) return total;
        emit Received(total - received);
        received = uint128(total);
    }

    /// @dev All that came in until now. Never less than was counted before, and below 2^128, as are shares: no product overflows, whatever the token says.
    function _total(address credit) private view returns (uint256) {
        uint256 seen = Math.saturatingAdd(SafeTransferLib.balanceOf(credit, address(this)), claimed);
        return Math.max(Math.min(seen, type(uint128).max), received);
    }

    function _settle(address holder, uint256 total) private returns (Account storage account) {
        account = _accounts[holder];
        account.due += balanceOf(holder) * (total - account.seen);
        account.seen = total;
    }

    // --- Shares ---

    /// @dev What has come in is settled with both sides first. The core and the syndicate itself could never claim, so they never hold shares.
    function _update(address from, address to, uint256 amount) internal override {
        if (to == address(this) || to == address(parley)) revert IParley.ReceiverRefused(to);
        if (loan != 0) {
            uint256 total = _count(settings().credit);
            _settle(from, total);
            _settle(to, total);
        }
        super._update(from, to, amount);
    }

    /// @dev Locked like the rest: in the middle of a payment the balance tells nothing.
    function transfer(address to, uint256 amount) public override nonReentrant returns (bool) {
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override nonReentrant returns (bool) {
        return super.transferFrom(from, to, amount);
    }

    function name() public pure override returns (string memory) {
        return "Parley syndicate";
    }

    /// @notice PARLEY and the first digits of the request's id.
    function symbol() public view override returns (string memory) {
        return string.concat("PARLEY-", LibString.toHexStringNoPrefix(uint32(uint256(settings().request) >> 224), 4));
    }

    /// @notice Those of the credit token, if it tells them.
    function decimals() public view override returns (uint8) {
        return IERC20Metadata(settings().credit).decimals();
    }
}
