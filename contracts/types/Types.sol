// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What an asset is, and for the last four what a lender leaves open for the borrower to choose.
/// @dev An agreement holds the first three only.
enum AssetKind {
    ERC20,
    ERC721,
    ERC1155,
    ERC721Collection,
    ERC721List,
    ERC1155Collection,
    ERC1155List
}

/// @notice How the principal is to come back. Interest is due at every date on what is outstanding.
enum Schedule {
    /// Everything at the end, one date.
    Bullet,
    /// Interest at each date, the whole principal at the last.
    InterestOnly,
    /// The same amount of principal at each date.
    Linear,
    /// The same payment at each date.
    Annuity
}

/// @notice Which side of the loan the maker of a proposal takes.
enum Side {
    /// The maker borrows.
    Request,
    /// The maker lends.
    Offer
}

/// @notice What a loan is doing now. A loan that was closed and one that never was are both `NotOpen`.
enum LoanState {
    NotOpen,
    Current,
    InDefault,
    InAuction
}

/// @notice One piece of collateral.
struct Asset {
    AssetKind kind;
    address token;
    /// Token id; the merkle root of a list; zero for an ERC-20 or a whole collection.
    uint256 id;
    /// Token units; one for an ERC-721.
    uint256 amount;
}

/// @notice The conditions of a loan.
struct Terms {
    /// ERC-20 that is lent.
    address credit;
    /// Credit-token units. In an offer, the most one fill may borrow.
    uint256 principal;
    /// At most sixteen assets. Empty means unsecured.
    Asset[] collateral;
    /// Yearly simple interest on the outstanding principal, in basis points, actual/365 days.
    uint256 aprBps;
    /// Interest owed from the first second, in basis points of the opening principal; due with the first instalment.
    uint256 flatBps;
    /// From opening to the last due date.
    uint256 durationSeconds;
    Schedule schedule;
    /// Number of due dates, evenly spaced over the duration. One for a bullet loan.
    uint256 instalments;
    /// How long after a due date a payment still counts as in time.
    uint256 graceSeconds;
    /// Length of the auction of defaulted collateral. Zero: the lender takes the collateral itself.
    uint256 auctionSeconds;
    /// Contract both agreed to, which may declare a default early. Zero for none.
    address covenant;
    /// Hash of an off-chain document both agreed to. Zero for none.
    bytes32 document;
}

/// @notice Terms that a maker consents to, and to whom, how often and how long.
struct Proposal {
    address maker;
    Side side;
    /// The only account that may accept. Zero for anyone.
    address taker;
    Terms terms;
    /// Least principal of one fill.
    uint256 smallestFill;
    /// Most principal of all fills on the group together.
    uint256 limit;
    /// Top bit clear: a single-use bit, shared by whatever names it. Top bit set: a budget in one credit token.
    uint256 group;
    /// Last second, in Unix time, at which the proposal may be accepted.
    uint256 expiry;
    /// Contract that must admit the taker. Zero for none.
    address gate;
    /// Id of the loan that this proposal refinances, for `novate` only. Zero for none.
    bytes32 replaces;
}

/// @notice The choice of one asset that the lender left open.
struct Pick {
    uint256 id;
    bytes32[] proof;
}

/// @notice What the taker writes into the blanks of a proposal.
struct Fill {
    /// Credit-token units to borrow.
    uint256 principal;
    /// One for each asset that the lender left open, in their order.
    Pick[] picks;
    /// Handed to the gate.
    bytes gateData;
}

/// @notice The exact terms of one loan. Its EIP-712 hash is the loan's id.
struct Agreement {
    address borrower;
    /// Id of the proposal it came from.
    bytes32 origin;
    /// How much of the proposal's budget had been used before; zero for a single-use proposal.
    uint256 part;
    Terms terms;
}

/// @notice What the contract keeps about an open loan, all zero otherwise.
struct Loan {
    /// Owner of the note.
    address lender;
    /// Its collateral is up for auction since `accruedAt`, when it owed `principal` + `interest`.
    bool inAuction;
    /// Unix time.
    uint256 openedAt;
    /// Outstanding principal at `accruedAt`, credit-token units. Zero as long as nothing was paid.
    uint256 principal;
    /// Unpaid interest at `accruedAt`, credit-token units.
    uint256 interest;
    /// Unix time of the last partial payment or of the auction's start, zero if there was neither.
    uint256 accruedAt;
}

/// @notice Where a loan stands at the time of the call, in credit-token units.
struct Position {
    LoanState state;
    address lender;
    uint256 openedAt;
    /// Outstanding principal.
    uint256 principal;
    /// Interest accrued and not paid; rounded up.
    uint256 interest;
    /// Principal scheduled to remain after the last due date reached; rounded up.
    uint256 allowed;
    /// What must be paid now to be on schedule; zero if it is. It grows every second, so pay a little more than you read.
    uint256 arrears;
    /// Unix time at which the collateral went up for auction, zero if it did not.
    uint256 auctionStartedAt;
    /// What a buyer pays for all of the collateral now; zero if it is not in auction.
    uint256 price;
}
