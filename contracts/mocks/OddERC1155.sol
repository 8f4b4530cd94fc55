// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {OddActor} from "./OddActor.sol";

/// @notice An ERC-1155 that misbehaves in one way at a time, chosen by anyone at any moment.
contract OddERC1155 is ERC1155 {
    enum Oddity {
        None,
        /// Moves nothing and doesn't revert.
        Swallows,
        /// Burns one percent of what moves, and at least one.
        TakesFee,
        /// Calls the subject before anything moves.
        Notifies,
        /// Refuses every transfer.
        Paused,
        /// Moves, at the price of 400,000 gas.
        Heavy,
        /// Refuses whatever goes to the subject.
        Blocks,
        /// Moves and returns false, where the standard knows no answer.
        ReturnsFalse,
        /// Spends all the gas it is given.
        BurnsGas,
        /// Refuses with 100,000 bytes.
        Bombs,
        /// Calls the subject whenever anything moves.
        CallsBack,
        /// Tells half of every balance.
        HalvesBalances,
        /// Moves one less than asked for.
        MovesLess
    }

    error Refused();

    Oddity public oddity;
    address public subject;

    constructor() ERC1155("") {}

    function set(Oddity oddity_, address subject_) external {
        (oddity, subject) = (oddity_, subject_);
    }

    function mint(address to, uint256 id, uint256 amount) external {
        uint256[] memory ids = new uint256[](1);
        uint256[] memory amounts = new uint256[](1);
        (ids[0], amounts[0]) = (id, amount);
        _update(address(0), to, ids, amounts);
    }

    function safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes memory data) public override {
        if (oddity == Oddity.Swallows) return;
        if (oddity == Oddity.Paused) revert Refused();
        if (oddity == Oddity.Notifies) OddActor(subject).react();
        if (oddity == Oddity.Blocks && to == subject) revert Refused();
        if (oddity == Oddity.CallsBack) OddActor(subject).react();
        if (oddity == Oddity.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (oddity == Oddity.Bombs) {
            assembly ("memory-safe") {
                revert(0, 100000)
            }
        }
        super.safeTransferFrom(from, to, id, oddity == Oddity.MovesLess ? amount - 1 : amount, data);
        if (oddity == Oddity.TakesFee) _burn(to, id, amount / 100 + 1);
        if (oddity == Oddity.Heavy) {
            assembly ("memory-safe") {
                // Memory this far out costs some 410,000 gas, and a call, unlike a load, is not optimised away.
                pop(staticcall(gas(), 4, 0x00, 440000, 0x00, 0x00))
            }
        }
        if (oddity == Oddity.ReturnsFalse) {
            assembly ("memory-safe") {
                mstore(0x00, 0)
                return(0x00, 0x20)
            }
        }
    }

    function balanceOf(address account, uint256 id) public view override returns (uint256 balance) {
        balance = super.balanceOf(account, id);
        if (oddity == Oddity.HalvesBalances) balance /= 2;
    }

    /// @notice Takes tokens from anyone, as an issuer does.
    function confiscate(address from, uint256 id, uint256 amount) external {
        _burn(from, id, amount);
    }
}
