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
    function pull(Asset memory asset, address from) internal {
        address token = asset.token;
        uint256 amount = asset.amount;
        if (asset.kind == AssetKind.ERC20) {
            uint256 before = SafeTransferLib.balanceOf(token, address(this));
            SafeTransferLib.safeTransferFrom(token, from, address(this), amount);
            if (SafeTransferLib.balanceOf(token, address(this)) != before + amount) revert IParley.AssetNotReceived(token);
        } else if (asset.kind == AssetKind.ERC721) {
            uint256 id = asset.id;
            if (!isERC721(token)) revert IParley.InvalidToken(token);
            if (IERC721(token).ownerOf(id) != from) revert IParley.AssetNotReceived(token);
            IERC721(token).transferFrom(from, address(this), id);
            if (IERC721(token).ownerOf(id) != address(this)) revert IParley.AssetNotReceived(token);
        } else {
            uint256 id = asset.id;
            uint256 before = IERC1155(token).balanceOf(address(this), id);
            IERC1155(token).safeTransferFrom(from, address(this), id, amount, "");
            if (IERC1155(token).balanceOf(address(this), id) != before + amount) revert IParley.AssetNotReceived(token);
        }
    }

    /// @notice Tries to move an asset out of escrow.
    function tryRelease(Asset memory asset, address to) internal returns (bool) {
        if (asset.kind == AssetKind.ERC20) return tryCall(asset.token, abi.encodeCall(IERC20.transfer, (to, asset.amount)));
        if (asset.kind == AssetKind.ERC721) {
            return tryCall(asset.token, abi.encodeCall(IERC721.transferFrom, (address(this), to, asset.id)));
        }
        return tryCall(asset.token, abi.encodeCall(IERC1155.safeTransferFrom, (address(this), to, asset.id, asset.amount, "")));
    }

    /// @notice Calls `token` with capped gas. True if it has code, did not revert, and returned nothing or true.
    /// @dev Reverts if the caller left too little gas, since that would make the call fail at the caller's will.
    function tryCall(address token, bytes memory data) internal returns (bool success) {
        // An EVM call passes on at most 63/64 of the gas that is left.
        if (gasleft() < (PUSH_GAS * 64) / 63 + 5_000) revert IParley.NotEnoughGas();
        assembly ("memory-safe") {
            // At most one word of return data is copied, into scratch space.
            success := call(PUSH_GAS, token, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            switch returndatasize()
            case 0 { success := and(success, gt(extcodesize(token), 0)) }
            default { success := and(success, and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))) }
        }
    }

    function isERC721(address token) internal view returns (bool) {
        return ERC165Checker.supportsERC165InterfaceUnchecked(token, type(IERC721).interfaceId);
    }
}

