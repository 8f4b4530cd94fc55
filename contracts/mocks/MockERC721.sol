// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice An ERC-721 whose transfers can be stopped, with a revert or in silence.
contract MockERC721 is ERC721 {
    error Paused();

    bool public paused;
    bool public silent;

    constructor() ERC721("Mock NFT", "NFT") {}

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function setPaused(bool paused_) external {
        paused = paused_;
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
        return super._update(to, id, auth);
    }
}
