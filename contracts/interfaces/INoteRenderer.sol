// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Loan} from "../types/Types.sol";

/// @title INoteRenderer
/// @notice Draws loan notes. Parley asks the one it was built with, which keeps no state and cannot be changed.
interface INoteRenderer {
    /// @notice A `data:application/json;base64` address of the note's ERC-721 metadata, picture included.
    /// @param id The loan's id, which is the note's.
    function tokenURI(uint256 id, Loan calldata loan) external view returns (string memory);
}
