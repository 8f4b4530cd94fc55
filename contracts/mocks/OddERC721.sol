// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {OddActor} from "./OddActor.sol";

/// @notice An ERC-721 that misbehaves in one way at a time, chosen by anyone at any moment.
contract OddERC721 is ERC721 {
    enum Oddity {
        None,
        /// Moves nothing and doesn't revert.
        Swallows,
        /// Older than the standard: no ERC-165 answer, and `transferFrom` is for the approved only, so that its owner can't use it.
        Ancient,
        /// Calls the subject when it sends or receives.
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
        /// Tells no owner.
        HidesOwners,
        /// Tells the subject for every owner.
        FixesOwners
    }

    error Refused();

    Oddity public oddity;
    address public subject;

    constructor() ERC721("Odd NFT", "ODDN") {}

    function set(Oddity oddity_, address subject_) external {
        (oddity, subject) = (oddity_, subject_);
    }

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    /// @notice Takes a token from its owner, as a registry does with an expired name.
    function reclaim(address to, uint256 id) external {
        _transfer(ownerOf(id), to, id);
    }

    /// @notice Moves a token by its id, as some NFTs did before the standard; the selector is ERC-20's.
    function transfer(address to, uint256 id) external {
        _transfer(msg.sender, to, id);
    }

    function transferFrom(address from, address to, uint256 id) public override {
        if (oddity == Oddity.Swallows) return;
        if (oddity == Oddity.Ancient && msg.sender == from) revert Refused();
        super.transferFrom(from, to, id);
        if (oddity == Oddity.ReturnsFalse) {
            assembly ("memory-safe") {
                mstore(0x00, 0)
                return(0x00, 0x20)
            }
        }
    }

    function ownerOf(uint256 id) public view override returns (address) {
        if (oddity == Oddity.HidesOwners) revert Refused();
        return oddity == Oddity.FixesOwners ? subject : super.ownerOf(id);
    }

    /// @notice Takes a token from its owner, as an issuer does.
    function confiscate(uint256 id) external {
        _burn(id);
    }

    function supportsInterface(bytes4 id) public view override returns (bool) {
        return oddity != Oddity.Ancient && super.supportsInterface(id);
    }

    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (oddity == Oddity.Paused) revert Refused();
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
        if (oddity == Oddity.Notifies && (from == subject || to == subject)) OddActor(subject).react();
        if (oddity == Oddity.Heavy) {
            assembly ("memory-safe") {
                // Memory this far out costs some 410,000 gas, and a call, unlike a load, is not optimised away.
                pop(staticcall(gas(), 4, 0x00, 440000, 0x00, 0x00))
            }
        }
    }
}
