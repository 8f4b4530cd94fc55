// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Terms} from "../types/Types.sol";

/// @notice A gate and a covenant that answers as anybody last told it to, or in one of the ways that are not an answer. Its functions are no views, as nothing
/// forces a judge's to be.
contract OddJudge {
    enum Verdict {
        No,
        Yes,
        Reverts,
        /// Spends all the gas it is given.
        BurnsGas,
        /// Reverts with 100,000 bytes, the first word a yes.
        Bombs,
        /// Returns 100,000 bytes, the first word a yes.
        Floods,
        /// Returns the number two.
        Two,
        /// Returns nothing.
        Silent,
        /// Returns thirty-one bytes, all ones.
        Short,
        /// Yes to exactly the call it was told to expect.
        Expects,
        /// Yes if the call it was armed with goes through.
        Acts,
        /// Yes if it was given less gas than is promised.
        YesIfStarved
    }

    error Refused();

    Verdict public verdict;
    bytes32 private _expected;
    address private _target;
    bytes private _action;

    function set(Verdict verdict_) external {
        verdict = verdict_;
    }

    /// @param question The data of the call to say yes to.
    function expect(bytes calldata question) external {
        (verdict, _expected) = (Verdict.Expects, keccak256(question));
    }

    function arm(address target, bytes calldata action) external {
        (verdict, _target, _action) = (Verdict.Acts, target, action);
    }

    function admits(address, bytes32, bytes calldata) external returns (bool) {
        return _answer(gasleft());
    }

    function isBroken(bytes32, uint256, Terms calldata) external returns (bool) {
        return _answer(gasleft());
    }

    /// @notice Whether what it answers amounts to a yes.
    function saysYes() external view returns (bool) {
        return verdict == Verdict.Yes || verdict == Verdict.Floods;
    }

    function _answer(uint256 gasGiven) private returns (bool yes) {
        Verdict given = verdict;
        if (given == Verdict.Reverts) revert Refused();
        if (given == Verdict.YesIfStarved) return gasGiven < 490_000;
        if (given == Verdict.Expects) return keccak256(msg.data) == _expected;
        if (given == Verdict.Acts) {
            (yes, ) = _target.call(_action);
            return yes;
        }
        assembly ("memory-safe") {
            let answer := mload(0x40)
            mstore(answer, 1)
            switch given
            case 3 {
                invalid()
            }
            case 4 {
                revert(answer, 100000)
            }
            case 5 {
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
                mstore(0x00, not(0))
                return(0x00, 0x1f)
            }
        }
        return given == Verdict.Yes;
    }
}
