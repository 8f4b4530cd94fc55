// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice An ERC-721 whose transfers can be stopped, with a revert or in silence.
contract MockERC721 is ERC721 {
    error Paused();
    error Blocked(address account);

    bool public paused;
    bool public silent;

    mapping(address account => bool) public isBlocked;

    constructor() ERC721("Mock NFT", "NFT") {}

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    /// @notice Makes every transfer to `account` revert, or no longer.
    function setBlocked(address account, bool blocked) external {
        isBlocked[account] = blocked;
    }

    /// @notice Makes every transfer succeed without moving anything, or no longer.
    function setSilent(bool silent_) external {
        silent = silent_;
    }

    function transferFrom(address from, address to, uint256 id) public override {
        if (!silent) super.transferFrom(from, to, id);
    }

    function _update(address to, uint256 id, address auth) internal override returns (address) {
        if (paused) revert Paused();
        if (isBlocked[to]) revert Blocked(to);
        return super._update(to, id, auth);
    }
}
