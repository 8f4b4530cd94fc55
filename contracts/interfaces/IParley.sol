// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {INoteRenderer} from "./INoteRenderer.sol";
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

    /// A loan was paid in full and closed by its successor, whose `Opened` precedes this. Equal collateral stayed in escrow.
    event Novated(bytes32 indexed id, bytes32 indexed successor, uint256 interestPaid, uint256 principalPaid);

    /// The lender took the collateral of a defaulted loan, which closed it: at once, or after an auction in which nobody bought.
    event Foreclosed(bytes32 indexed id);

    /// The collateral of a defaulted loan went up for auction, and its `principal` and `interest` were fixed as of now.
    event AuctionStarted(bytes32 indexed id, uint256 principal, uint256 interest);

    /// The collateral was sold, which closed the loan. `lenderShare` of the price went to the lender, the rest to the borrower.
    event Sold(bytes32 indexed id, address indexed buyer, address to, uint256 price, uint256 lenderShare);

    /// ERC-4906: what the note's `tokenURI` draws has changed.
    event MetadataUpdate(uint256 tokenId);

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
    error NotBorrower(address borrower);
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
    error AuctionRunning(bytes32 id);
    error NotInAuction(bytes32 id);
    error AuctionNotOver(uint256 end);
    error PriceAbove(uint256 price, uint256 maxPrice);
    error CollateralStuck(uint256 assets);
    error CreditDiffers(address credit);
    error ReplacesOther(bytes32 replaces);
    error LoanTooSmall(uint256 principal, uint256 debt);
    error NotAdmitted(address taker, address gate);
    error InvalidPick(uint256 index);
    error PicksDiffer(uint256 blanks);
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
    /// @dev Anyone may pay, late or not, until the moment of foreclosure or sale; the collateral still goes to the borrower.
    /// While an auction runs only the full debt is accepted.
    /// Credit that the lender's address refuses is kept for him to collect.
    /// Warning: the debt grows every second, so approve a little more than you read.
    /// @return paid What was taken from the caller: never more than is owed.
    function repay(Agreement calldata agreement, uint256 amount) external returns (uint256 paid);

    /// @notice Closes a loan, paid in full, by opening its successor on the terms of `proposal` with `fill` in its blanks.
    /// @dev The caller is the borrower, with a new lender's offer that names this loan or none; or a new lender, with the borrower's request that names this
    /// loan in `replaces` and whose principal covers the debt. Both loans are in one credit token. Of the new principal the debt goes to the old lender, the
    /// rest to the borrower; what it lacks comes from the borrower. What anyone would pay himself is not moved. The old lender may be the new one: then only
    /// differences move. Collateral of equal lists stays where it is; otherwise all of it goes back to the borrower and the new collateral comes in.
    /// Possible late, in default and in auction, as repayment is.
    /// @return id The successor's id.
    function novate(
        Agreement calldata agreement,
        Proposal calldata proposal,
        Fill calldata fill,
        bytes calldata signature
    ) external returns (bytes32 id);

    /// @notice Acts on a loan in default. Without an auction in its terms: closes it and hands the collateral to the lender, who calls.
    /// With one: starts it, called by the lender or the borrower. From then on the loan stays in default and takes full repayment only.
    /// @dev In default: behind its schedule and past grace, or broken in the eyes of its covenant. A covenant that fails to answer is not broken.
    function foreclose(Agreement calldata agreement) external;

    /// @notice Buys all collateral of a loan in auction for `to` at the current price, from the auction's start until the lender has taken it.
    /// @dev The price goes to the lender up to the debt, the rest to the borrower, and the loan is closed. All assets move or nothing happens.
    /// @param maxPrice The most the caller will pay, credit-token units. The price only falls.
    /// @return price What was paid: see `Auctions.priceUp`.
    function buy(Agreement calldata agreement, uint256 maxPrice, address to) external returns (uint256 price);

    /// @notice Hands collateral that nobody bought to `to`, after the auction's end, and closes the loan. The caller is the lender.
    /// @dev Assets that would not move wait for the lender.
    function take(Agreement calldata agreement, address to) external;

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
    /// @dev With a covenant in its terms it asks that, and reverts unless 520,000 gas are left for it.
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

    /// @notice Draws the notes' `tokenURI`; fixed at deployment.
    function renderer() external view returns (INoteRenderer);
}
