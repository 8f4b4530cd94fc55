// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Terms} from "../types/Types.sol";

/// @title ICovenant
/// @notice A contract that both parties name in their terms, and which may declare their loan in default before its schedule does.
interface ICovenant {
    /// @notice Whether the loan is in default by this covenant. Anything but true, within 500,000 gas, means that it is not.
    /// @param loanId The EIP-712 hash of its agreement.
    /// @param debt What it owes now, credit-token units.
    function isBroken(bytes32 loanId, uint256 debt, Terms calldata terms) external view returns (bool);
}
