// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Agreement, Fill, Loan, Position, Proposal, Terms} from "../types/Types.sol";

/// @title Parley
/// @notice Loans between two wallets. A loan's id is the hash of its agreement, the contract keeps one slot per loan, and every call
/// brings the agreement along. There is no owner, no fee, no pause and no upgrade.
/// @dev Amounts are in the smallest units of their token, times in Unix seconds, rates in basis points.
interface IParley {
    /// A proposal's collateral, or an offer's credit, went into escrow.
    event Posted(bytes32 indexed proposalId, address indexed maker, Proposal proposal);

    /// What was left in a posted proposal's escrow went back; `amount` is the credit of an offer, and zero for a request.
    event Withdrawn(bytes32 indexed proposalId, uint256 amount);

    /// A loan began. Its lender is the receiver of the note's mint in the same transaction.
    event Opened(bytes32 indexed id, address indexed borrower, bytes32 origin, uint256 part, Terms terms);

    /// The agreement of a loan that is open, again.
    event Published(bytes32 indexed id, Agreement agreement);

    /// A group's bit, or its whole budget, was used up by its maker.
    event Cancelled(address indexed maker, uint256 group);

    /// A loan was paid. The loan is closed when its note burns in the same transaction.
    event Repaid(bytes32 indexed id, address indexed payer, uint256 interestPaid, uint256 principalPaid);

    /// The lender took the collateral of a defaulted loan, which closed it.
    event Foreclosed(bytes32 indexed id);

    /// Credit that could not be pushed to `receiver` is kept for him to collect.
    event Held(address indexed token, address indexed receiver, uint256 amount);

    /// Credit kept for `receiver` went to `to`.
    event Collected(address indexed token, address indexed receiver, address to, uint256 amount);

    /// Collateral would not move when it was due to `claimant`. Bit i of `assets` stands for asset i of the terms; `key` is a loan's or a proposal's id.
    event Waiting(bytes32 indexed key, address indexed claimant, uint256 assets);

    /// Waiting collateral went to `to`.
    event Fetched(bytes32 indexed key, address to, uint256 assets);

    error NotMaker(address maker);
    error NotTaker(address taker);
    error NotLender(address lender);
    error NotClaimant(address claimant);
    error MakerIsTaker(address maker);
    error BadSignature(address maker);
    error ProposalExpired(uint256 expiry);
    error AlreadyPosted(bytes32 proposalId);
    error NothingPosted(bytes32 proposalId);
    error GroupUsed(address maker, uint256 group);
    error LimitExceeded(uint256 used, uint256 limit);
    error BudgetInOtherToken(address maker, uint256 group);
    error FillOutOfRange(uint256 smallest, uint256 largest);
    error LoanNotOpen(bytes32 id);
    error NotInDefault(bytes32 id);
    error Unsecured(bytes32 id);
    error ZeroAmount();
    error NothingToCollect(address token, address receiver);
    error NothingToFetch(bytes32 key);
    error NotEnoughGas();
    error ValueRefused();
    error ReceiverRefused(address receiver);
    error CreditIsNft(address token);

    error PrincipalOutOfRange(uint256 principal);
    error RateOutOfRange(uint256 bps);
    error InterestTooLarge(uint256 principal);
    error DurationOutOfRange(uint256 durationSeconds);
    error InstalmentsOutOfRange(uint256 instalments);
    error AnnuityTooSteep(uint256 aprBps);
    error TooManyAssets(uint256 count);
    error InvalidAsset(uint256 index);
    error InvalidEncoding();
    error InvalidToken(address token);
    error AssetNotReceived(address token);

    error CollectionsNotSupported(uint256 index);
    error AuctionsNotSupported();
    error CovenantsNotSupported();
    error GatesNotSupported();
    error NovationNotSupported();

    /// @notice Puts the maker's side of a proposal into escrow: a request's collateral, or an offer's whole limit in credit.
    /// @dev The caller is the maker. A proposal can be posted once; again only after acceptances have drawn all of its escrow, which its group bounds as ever.
    /// @return proposalId Its EIP-712 hash under the domain fixed at deployment.
    function post(Proposal calldata proposal) external returns (bytes32 proposalId);

