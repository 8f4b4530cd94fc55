// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @notice An ERC-1155 whose transfers can be stopped, with a revert or in silence.
contract MockERC1155 is ERC1155 {
    error Paused();

    bool public paused;
    bool public silent;

    constructor() ERC1155("") {}

    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    /// @notice Makes every transfer succeed without moving anything, or no longer.
    function setSilent(bool silent_) external {
        silent = silent_;
    }

    function safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes memory data) public override {
        if (!silent) super.safeTransferFrom(from, to, id, amount, data);
    }

    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        if (paused) revert Paused();
        super._update(from, to, ids, values);
    }
}
