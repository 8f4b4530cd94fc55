// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @notice A wallet of several owners, a number of whom must sign, as Safe does it: each signs the hash within a message of the wallet's own, and their
/// signatures are joined in the order of their addresses.
contract MockMultisig is IERC1271, EIP712, ERC721Holder, ERC1155Holder {
    error NotEnoughSignatures();

    bytes32 private constant MESSAGE_TYPEHASH = keccak256("WalletMessage(bytes32 hash)");

    uint256 public immutable threshold;
    uint256 public nonce;

    mapping(address account => bool) public isOwner;

    constructor(address[] memory owners, uint256 threshold_) EIP712("Multisig", "1") {
        for (uint256 i; i < owners.length; ++i) isOwner[owners[i]] = true;
        threshold = threshold_;
    }

    /// @notice What the owners sign to make the wallet's next call.
    function callHash(address target, bytes calldata data) public view returns (bytes32) {
        return keccak256(abi.encode(target, data, nonce));
    }

    function execute(address target, bytes calldata data, bytes calldata signatures) external returns (bytes memory) {
        if (!_isSigned(callHash(target, data), signatures)) revert NotEnoughSignatures();
        ++nonce;
        return Address.functionCall(target, data);
    }

    function isValidSignature(bytes32 hash, bytes calldata signatures) external view returns (bytes4) {
        return _isSigned(hash, signatures) ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }

    function _isSigned(bytes32 hash, bytes calldata signatures) private view returns (bool) {
        if (signatures.length != threshold * 65) return false;
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(MESSAGE_TYPEHASH, hash)));
        address last;
        for (uint256 i; i < threshold; ++i) {
            address signer = ECDSA.recoverCalldata(digest, signatures[65 * i:65 * (i + 1)]);
            if (signer <= last || !isOwner[signer]) return false;
            last = signer;
        }
        return true;
    }
}