    /// @notice Returns what is left of a posted proposal's escrow to its maker, at any time, also after expiry or cancel.
    /// @dev A signature given for the same proposal stays valid: `cancel` its group to end that too. Collateral that would not move waits for `fetchPosted`.
    function withdraw(Proposal calldata proposal) external;

    /// @notice Opens a loan on the terms of `proposal` with `fill` in its blanks. The caller is the taker: lender of a request, borrower of an offer.
    /// @dev Collateral goes from the borrower into escrow, the principal, exactly, from the lender to the borrower, the note to the lender.
    /// Both parties approve this contract beforehand for what they give.
    /// @param signature The maker's, ECDSA or ERC-1271. Empty: the escrow of a posted proposal, else ERC-1271 with the empty signature.
    /// @return id The loan's id: the EIP-712 hash of its agreement, and the id of its note.
    function accept(Proposal calldata proposal, Fill calldata fill, bytes calldata signature) external returns (bytes32 id);

    /// @notice Uses up a single-use bit, or a whole budget, of the caller. Never reverts.
    /// @dev Escrow stays until `withdraw`.
    function cancel(uint256 group) external;

    /// @notice Pays `amount` of what the loan owes, interest first; the last unit releases its collateral to the borrower and burns the note.
    /// @dev Anyone may pay, late or not, until the moment of foreclosure; the collateral still goes to the borrower.
    /// Credit that the lender's address refuses is kept for him to collect.
    /// Warning: the debt grows every second, so approve a little more than you read.
    /// @return paid What was taken from the caller: never more than is owed.
    function repay(Agreement calldata agreement, uint256 amount) external returns (uint256 paid);

    /// @notice Closes a loan in default and hands its collateral to the lender, who calls.
    function foreclose(Agreement calldata agreement) external;

    /// @notice Sends credit that could not be pushed to the caller on to `to`.
    /// @return amount What was sent.
    function collect(address token, address to) external returns (uint256 amount);

    /// @notice Sends collateral of a closed loan, which would not move when it was due to the caller, to `to`.
    /// @dev Assets that still will not move go on waiting; reverts if none moved.
    function fetch(Agreement calldata agreement, address to) external;

    /// @notice The same for collateral of a posted request that was withdrawn.
    function fetchPosted(Proposal calldata proposal, address to) external;

    /// @notice Emits the agreement of an open loan again, for the day old logs are gone.
    function publish(Agreement calldata agreement) external;

    /// @notice Calls ERC-2612 `permit` on `token` with the caller as owner and this contract as spender. A failure is ignored: the later pull decides.
    function permit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice The proposal's id: its EIP-712 hash under the domain fixed at deployment. It is the agreement's `origin` and the escrow's key.
    function proposalId(Proposal calldata proposal) external view returns (bytes32);

    /// @notice What the maker signs: the EIP-712 hash under the domain of the live chain. Equal to `proposalId` unless the chain has forked.
    function proposalDigest(Proposal calldata proposal) external view returns (bytes32);

    /// @notice The loan's id: the agreement's EIP-712 hash under the domain fixed at deployment.
    function loanId(Agreement calldata agreement) external view returns (bytes32);

    /// @notice What is kept about a loan; all zero if it is not open.
    function loan(bytes32 id) external view returns (Loan memory);

    /// @notice Where a loan stands now; all zero if it is not open.
    function position(Agreement calldata agreement) external view returns (Position memory);

    /// @notice What the loan owes now, rounded up; zero if it is not open.
    function owed(Agreement calldata agreement) external view returns (uint256);

    /// @notice What is left in a proposal's escrow: credit of an offer, one for a request's collateral. `posted` stays true after `withdraw`, for such a
    /// proposal cannot be posted again; it is false once acceptances have drawn everything.
    function escrow(bytes32 proposalId) external view returns (bool posted, uint256 left);

    /// @notice How much of a maker's group is used: zero or one for a single-use bit, credit-token units for a budget, the largest uint128 once cancelled.
    function groupUsed(address maker, uint256 group) external view returns (uint256);

    /// @notice Credit kept for `receiver`.
    function held(address token, address receiver) external view returns (uint256);

    /// @notice Collateral that waits for `claimant`: bit i stands for asset i of the terms. `key` is a loan's or a proposal's id.
    function waiting(bytes32 key) external view returns (address claimant, uint96 assets);
}
