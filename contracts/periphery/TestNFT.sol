// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title TestNFT
/// @notice An ERC-721 that anyone may mint from, for test networks only. Its pictures are drawn on chain. It is worth nothing.
contract TestNFT is ERC721 {
    using Strings for uint256;

    /// @notice Id of the token minted last; ids begin at one.
    uint256 public lastId;

    constructor(string memory name_, string memory symbol_) ERC721(name_, symbol_) {}

    /// @notice Mints the next token to the caller.
    /// @return id Its id.
    function faucet() external returns (uint256 id) {
        id = ++lastId;
        _mint(msg.sender, id);
    }

    /// @inheritdoc ERC721
    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);

        string memory json = string.concat(
            '{"name":"',
            name(),
            " #",
            id.toString(),
            '","description":"A test token, worth nothing.","image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(_picture(id))),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @dev Two rings in colours a golden-angle step apart, so that neighbouring ids look different.
    function _picture(uint256 id) private pure returns (string memory) {
        string memory hue = ((id * 137) % 360).toString();
        string memory otherHue = ((id * 137 + 60) % 360).toString();
        return
            string.concat(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="hsl(',
                hue,
                ',45%,88%)"/><g fill="none" stroke-width="6"><circle cx="42" cy="46" r="20" stroke="hsl(',
                hue,
                ',55%,45%)"/><circle cx="58" cy="46" r="20" stroke="hsl(',
                otherHue,
                ',55%,45%)"/></g><text x="50" y="88" font-family="sans-serif" font-size="12" text-anchor="middle">#',
                id.toString(),
                "</text></svg>"
            );
    }
}
