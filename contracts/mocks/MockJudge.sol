// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A gate and a covenant that answers as it is told. Its functions are not views, as nothing forces a judge's to be.
contract MockJudge {
    enum Answer {
        Yes,
        No,
        /// A word that is neither true nor false.
        Two,
        Nothing,
        /// 31 bytes, all ones.
        Short,
        /// Reverts with a word that means true.
        Reverts,
        /// Spends all the gas it is given.
        BurnsGas,
        /// Returns 100,000 bytes, all zero but the first word, which means true.
        Long,
        /// Yes to exactly the question it was told to expect.
        Expects,
        /// Yes if the call it was armed with goes through.
        Acts,
        /// Yes if it was given less gas than it was promised.
        YesIfStarved
    }

    Answer public answer;
    address private _target;
    bytes private _action;
    bytes32 private _expected;

    constructor(Answer answer_) {
        answer = answer_;
    }

    function set(Answer answer_) external {
        answer = answer_;
    }

    /// @param question The call's data.
    function expect(bytes calldata question) external {
        (answer, _expected) = (Answer.Expects, keccak256(question));
    }

    function arm(address target, bytes calldata action) external {
        (answer, _target, _action) = (Answer.Acts, target, action);
    }

    /// @dev `admits` and `isBroken` alike.
    fallback() external {
        _judge();
    }

    function _judge() private {
        uint256 gasGiven = gasleft();
        bool yes = answer == Answer.Yes;
        if (answer == Answer.Expects) yes = keccak256(msg.data) == _expected;
        if (answer == Answer.Acts) (yes, ) = _target.call(_action);
        if (answer == Answer.YesIfStarved) yes = gasGiven < 499_000;

        if (answer == Answer.Two) _return(2, 32);
        if (answer == Answer.Nothing) _return(0, 0);
        if (answer == Answer.Short) _return(type(uint256).max, 31);
        if (answer == Answer.Long) _return(1, 100_000);
        if (answer == Answer.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (answer == Answer.Reverts) {
            assembly ("memory-safe") {
                mstore(0x00, 1)
                revert(0x00, 0x20)
            }
        }
        _return(yes ? 1 : 0, 32);
    }

    function _return(uint256 word, uint256 size) private pure {
        assembly {
            let data := mload(0x40)
            mstore(data, word)
            return(data, size)
        }
    }
}
