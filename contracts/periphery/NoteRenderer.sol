// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Base64} from "solady/src/utils/Base64.sol";
import {DateTimeLib} from "solady/src/utils/DateTimeLib.sol";
import {LibString} from "solady/src/utils/LibString.sol";
import {INoteRenderer} from "../interfaces/INoteRenderer.sol";
import {Loan} from "../types/Types.sol";

/// @title NoteRenderer
/// @notice Draws a loan note from its id and what Parley keeps about the loan: a pattern that is the loan's own, its opening date and its state.
contract NoteRenderer is INoteRenderer {
    using LibString for uint256;

    function tokenURI(uint256 id, Loan calldata loan) external pure returns (string memory) {
        string memory short = _shortId(id);
        string memory state = _state(loan);
        string memory opened = _date(loan.openedAt);
        return
            _dataUri(
                "application/json",
                string.concat(
                    '{"name":"Parley loan note ',
                    short,
                    '","description":"Owns the lender\'s side of a Parley loan: repayments and, after a default, its collateral go to this note\'s owner. The token id is the hash of the agreement.","image":"',
                    _dataUri("image/svg+xml", _picture(id, short, state, opened)),
                    '","attributes":[{"trait_type":"State","value":"',
                    state,
                    '"},{"trait_type":"Opened","display_type":"date","value":',
                    loan.openedAt.toString(),
                    "}]}"
                )
            );
    }

    function _picture(uint256 id, string memory short, string memory state, string memory opened) private pure returns (string memory) {
        string memory hue = (id % 360).toString();
        return
            string.concat(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="system-ui,sans-serif" fill="#fff"><rect width="400" height="400" fill="hsl(',
                hue,
                ',35%,18%)"/><g fill="hsl(',
                hue,
                ',60%,62%)">',
                _pattern(id),
                '</g><text x="32" y="322" font-size="26" font-weight="600">',
                state,
                '</text><text x="32" y="350" font-size="16" opacity=".8">opened ',
                opened,
                '</text><text x="32" y="374" font-size="16" opacity=".8">',
                short,
                "</text></svg>"
            );
    }

    /// @dev Seven columns by five rows, mirrored left to right, filled as the id's bits say.
    function _pattern(uint256 id) private pure returns (string memory cells) {
        for (uint256 i; i < 20; ++i) {
            if ((id >> (i + 9)) & 1 == 0) continue;
            (uint256 column, uint256 row) = (i % 4, i / 4);
            cells = string.concat(cells, _cell(column, row));
            if (column != 3) cells = string.concat(cells, _cell(6 - column, row));
        }
    }

    function _cell(uint256 column, uint256 row) private pure returns (string memory) {
        return
            string.concat(
                '<rect x="',
                (32 + column * 48).toString(),
                '" y="',
                (32 + row * 48).toString(),
                '" width="44" height="44" rx="8"/>'
            );
    }

    function _state(Loan calldata loan) private pure returns (string memory) {
        if (loan.inAuction) return "In auction";
        return loan.accruedAt == 0 ? "Open" : "Partly repaid";
    }

    function _shortId(uint256 id) private pure returns (string memory) {
        string memory whole = id.toHexString(32);
        return string.concat(LibString.slice(whole, 0, 6), unicode"…", LibString.slice(whole, 62));
    }

    function _date(uint256 timestamp) private pure returns (string memory) {
        (uint256 year, uint256 month, uint256 day) = DateTimeLib.timestampToDate(timestamp);
        return string.concat(year.toString(), "-", _twoDigits(month), "-", _twoDigits(day));
    }

    function _twoDigits(uint256 value) private pure returns (string memory) {
        return string.concat(value < 10 ? "0" : "", value.toString());
    }

    function _dataUri(string memory mediaType, string memory content) private pure returns (string memory) {
        return string.concat("data:", mediaType, ";base64,", Base64.encode(bytes(content)));
    }
}
