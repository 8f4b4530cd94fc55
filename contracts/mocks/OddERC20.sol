// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {OddActor} from "./OddActor.sol";

/// @notice An ERC-20 that misbehaves in one way at a time, chosen by anyone at any moment.
contract OddERC20 is ERC20 {
    enum Oddity {
        None,
        /// Moves and returns nothing, as USDT does.
        ReturnsNothing,
        /// Returns false and moves nothing.
        ReturnsFalse,
        /// Returns true and moves nothing.
        Swallows,
        /// Reverts on a transfer of zero.
        RefusesZero,
        /// Burns one percent of what moves.
        TakesFee,
        /// Calls the subject when it sends or receives, as ERC-777 does.
        Notifies,
        /// Refuses whatever goes to the subject.
        Blocks,
        /// Refuses every transfer.
        Paused,
        /// Moves, at the price of 400,000 gas.
        Heavy,
        /// Says through ERC-165 that it is an ERC-721, as hybrids do.
        ClaimsToBeNft,
        /// Succeeds without an answer when asked for something it doesn't have, as WETH does.
        SwallowsUnknown,
        /// Refuses at once, and returns the gas, when it is given less than 150,000, as careful contracts do.
        NeedsGas,
        /// Refuses whatever comes from the subject.
        BlocksSender,
        /// Moves, and returns false all the same.
        DeniesMove,
        /// Burns one percent of what its owner sends himself, and nothing of what others pull.
        TakesFeeOnTransfer,
        /// Burns one percent more than what moves, of the sender's.
        TakesFeeOnTop,
        /// Spends all the gas it is given.
        BurnsGas,
        /// Refuses with 100,000 bytes.
        Bombs,
        /// Moves and returns 100,000 bytes, the first word true.
        Floods,
        /// Moves and returns the number two.
        ReturnsTwo,
        /// Tells half of every balance.
        HalvesBalances,
        /// Tells the same balance at all times.
        FixesBalances,
        /// Tells no balance.
        HidesBalances,
        /// Moves one unit more than asked for.
        MovesMore,
        /// Moves one unit less than asked for.
        MovesLess,
        /// Takes the largest number for all that the sender has.
        MaxMeansAll,
        /// Refuses to change an allowance that is not zero to another that is not, as USDT does.
        ApprovesFromZero,
        /// Refuses amounts from 2^96, as UNI does.
        RefusesLarge,
        /// Calls the subject whenever anything moves.
        CallsBack
    }

    error Refused();

    Oddity public oddity;
    address public subject;

    constructor() ERC20("Odd", "ODD") {}

    fallback() external {
        if (oddity != Oddity.SwallowsUnknown) revert Refused();
    }

    function set(Oddity oddity_, address subject_) external {
        (oddity, subject) = (oddity_, subject_);
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice Takes tokens from anyone, as a rebase or an issuer does.
    function confiscate(address from, uint256 amount) external {
        _burn(from, amount);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (_moves()) super.transfer(to, _moved(msg.sender, amount));
        if (oddity == Oddity.TakesFeeOnTransfer) _burn(to, amount / 100);
        return _answer();
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (_moves()) super.transferFrom(from, to, _moved(from, amount));
        return _answer();
    }

    function approve(address spender, uint256 amount) public override returns (bool) {
        if (oddity == Oddity.ApprovesFromZero && amount != 0 && allowance(msg.sender, spender) != 0) revert Refused();
        return super.approve(spender, amount);
    }

    function balanceOf(address account) public view override returns (uint256 balance) {
        balance = super.balanceOf(account);
        if (oddity == Oddity.HalvesBalances) return balance / 2;
        if (oddity == Oddity.FixesBalances) return 1e30;
        if (oddity == Oddity.HidesBalances) revert Refused();
    }

    function supportsInterface(bytes4 id) external view returns (bool) {
        return oddity == Oddity.ClaimsToBeNft && (id == type(IERC721).interfaceId || id == type(IERC165).interfaceId);
    }

    function _moves() private view returns (bool) {
        return oddity != Oddity.ReturnsFalse && oddity != Oddity.Swallows;
    }

    function _moved(address from, uint256 amount) private view returns (uint256) {
        if (oddity == Oddity.MovesMore) return amount + 1;
        if (oddity == Oddity.MovesLess) return amount - 1;
        return oddity == Oddity.MaxMeansAll && amount == type(uint256).max ? super.balanceOf(from) : amount;
    }

    function _answer() private view returns (bool) {
        if (oddity == Oddity.ReturnsNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        if (oddity == Oddity.Floods) {
            assembly ("memory-safe") {
                let answer := mload(0x40)
                mstore(answer, 1)
                return(answer, 100000)
            }
        }
        if (oddity == Oddity.ReturnsTwo) {
            assembly ("memory-safe") {
                mstore(0x00, 2)
                return(0x00, 0x20)
            }
        }
        return oddity != Oddity.ReturnsFalse && oddity != Oddity.DeniesMove;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to == address(0)) return;

        if (oddity == Oddity.Paused || (oddity == Oddity.RefusesZero && amount == 0)) revert Refused();
        if (oddity == Oddity.NeedsGas && gasleft() < 150_000) revert Refused();
        if (oddity == Oddity.Blocks && to == subject) revert Refused();
        if (oddity == Oddity.BlocksSender && from == subject) revert Refused();
        if (oddity == Oddity.RefusesLarge && amount >= 2 ** 96) revert Refused();
        if (oddity == Oddity.TakesFeeOnTop) super._update(from, address(0), amount / 100);
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
        if (oddity == Oddity.TakesFee) super._update(to, address(0), amount / 100);
        if (oddity == Oddity.Notifies && (from == subject || to == subject)) OddActor(subject).react();
        if (oddity == Oddity.Heavy) {
            assembly ("memory-safe") {
                // Memory this far out costs some 410,000 gas, and a call, unlike a load, is not optimised away.
                pop(staticcall(gas(), 4, 0x00, 440000, 0x00, 0x00))
            }
        }
    }
}
