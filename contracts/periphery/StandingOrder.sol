// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/src/utils/SafeTransferLib.sol";
import {IParley} from "../interfaces/IParley.sol";
import {Schedules} from "../libraries/Schedules.sol";
import {Agreement, Position, Terms} from "../types/Types.sol";

/// @title StandingOrder
/// @notice Pays a loan's instalments when they fall due, from an allowance that the payer leaves to this contract and within bounds that he signs.
/// Whoever executes an order gets its tip. Nothing is kept here.
contract StandingOrder is EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Order {
        /// Whose money it is: as a rule the borrower.
        address payer;
        /// Id of the one loan that is paid.
        bytes32 loan;
        /// The most that leaves the payer for one due date, tip included, in credit-token units.
        uint256 maxPerDate;
        /// The most that ever leaves him, tips included.
        uint256 maxTotal;
        /// What whoever pays a date gets for it.
        uint256 tip;
        /// Last second, in Unix time.
        uint256 expiry;
    }

    struct State {
        /// The last due date that was paid, counted from 1; zero if none was.
        uint32 lastDate;
        bool isCancelled;
        /// All that left the payer, tips included.
        uint216 spent;
    }

    bytes32 private constant ORDER_TYPEHASH = keccak256(
        "Order(address payer,bytes32 loan,uint256 maxPerDate,uint256 maxTotal,uint256 tip,uint256 expiry)"
    );

    IParley public immutable parley;

    /// @notice What has become of an order, by its id.
    mapping(bytes32 orderId => State) public states;

    /// A due date was paid: `amount` went to the loan's lender, `tip` to the executor, both from the payer.
    event Executed(
        bytes32 indexed orderId,
        address indexed payer,
        bytes32 indexed loan,
        address executor,
        uint256 date,
        uint256 amount,
        uint256 tip
    );

    event Cancelled(bytes32 indexed orderId, address indexed payer);

    error NotPayer(address payer);
    error OrderNotSigned(address payer);
    error OtherLoan(bytes32 loan);
    error OrderExpired(uint256 expiry);
    error OrderCancelled(bytes32 orderId);
    error NothingDue(bytes32 loan);
    error DatePaid(bytes32 orderId, uint256 date);
    error AlreadyPaid(bytes32 loan);
    error AboveDateCap(uint256 amount, uint256 maxPerDate);
    error AboveTotalCap(uint256 spent, uint256 maxTotal);

    constructor(IParley parley_) EIP712("Parley standing order", "1") {
        parley = parley_;
    }

    /// @notice The order's id: the EIP-712 hash that the payer signs.
    function orderId(Order calldata order) public view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(ORDER_TYPEHASH, order.payer, order.loan, order.maxPerDate, order.maxTotal, order.tip, order.expiry))
            );
    }

    /// @notice Pays exactly what makes the loan current, from the payer, once a due date has come; the tip goes to the caller. Each date is paid once.
    /// @dev With a covenant in the terms it needs as much gas as `IParley.position`. In an auction only the full debt is accepted, so only at the last date.
    /// @param agreement The loan's.
    /// @param signature The payer's, ECDSA or ERC-1271.
    /// @return amount What the loan was paid.
    function execute(
        Order calldata order,
        Agreement calldata agreement,
        bytes calldata signature
    ) external nonReentrant returns (uint256 amount) {
        bytes32 id = orderId(order);
        State storage state = states[id];
        if (state.isCancelled) revert OrderCancelled(id);
        if (block.timestamp > order.expiry) revert OrderExpired(order.expiry);
        _checkSignature(order.payer, id, signature);
        bytes32 loan = parley.loanId(agreement);
        if (loan != order.loan) revert OtherLoan(loan);

        Position memory position = parley.position(agreement);
        amount = position.arrears;
        if (amount == 0) revert NothingDue(loan);
        uint256 date = _lastDue(agreement.terms, position.openedAt);
        if (date == state.lastDate) revert DatePaid(id, date);
        uint256 taken = amount + order.tip;
        if (taken > order.maxPerDate) revert AboveDateCap(taken, order.maxPerDate);
        uint256 spent = state.spent + taken;
        if (spent > order.maxTotal || spent > type(uint216).max) revert AboveTotalCap(spent, order.maxTotal);

        (state.lastDate, state.spent) = (uint32(date), uint216(spent));
        emit Executed(id, order.payer, loan, msg.sender, date, amount, order.tip);

        _pay(agreement, loan, order.payer, amount, order.tip);
    }

    /// @dev ECDSA first: an account with delegated code (EIP-7702) still signs with its key.
    function _checkSignature(address payer, bytes32 digest, bytes calldata signature) private view {
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == payer) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(payer, digest, signature)) revert OrderNotSigned(payer);
    }

    /// @dev The last due date reached, as the core counts them for arrears.
    function _lastDue(Terms calldata terms, uint256 openedAt) private view returns (uint256) {
        return Schedules.datesBefore(terms.durationSeconds, terms.instalments, block.timestamp - openedAt + 1);
    }

    /// @dev What comes in goes out, exactly, or nothing moves: the loan may be paid in the middle, by whom the token calls.
    function _pay(Agreement calldata agreement, bytes32 loan, address payer, uint256 amount, uint256 tip) private {
        address credit = agreement.terms.credit;
        uint256 before = SafeTransferLib.balanceOf(credit, address(this));
        IERC20(credit).safeTransferFrom(payer, address(this), amount + tip);
        if (SafeTransferLib.balanceOf(credit, address(this)) != before + amount + tip) revert IParley.AssetNotReceived(credit);

        IERC20(credit).forceApprove(address(parley), amount);
        if (parley.repay(agreement, amount) != amount) revert AlreadyPaid(loan);
        if (tip != 0) IERC20(credit).safeTransfer(msg.sender, tip);
    }

    /// @notice Ends an order of the caller.
    function cancel(Order calldata order) external {
        if (msg.sender != order.payer) revert NotPayer(order.payer);
        bytes32 id = orderId(order);
        states[id].isCancelled = true;
        emit Cancelled(id, msg.sender);
    }
}
