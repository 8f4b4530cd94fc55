// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPriceFeed} from "../interfaces/IPriceFeed.sol";

/// @notice A price feed that says what a test wants, or fails as it wants.
contract MockFeed is IPriceFeed {
    enum Failure {
        None,
        Reverts,
        BurnsGas
    }

    error FeedDown();

    uint8 public immutable override decimals;
    int256 private _answer;
    uint256 private _updatedAt;
    Failure private _failure;

    constructor(uint8 decimals_, int256 answer) {
        decimals = decimals_;
        set(answer, block.timestamp);
    }

    function set(int256 answer, uint256 updatedAt) public {
        (_answer, _updatedAt) = (answer, updatedAt);
    }

    function fail(Failure failure) external {
        _failure = failure;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        if (_failure == Failure.Reverts) revert FeedDown();
        while (_failure == Failure.BurnsGas) {}
        return (1, _answer, _updatedAt, _updatedAt, 1);
    }
}
