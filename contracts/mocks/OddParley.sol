// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Agreement, LoanState, Position} from "../types/Types.sol";

/// @notice A core that lies: every loan is open since a chosen time and has the arrears that anyone chooses, however much is paid.
contract OddParley {
    uint256 public openedAt;
    uint256 public arrears;

    function set(uint256 openedAt_, uint256 arrears_) external {
        (openedAt, arrears) = (openedAt_, arrears_);
    }

    function loanId(Agreement calldata agreement) external pure returns (bytes32) {
        return keccak256(abi.encode(agreement));
    }

    function position(Agreement calldata) external view returns (Position memory result) {
        (result.state, result.openedAt, result.arrears) = (LoanState.Current, openedAt, arrears);
    }

    function repay(Agreement calldata agreement, uint256 amount) external returns (uint256) {
        SafeERC20.safeTransferFrom(IERC20(agreement.terms.credit), msg.sender, address(this), amount);
        return amount;
    }
}
