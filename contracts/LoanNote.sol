// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ERC721} from "solady/src/tokens/ERC721.sol";
import {IParley} from "./interfaces/IParley.sol";

/// @title LoanNote
/// @notice The ERC-721 that owns the lender's side of a loan. Its id is the loan's id, and the 96 bits beside its owner are the loan's dates
/// and whether it is in auction.
/// @dev An id never recurs, so what a burnt note leaves behind, an approval, can never apply to another.
abstract contract LoanNote is ERC721, ReentrancyGuardTransient, IParley {
    uint256 private constant TIME_BITS = 40;

    /// @dev `_ERC721_MASTER_SLOT_SEED` and the hash of the Transfer event, both private in Solady's contract.
    uint256 private constant MASTER_SLOT_SEED = 0x7d8825530a5a2e7a << 192;
    bytes32 private constant TRANSFER_TOPIC = keccak256("Transfer(address,address,uint256)");

    function name() public pure override returns (string memory) {
        return "Parley loan note";
    }

    function symbol() public pure override returns (string memory) {
        return "PARLEY";
    }

    function approve(address account, uint256 id) public payable override nonReentrant {
        _refuseValue();
        super.approve(account, id);
    }

    function setApprovalForAll(address operator, bool isApproved) public override nonReentrant {
        super.setApprovalForAll(operator, isApproved);
    }

    /// @dev Both `safeTransferFrom` go through here; the receiver's hook runs after the lock is released.
    function transferFrom(address from, address to, uint256 id) public payable override nonReentrant {
        _refuseValue();
        super.transferFrom(from, to, id);
    }

    function _refuseValue() private view {
        if (msg.value != 0) revert ValueRefused();
    }

    /// @dev This contract pays a note's owner, so it must never be one.
    function _beforeTokenTransfer(address, address to, uint256) internal view override {
        if (to == address(this)) revert ReceiverRefused(to);
    }

    /// @dev Bit `index` of the 224 that Solady keeps beside an account's note balance, a slot that the lender's side of an opening loan writes anyway.
    function _useBit(address account, uint256 index) internal returns (bool wasUsed) {
        assembly ("memory-safe") {
            // One load and one store of Solady's slot of balance and auxiliary data, instead of two loads.
            mstore(0x1c, MASTER_SLOT_SEED)
            mstore(0x00, account)
            let slot := keccak256(0x0c, 0x1c)
            let packed := sload(slot)
            let bit := shl(add(index, 32), 1)
            wasUsed := iszero(iszero(and(packed, bit)))
            sstore(slot, or(packed, bit))
        }
    }

    function _isBitUsed(address account, uint256 index) internal view returns (bool) {
        return (_getAux(account) >> index) & 1 == 1;
    }

    function _mintNote(bytes32 id, address lender) internal {
        _mintAndSetExtraDataUnchecked(lender, uint256(id), uint96(block.timestamp));
    }

    /// @dev The lender is zero if the loan is not open, `accruedAt` as long as the loan has no balance of its own.
    function _readNote(bytes32 id) internal view returns (address lender, uint256 openedAt, uint256 accruedAt, bool inAuction) {
        uint256 packed;
        assembly ("memory-safe") {
            // One load of Solady's slot of owner and extra data, instead of two.
            mstore(0x00, id)
            mstore(0x1c, MASTER_SLOT_SEED)
            packed := sload(add(id, add(id, keccak256(0x00, 0x20))))
        }
        lender = address(uint160(packed));
        openedAt = uint40(packed >> 160);
        accruedAt = uint40(packed >> (160 + TIME_BITS));
        inAuction = packed >> (160 + 2 * TIME_BITS) != 0;
    }

    /// @dev From now on the loan has a balance of its own.
    function _markAccrued(bytes32 id, uint256 openedAt, bool inAuction) internal {
        _setExtraData(uint256(id), uint96(openedAt | (block.timestamp << TIME_BITS) | (inAuction ? 1 << (2 * TIME_BITS) : 0)));
        emit MetadataUpdate(uint256(id));
    }

    /// @dev Solady's burn keeps the extra data and reads the approval; this one clears the whole slot, for its refund, and reads nothing else.
    function _burnNote(bytes32 id, address lender) internal {
        bytes32 topic = TRANSFER_TOPIC;
        assembly ("memory-safe") {
            mstore(0x00, id)
            mstore(0x1c, MASTER_SLOT_SEED)
            sstore(add(id, add(id, keccak256(0x00, 0x20))), 0)
            mstore(0x00, lender)
            let balanceSlot := keccak256(0x0c, 0x1c)
            sstore(balanceSlot, sub(sload(balanceSlot), 1))
            log4(0x00, 0x00, topic, lender, 0, id)
        }
    }
}
