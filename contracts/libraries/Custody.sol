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
    function tryRelease(Asset calldata asset, address to, uint256 gasLimit) internal returns (bool) {
        address token = asset.token;
        if (asset.kind == AssetKind.ERC721) return tryTransferFrom(token, address(this), to, asset.id, gasLimit);
        if (asset.kind == AssetKind.ERC20) return tryTransfer(token, to, asset.amount, gasLimit);
        return _tryCall(token, abi.encodeCall(IERC1155.safeTransferFrom, (address(this), to, asset.id, asset.amount, "")), gasLimit);
    }

    function tryTransfer(address token, address to, uint256 amount, uint256 gasLimit) internal returns (bool) {
        return _tryCall(token, abi.encodeCall(IERC20.transfer, (to, amount)), gasLimit);
    }

    /// @notice Tries `transferFrom(from, to, amountOrId)`, which an ERC-20 and an ERC-721 have in common.
    function tryTransferFrom(address token, address from, address to, uint256 amountOrId, uint256 gasLimit) internal returns (bool) {
        return _tryCall(token, abi.encodeCall(IERC20.transferFrom, (from, to, amountOrId)), gasLimit);
    }

    /// @notice Reverts unless the next capped call gets all of `PUSH_GAS`: too little gas would make it fail at the caller's will.
    /// @dev An EVM call passes on at most 63/64 of what is left; 10,000 is more than what is spent before it.
    function requirePushGas() internal view {
        if (gasleft() < (PUSH_GAS * 64) / 63 + 10_000) revert IParley.NotEnoughGas();
    }

    function isERC721(address token) internal view returns (bool) {
        return ERC165Checker.supportsERC165InterfaceUnchecked(token, type(IERC721).interfaceId);
    }

    /// @dev True if `token` has code, did not revert, and returned nothing or true. At most one word of what it returns is copied, into scratch space.
    function _tryCall(address token, bytes memory data, uint256 gasLimit) private returns (bool success) {
        assembly ("memory-safe") {
            success := call(gasLimit, token, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            switch returndatasize()
            case 0 {
                success := and(success, gt(extcodesize(token), 0))
            }
            default {
                success := and(success, and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1)))
            }
        }
    }
}
