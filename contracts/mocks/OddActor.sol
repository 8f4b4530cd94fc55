// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {SSTORE2} from "solady/src/utils/SSTORE2.sol";

/// @notice A contract that lends, borrows or poses as a token, and that anybody tells what to do and how to take what it receives.
contract OddActor is IERC1271 {
    enum Mood {
        Accepts,
        Rejects,
        /// Spends all the gas it is given.
        BurnsGas,
        /// Reverts with 100,000 bytes.
        Bombs,
        /// Makes the call it was armed with, and keeps the answer.
        Acts
    }

    error Rejected();

    Mood public mood;
    address private _target;
    /// @dev The call's data as a contract's code, which a hook reads for less gas than storage.
    address private _action;

    /// @notice How many times it acted, and how many of these calls went through.
    uint256 public attempts;
    uint256 public successes;
    /// @notice What the last of them returned.
    bytes public answer;

    /// @notice Whether it signs everything, the empty signature included.
    bool public consents;

    function set(Mood mood_, address target, bytes calldata action) external {
        (mood, _target, _action) = (mood_, target, SSTORE2.write(action));
    }

    function setConsents(bool consents_) external {
        consents = consents_;
    }

    function execute(address to, bytes calldata data) external returns (bytes memory) {
        return Address.functionCall(to, data);
    }

    /// @notice What happens whenever it is called back.
    function react() public {
        if (mood == Mood.Rejects) revert Rejected();
        if (mood == Mood.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (mood == Mood.Bombs) {
            assembly ("memory-safe") {
                revert(0, 100000)
            }
        }
        if (mood == Mood.Acts) {
            ++attempts;
            bool success;
            (success, answer) = _target.call(SSTORE2.read(_action));
            if (success) ++successes;
        }
    }

    /// @notice Goes through if every one of these calls fails for the reason with this selector.
    function expectAllFail(address target, bytes[] calldata calls, bytes4 reason) external {
        for (uint256 i; i < calls.length; ++i) {
            (bool success, bytes memory result) = target.call(calls[i]);
            if (success || bytes4(result) != reason) revert Rejected();
        }
    }

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external {
        react();
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        react();
        return IERC721Receiver.onERC721Received.selector;
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external returns (bytes4) {
        react();
        return IERC1155Receiver.onERC1155Received.selector;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return consents ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
