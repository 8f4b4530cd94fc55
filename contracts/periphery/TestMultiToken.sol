// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title TestMultiToken
/// @notice An ERC-1155 of three ids that anyone may draw from once a day, for test networks only. It is worth nothing.
contract TestMultiToken is ERC1155 {
    uint256 public constant PAUSE_SECONDS = 1 days;

    /// @notice Ids run from one to this.
    uint256 public constant IDS = 3;

    /// @notice What one call of `faucet` gives of each id.
    uint256 public constant FAUCET_AMOUNT = 100;

    /// @notice Name shown by wallets; ERC-1155 itself has none.
    string public name;

    /// @notice When an account may draw again, in Unix time. Zero if it never drew.
    mapping(address account => uint256 time) public nextDraw;

    /// The account has drawn today; it may draw again at `time`.
    error DrawnAlready(address account, uint256 time);

    constructor(string memory name_) ERC1155("") {
        name = name_;
    }

    /// @notice Gives the caller `FAUCET_AMOUNT` of each id, once a day.
    /// @dev No call goes to the receiver, as a contract that draws has asked for it.
    function faucet() external {
        uint256 time = nextDraw[msg.sender];
        if (block.timestamp < time) revert DrawnAlready(msg.sender, time);
        nextDraw[msg.sender] = block.timestamp + PAUSE_SECONDS;

        uint256[] memory ids = new uint256[](IDS);
        uint256[] memory amounts = new uint256[](IDS);
        for (uint256 i = 0; i < IDS; ++i) {
            ids[i] = i + 1;
            amounts[i] = FAUCET_AMOUNT;
        }
        _update(address(0), msg.sender, ids, amounts);
    }

    /// @inheritdoc ERC1155
    function uri(uint256 id) public view override returns (string memory) {
        string memory json = string.concat('{"name":"', name, " ", Strings.toString(id), '","description":"A test token, worth nothing."}');
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }
}
