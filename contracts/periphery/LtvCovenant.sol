// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICovenant} from "../interfaces/ICovenant.sol";
import {IPriceFeed} from "../interfaces/IPriceFeed.sol";
import {Asset, AssetKind, Terms} from "../types/Types.sol";
import {Configured} from "./Configured.sol";

/// @title LtvCovenant
/// @notice Declares a default when the debt is worth more than a share of the collateral, by price feeds that quote in one currency.
/// @dev It judges only what it can price: a loan with an asset that is not an ERC-20 with a feed, or a price that is stale, not positive or absent, is not broken.
contract LtvCovenant is Configured, ICovenant {
    struct Price {
        address token;
        IPriceFeed feed;
    }

    struct Settings {
        /// One for each token that may be credit or collateral.
        Price[] prices;
        /// Largest debt, in basis points of the collateral's value.
        uint256 maxLtvBps;
        /// Oldest price that counts, in seconds.
        uint256 maxAgeSeconds;
    }

    /// @dev A price with the decimals of its token and its feed together, as they were when the covenant was made.
    struct Scale {
        address token;
        IPriceFeed feed;
        uint256 decimals;
    }

    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_DECIMALS = 60;
    /// @dev Decimals of the values that are compared.
    uint256 private constant PRECISION = 1e18;

    /// A token and its feed have more decimals together than can be calculated with.
    error TooManyDecimals(address token);

    /// @return The covenant with these settings. Reverts unless each token and feed tells its decimals.
    function create(Settings calldata chosen) external returns (address) {
        return _create(_encode(chosen));
    }

    function addressOf(Settings calldata chosen) external view returns (address) {
        return _addressOf(_encode(chosen));
    }

    function settings() external view returns (Scale[] memory scales, uint256 maxLtvBps, uint256 maxAgeSeconds) {
        return abi.decode(_settings(), (Scale[], uint256, uint256));
    }

    function _encode(Settings calldata chosen) private view returns (bytes memory) {
        Scale[] memory scales = new Scale[](chosen.prices.length);
        for (uint256 i; i < scales.length; ++i) {
            Price calldata price = chosen.prices[i];
            uint256 decimals = uint256(IERC20Metadata(price.token).decimals()) + price.feed.decimals();
            if (decimals > MAX_DECIMALS) revert TooManyDecimals(price.token);
            scales[i] = Scale(price.token, price.feed, decimals);
        }
        return abi.encode(scales, chosen.maxLtvBps, chosen.maxAgeSeconds);
    }

    function isBroken(bytes32, uint256 debt, Terms calldata terms) external view returns (bool) {
        (Scale[] memory scales, uint256 maxLtvBps, uint256 maxAge) = abi.decode(_settings(), (Scale[], uint256, uint256));
        (bool isPriced, uint256 debtValue) = _valueDown(scales, maxAge, terms.credit, debt);
        uint256 collateralValue;
        for (uint256 i; isPriced && i < terms.collateral.length; ++i) {
            Asset calldata asset = terms.collateral[i];
            if (asset.kind != AssetKind.ERC20) return false;
            uint256 value;
            (isPriced, value) = _valueDown(scales, maxAge, asset.token, asset.amount);
            // A unit more for each asset, since values round down and doubt is the borrower's.
            collateralValue += value + 1;
        }
        return isPriced && debtValue > Math.mulDiv(collateralValue, maxLtvBps, BPS, Math.Rounding.Ceil);
    }

    function _valueDown(Scale[] memory scales, uint256 maxAge, address token, uint256 amount) private view returns (bool, uint256) {
        for (uint256 i; i < scales.length; ++i) {
            if (scales[i].token != token) continue;
            (, int256 answer, , uint256 updatedAt, ) = scales[i].feed.latestRoundData();
            bool isFresh = updatedAt <= block.timestamp && block.timestamp - updatedAt <= maxAge;
            if (!isFresh || answer <= 0) return (false, 0);
            return (true, Math.mulDiv(amount, uint256(answer) * PRECISION, 10 ** scales[i].decimals));
        }
        return (false, 0);
    }
}
