// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICovenant} from "../interfaces/ICovenant.sol";
import {IGate} from "../interfaces/IGate.sol";
import {Terms} from "../types/Types.sol";

/// @notice A gate and a covenant that answers as anybody last told it to, or in one of the ways that are not an answer.
contract OddJudge is IGate, ICovenant {
    enum Verdict {
        No,
        Yes,
        Reverts,
        /// Spends all the gas it is given.
        BurnsGas,
        /// Reverts with 100,000 bytes.
        Bombs,
        /// Returns 100,000 bytes, the first word a yes.
        Floods,
        /// Returns the number two.
        Two,
        /// Returns nothing.
        Silent,
        /// Returns the first thirty-one bytes of a yes.
        Short
    }

    error Refused();

    Verdict public verdict;

    function set(Verdict verdict_) external {
        verdict = verdict_;
    }

    function admits(address, bytes32, bytes calldata) external view returns (bool) {
        return _answer();
    }

    function isBroken(bytes32, uint256, Terms calldata) external view returns (bool) {
        return _answer();
    }

    /// @notice Whether what it answers amounts to a yes.
    function saysYes() external view returns (bool) {
        return verdict == Verdict.Yes || verdict == Verdict.Floods;
    }

    function _answer() private view returns (bool) {
        Verdict given = verdict;
        if (given == Verdict.Reverts) revert Refused();
        assembly ("memory-safe") {
            switch given
            case 3 {
                invalid()
            }
            case 4 {
                revert(0, 100000)
            }
            case 5 {
                let answer := mload(0x40)
                mstore(answer, 1)
                return(answer, 100000)
            }
            case 6 {
                mstore(0x00, 2)
                return(0x00, 0x20)
            }
            case 7 {
                return(0x00, 0x00)
            }
            case 8 {
                mstore(0x00, 0)
                return(0x00, 0x1f)
            }
        }
        return given == Verdict.Yes;
    }
}
