// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The cheatcodes of Hardhat's Solidity test runner that these tests use.
interface Vm {
    function addr(uint256 key) external returns (address);
    function assume(bool condition) external pure;
    function chainId(uint256 id) external;
    function expectRevert(bytes calldata error) external;
    function prank(address sender) external;
    function sign(uint256 key, bytes32 digest) external returns (uint8 v, bytes32 r, bytes32 s);
    function toString(uint256 value) external pure returns (string memory);
    function warp(uint256 time) external;
    function writeLine(string calldata path, string calldata line) external;
}

/// @notice Base of every Solidity test: cheatcodes, labelled asserts, and bounds for fuzzed numbers.
abstract contract Test {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    error NotTrue(string what);
    error NotEqual(string what, uint256 actual, uint256 expected);
    error AboveMost(string what, uint256 actual, uint256 most);

    function assertTrue(bool actual, string memory what) internal pure {
        if (!actual) revert NotTrue(what);
    }

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, actual, expected);
    }

    function assertLe(uint256 actual, uint256 most, string memory what) internal pure {
        if (actual > most) revert AboveMost(what, actual, most);
    }

    function assertNear(uint256 a, uint256 b, uint256 tolerance, string memory what) internal pure {
        if ((a > b ? a - b : b - a) > tolerance) revert NotEqual(what, a, b);
    }

    /// @dev Maps `x` into [least, most]; small and huge numbers, which fuzzers like, land on its edges.
    function bound(uint256 x, uint256 least, uint256 most) internal pure returns (uint256) {
        uint256 size = most - least;
        if (size == type(uint256).max) return x;
        if (x >= least && x <= most) return x;
        if (x >= type(uint256).max - 3 && type(uint256).max - x <= size) return most - (type(uint256).max - x);
        return least + (x % (size + 1));
    }
}
