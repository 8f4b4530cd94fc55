// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MockERC20} from "./MockERC20.sol";

/// @notice A token with two addresses: the second entry to the ledger of a first one, as TUSD had.
contract OddLedger is MockERC20 {
    error NotEntry(address caller);

    address public immutable entry = address(new OddAlias(this));

    constructor() MockERC20("LEDGER", 18) {}

    /// @notice What the other entry was asked to do by `caller`.
    function transferFor(address caller, address from, address to, uint256 amount) external {
        if (msg.sender != entry) revert NotEntry(msg.sender);
        if (caller != from) _spendAllowance(from, caller, amount);
        _transfer(from, to, amount);
    }
}

/// @notice The other entry to a ledger.
contract OddAlias {
    OddLedger public immutable ledger;

    constructor(OddLedger ledger_) {
        ledger = ledger_;
    }

    function balanceOf(address account) external view returns (uint256) {
        return ledger.balanceOf(account);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        ledger.transferFor(msg.sender, msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        ledger.transferFor(msg.sender, from, to, amount);
        return true;
    }
}
