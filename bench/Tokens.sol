// SPDX-License-Identifier: AGPL-3.0-only
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC20} from "solmate/src/tokens/ERC20.sol";

/// @notice The ERC-20 under which every protocol of the gas table was measured. For `bench/` only; its licence is solmate's.
contract BenchToken is ERC20 {
    constructor(string memory symbol) ERC20(symbol, symbol, 18) {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice The ERC-721 of the same table.
contract BenchNFT is ERC721 {
    constructor() ERC721("NFT", "NFT") {}

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}
