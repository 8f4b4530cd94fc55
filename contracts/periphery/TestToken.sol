// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title TestToken
/// @notice An ERC-20 with permit that anyone may draw from once a day, for test networks only. It is worth nothing.
contract TestToken is ERC20, ERC20Permit {
    uint256 public constant PAUSE_SECONDS = 1 days;

    /// @notice What one call of `faucet` gives, in token units.
    uint256 public immutable faucetAmount;

    /// @notice When an account may draw again, in Unix time. Zero if it never drew.
    mapping(address account => uint256 time) public nextDraw;

    uint8 private immutable _decimals;

    /// The account has drawn today; it may draw again at `time`.
    error DrawnAlready(address account, uint256 time);

    /// @param faucetTokens_ What one call of `faucet` gives, in whole tokens.
    constructor(
        string memory name_,
        string memory symbol_,
        uint8 decimals_,
        uint256 faucetTokens_
    ) ERC20(name_, symbol_) ERC20Permit(name_) {
        _decimals = decimals_;
        faucetAmount = faucetTokens_ * 10 ** decimals_;
    }

    /// @notice Gives the caller `faucetAmount`, once a day.
    function faucet() external {
        uint256 time = nextDraw[msg.sender];
        if (block.timestamp < time) revert DrawnAlready(msg.sender, time);
        nextDraw[msg.sender] = block.timestamp + PAUSE_SECONDS;

        _mint(msg.sender, faucetAmount);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}
