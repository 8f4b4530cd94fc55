// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {SafeTransferLib} from "solady/src/utils/SafeTransferLib.sol";
import {IParley} from "../interfaces/IParley.sol";
import {Asset, AssetKind} from "../types/Types.sol";

/// @title Custody
/// @notice How assets come into escrow and leave it. In: all of it or a revert, proved through the interface that will release it.
/// Out: one try with capped gas that never reverts, so that no token and no receiver can block anything but its own asset.
library Custody {
    /// @notice Gas given to one outgoing call, several times what token transfers use.
    uint256 internal constant PUSH_GAS = 200_000;

    /// @notice Pulls an exact asset from `from` into this contract.
    /// @dev An ERC-20 amount is at least two units, so that no NFT passes for one; an ERC-721 must say so through ERC-165, which tokens of the time before
    /// the standard, whose `transferFrom` lets them in but not out again, don't.
    function pull(AssetKind kind, address token, uint256 id, uint256 amount, address from) internal {
        if (kind == AssetKind.ERC20) {
            uint256 before = SafeTransferLib.balanceOf(token, address(this));
            SafeTransferLib.safeTransferFrom(token, from, address(this), amount);
            if (SafeTransferLib.balanceOf(token, address(this)) != before + amount) revert IParley.AssetNotReceived(token);
        } else if (kind == AssetKind.ERC721) {
            if (!isERC721(token)) revert IParley.InvalidToken(token);
            if (_ownerOf(token, id) != from) revert IParley.AssetNotReceived(token);
            IERC721(token).transferFrom(from, address(this), id);
            if (_ownerOf(token, id) != address(this)) revert IParley.AssetNotReceived(token);
        } else {
            uint256 before = IERC1155(token).balanceOf(address(this), id);
            IERC1155(token).safeTransferFrom(from, address(this), id, amount, "");
            if (IERC1155(token).balanceOf(address(this), id) != before + amount) revert IParley.AssetNotReceived(token);
        }
    }

    /// @notice Whether this contract has an asset. Of a fungible one it may have it for others.
    function isHere(Asset memory asset) internal view returns (bool) {
        if (asset.kind == AssetKind.ERC721) return _ownerOf(asset.token, asset.id) == address(this);
        if (asset.kind == AssetKind.ERC20) return SafeTransferLib.balanceOf(asset.token, address(this)) >= asset.amount;
        return IERC1155(asset.token).balanceOf(address(this), asset.id) >= asset.amount;
    }

    /// @dev Zero if the token does not tell. Asked twice for each NFT, and in scratch space it costs half of what the compiler's call does.
    function _ownerOf(address token, uint256 id) private view returns (address owner) {
        bytes4 selector = IERC721.ownerOf.selector;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, id)
            let success := staticcall(gas(), token, 0x00, 0x24, 0x00, 0x20)
            owner := mul(mload(0x00), and(success, gt(returndatasize(), 0x1f)))
        }
    }

    /// @notice Tries to move an asset out of escrow with `gasLimit`.
    /// @dev What an NFT's transfer returns says nothing. If it were heeded, an NFT that moved could be moved again, out of another's escrow.
    function tryRelease(Asset calldata asset, address to, uint256 gasLimit) internal returns (bool success) {
        (AssetKind kind, address token) = (asset.kind, asset.token);
        if (kind == AssetKind.ERC20) return tryTransfer(token, to, asset.amount, gasLimit);
        if (kind == AssetKind.ERC721) (success, ) = _call(token, _transferFrom(address(this), to, asset.id), gasLimit);
        else
            (success, ) = _call(
                token,
                abi.encodeCall(IERC1155.safeTransferFrom, (address(this), to, asset.id, asset.amount, "")),
                gasLimit
            );
    }

    /// @notice Tries `transfer` of an ERC-20.
    function tryTransfer(address token, address to, uint256 amount, uint256 gasLimit) internal returns (bool) {
        (bool success, bool refused) = _call(token, _transfer(to, amount), gasLimit);
        return success && !refused;
    }

    /// @notice Tries `transferFrom` of an ERC-20.
    function tryTransferFrom(address token, address from, address to, uint256 amount, uint256 gasLimit) internal returns (bool) {
        (bool success, bool refused) = _call(token, _transferFrom(from, to, amount), gasLimit);
        return success && !refused;
    }

    /// @notice Reverts unless the next capped call gets all of `PUSH_GAS`: too little gas would make it fail at the caller's will.
    /// @dev An EVM call passes on at most 63/64 of what is left; 10,000 is more than what is spent before it.
    function requirePushGas() internal view {
        if (gasleft() < (PUSH_GAS * 64) / 63 + 10_000) revert IParley.NotEnoughGas();
    }

    function isERC721(address token) internal view returns (bool) {
        return ERC165Checker.supportsERC165InterfaceUnchecked(token, type(IERC721).interfaceId);
    }

    /// @dev By hand, here and below: the compiler's encoding takes twice the gas.
    function _transfer(address to, uint256 amount) private pure returns (bytes memory data) {
        bytes4 selector = IERC20.transfer.selector;
        assembly ("memory-safe") {
            data := mload(0x40)
            mstore(data, 0x44)
            mstore(add(data, 0x20), selector)
            mstore(add(data, 0x24), to)
            mstore(add(data, 0x44), amount)
            mstore(0x40, add(data, 0x80))
        }
    }

    /// @dev `transferFrom(from, to, amountOrId)`, which an ERC-20 and an ERC-721 have in common.
    function _transferFrom(address from, address to, uint256 amountOrId) private pure returns (bytes memory data) {
        bytes4 selector = IERC20.transferFrom.selector;
        assembly ("memory-safe") {
            data := mload(0x40)
            mstore(data, 0x64)
            mstore(add(data, 0x20), selector)
            mstore(add(data, 0x24), from)
            mstore(add(data, 0x44), to)
            mstore(add(data, 0x64), amountOrId)
            mstore(0x40, add(data, 0xa0))
        }
    }

    /// @dev At most one word of what is returned is copied, into scratch space.
    /// @return success Whether `token` has code and did not revert.
    /// @return refused Whether it returned something, and that is not true.
    function _call(address token, bytes memory data, uint256 gasLimit) private returns (bool success, bool refused) {
        assembly ("memory-safe") {
            success := call(gasLimit, token, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            switch returndatasize()
            case 0 {
                success := and(success, gt(extcodesize(token), 0))
            }
            default {
                refused := iszero(and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1)))
            }
        }
    }
}
