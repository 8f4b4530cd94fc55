// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/src/utils/SafeTransferLib.sol";
import {IParley} from "../interfaces/IParley.sol";
import {Agreement} from "../types/Types.sol";
import {Syndicate} from "./Syndicate.sol";

/// @title NoteSale
/// @notice Sells the note of a loan, or shares of the syndicate that lent it, at a price that their owner signed: the buyer pays him, and what is
/// sold moves, both or neither. Nothing is kept here.
contract NoteSale is EIP712, ReentrancyGuardTransient {
    struct Sale {
        address seller;
        /// Id of the loan whose note is sold, or shares of whose syndicate.
        bytes32 loan;
        /// How many shares, in credit-token units, all or nothing. Zero for the note itself.
        uint256 shares;
        /// ERC-20 that is paid.
        address currency;
        /// Currency units: what the seller gets, exactly.
        uint256 price;
        /// The only account that may buy. Zero for anyone.
        address buyer;
        /// Last second, in Unix time, to buy.
        uint256 expiry;
        /// Tells apart what is alike otherwise.
        uint256 salt;
    }

    enum SaleState {
        Open,
        Sold,
        Cancelled
    }

    bytes32 private constant SALE_TYPEHASH = keccak256(
        "Sale(address seller,bytes32 loan,uint256 shares,address currency,uint256 price,address buyer,uint256 expiry,uint256 salt)"
    );

    IParley public immutable parley;

    /// @notice The contract whose syndicates' shares may be sold.
    Syndicate public immutable syndicates;

    /// @notice What has become of a sale. One that nobody signed is open too.
    mapping(bytes32 saleId => SaleState) public states;

    /// The price was paid and what was sold has moved: the note, or as many shares.
    event Bought(
        bytes32 indexed saleId,
        bytes32 indexed loan,
        address indexed seller,
        address buyer,
        uint256 shares,
        address currency,
        uint256 price
    );

    /// Nobody can buy any more.
    event SaleCancelled(bytes32 indexed saleId, bytes32 indexed loan, address indexed seller);

    error NotSeller(address seller);
    error NotBuyer(address buyer);
    error SaleExpired(uint256 expiry);
    error SaleOver(bytes32 saleId);
    error SaleNotSigned(address seller);
    error PriceNotReceived(address currency);
    error NotSyndicate(address lender);
    error OtherLoan(bytes32 loan);
    error OwedLess(uint256 owed, uint256 leastOwed);

    constructor(Syndicate syndicates_) EIP712("Parley sale", "1") {
        syndicates = syndicates_;
        parley = syndicates_.parley();
    }

    /// @notice The sale's id: the EIP-712 hash that the seller signs.
    function saleId(Sale calldata sale) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(SALE_TYPEHASH, sale)));
    }

    /// @notice The syndicate that lent a loan: whose shares a sale of that loan's shares moves.
    /// @dev Its lender says nothing about itself: that it was made by `syndicates` shows by its address.
    function syndicateOf(bytes32 loan) public view returns (Syndicate syndicate) {
        address lender = IERC721(address(parley)).ownerOf(uint256(loan));
        syndicate = Syndicate(lender);
        if (!syndicates.isSyndicate(lender) || syndicate.loan() != loan) revert NotSyndicate(lender);
    }

    /// @notice Pays the price from the caller to the seller, and moves the note or the shares to the caller. A sale is used once.
    /// @dev The seller has approved this contract for what he sells, the caller for the price. What is paid on the loan until then is the seller's, or
    /// falls to his shares: `leastOwed` is what must still be owed in the end. A loan that was closed, extended or renegotiated has no note any more.
    /// @param agreement The loan's.
    /// @param leastOwed Of the whole loan, credit-token units.
    /// @param signature The seller's, ECDSA or ERC-1271.
    function buy(Sale calldata sale, Agreement calldata agreement, uint256 leastOwed, bytes calldata signature) external nonReentrant {
        if (sale.buyer != address(0) && msg.sender != sale.buyer) revert NotBuyer(sale.buyer);
        if (block.timestamp > sale.expiry) revert SaleExpired(sale.expiry);
        bytes32 id = _end(sale, SaleState.Sold);
        _checkSignature(sale.seller, id, signature);

        emit Bought(id, sale.loan, sale.seller, msg.sender, sale.shares, sale.currency, sale.price);

        _pay(sale.currency, sale.seller, sale.price);
        _hand(sale);
        _checkOwed(sale.loan, agreement, leastOwed);
    }

    function _end(Sale calldata sale, SaleState state) private returns (bytes32 id) {
        id = saleId(sale);
        if (states[id] != SaleState.Open) revert SaleOver(id);
        states[id] = state;
    }

    /// @dev ECDSA first: an account with delegated code (EIP-7702) still signs with its key.
    function _checkSignature(address seller, bytes32 digest, bytes calldata signature) private view {
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == seller) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(seller, digest, signature)) revert SaleNotSigned(seller);
    }

    /// @dev The seller signed for what arrives, whatever the token does on the way.
    function _pay(address currency, address seller, uint256 price) private {
        uint256 before = SafeTransferLib.balanceOf(currency, seller);
        SafeTransferLib.safeTransferFrom(currency, msg.sender, seller, price);
        if (SafeTransferLib.balanceOf(currency, seller) != before + price) revert PriceNotReceived(currency);
    }

    function _hand(Sale calldata sale) private {
        if (sale.shares == 0) IERC721(address(parley)).transferFrom(sale.seller, msg.sender, uint256(sale.loan));
        else SafeERC20.safeTransferFrom(syndicateOf(sale.loan), sale.seller, msg.sender, sale.shares);
    }

    /// @dev Comes last: while he is paid, a seller could repay the loan to himself.
    function _checkOwed(bytes32 loan, Agreement calldata agreement, uint256 leastOwed) private view {
        bytes32 id = parley.loanId(agreement);
        if (id != loan) revert OtherLoan(id);
        uint256 owed = parley.owed(agreement);
        if (owed < leastOwed) revert OwedLess(owed, leastOwed);
    }

    /// @notice Ends a sale of the caller that nobody has used.
    function cancel(Sale calldata sale) external {
        if (msg.sender != sale.seller) revert NotSeller(sale.seller);
        bytes32 id = _end(sale, SaleState.Cancelled);
        emit SaleCancelled(id, sale.loan, msg.sender);
    }
}
