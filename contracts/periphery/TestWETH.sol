// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {WETH} from "solady/src/tokens/WETH.sol";

/// @title TestWETH
/// @notice Wrapped ether for test networks, so that what is tried there does not depend on anyone else's deployment.
contract TestWETH is WETH {}
