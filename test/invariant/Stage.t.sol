// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IParley} from "../../contracts/interfaces/IParley.sol";
import {OddActor} from "../../contracts/mocks/OddActor.sol";
import {OddERC1155} from "../../contracts/mocks/OddERC1155.sol";
import {OddERC20} from "../../contracts/mocks/OddERC20.sol";
import {OddERC721} from "../../contracts/mocks/OddERC721.sol";
import {OddJudge} from "../../contracts/mocks/OddJudge.sol";
import {Agreement, Asset, AssetKind, Fill, Pick, Proposal, Schedule, Side, Terms} from "../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";

/// @notice Who and what there is in the market, and what people could write and sign: proposals, lists and fills drawn from a seed.
contract Stage is Test {
    uint256 public constant PEOPLE = 4;
    uint256 private constant MULTI_IDS = 2;
    uint256 private constant LISTED = 4;
    uint256 private constant BUDGET = 1 << 255;

    IParley public immutable parley;
    OddERC20[2] public credits;
    OddERC20 public gold;
    OddERC721 public nft;
    OddERC1155 public multi;
    OddJudge public judge;

    address[] public people;
    /// @notice Owns and has approved everything, and does nothing.
    address public bystander;
    /// @notice Takes notes and collateral, and resists when a token calls it.
    OddActor public resister;

    uint256 private _nextNft = 1;
    uint256 private _drawn;
    mapping(uint256 root => uint256 firstId) private _lists;

    constructor(IParley parley_) {
        parley = parley_;
        credits = [new OddERC20(), new OddERC20()];
        gold = new OddERC20();
        nft = new OddERC721();
        multi = new OddERC1155();
        judge = new OddJudge();
        judge.set(OddJudge.Verdict.Yes);
        resister = new OddActor();
        for (uint256 i; i < PEOPLE; ++i) people.push(vm.addr(i + 1));
        bystander = vm.addr(PEOPLE + 1);
        for (uint256 i; i < PEOPLE; ++i) _approveAll(people[i]);
        _approveAll(bystander);
        for (uint256 i; i < 3; ++i) erc20(i).mint(bystander, 1e30);
        nft.mint(bystander, type(uint256).max);
        for (uint256 id = 1; id <= MULTI_IDS; ++id) multi.mint(bystander, id, 1e30);
    }

    // --- What people could write ---

    function drawProposal(uint256 seed) external returns (Proposal memory proposal) {
        uint256 principal = bound(_draw(seed, "principal"), 1, 1e12);
        bool isOffer = _draw(seed, "side") % 2 == 0;
        uint256 group = _draw(seed, "group");
        proposal.maker = people[seed % PEOPLE];
        proposal.side = isOffer ? Side.Offer : Side.Request;
        if (_draw(seed, "taker") % 8 == 0) proposal.taker = people[((seed % PEOPLE) + 1) % PEOPLE];
        proposal.terms = drawTerms(seed, isOffer);
        proposal.terms.principal = principal;
        proposal.smallestFill = isOffer ? 1 + (_draw(seed, "smallest") % 2) * (principal / 2) : principal;
        proposal.limit = bound(_draw(seed, "limit"), principal, 3 * principal + 2);
        if (isOffer && proposal.limit < 2) proposal.limit = 2;
        proposal.group = group % 3 == 0 ? BUDGET | (group % 12) : 200 + (group % 80);
        proposal.expiry = block.timestamp + bound(_draw(seed, "expiry"), 1 hours, 90 days);
        if (_draw(seed, "gate") % 6 == 0) proposal.gate = address(judge);
    }

    function drawTerms(uint256 seed, bool isOffer) public returns (Terms memory terms) {
        terms.credit = address(credits[_draw(seed, "credit") % 2]);
        terms.collateral = _collateral(seed, isOffer);
        terms.aprBps = _draw(seed, "apr") % 5_000;
        terms.flatBps = _draw(seed, "flat") % 3 == 0 ? _draw(seed, "flat") % 300 : 0;
        terms.durationSeconds = bound(_draw(seed, "duration"), 1 days, 120 days);
        terms.schedule = Schedule(_draw(seed, "schedule") % 4);
        terms.instalments = terms.schedule == Schedule.Bullet ? 1 : bound(_draw(seed, "instalments"), 1, 12);
        terms.graceSeconds = _draw(seed, "grace") % 5 days;
        if (_draw(seed, "auction") % 2 == 0) terms.auctionSeconds = bound(_draw(seed, "auction"), 1, 10 days);
        if (_draw(seed, "covenant") % 6 == 0) terms.covenant = address(judge);
        terms.document = bytes32(++_drawn);
    }

    function _collateral(uint256 seed, bool isOffer) private returns (Asset[] memory assets) {
        uint256 kinds = _draw(seed, "kinds") % 8;
        uint256 blank = isOffer ? _draw(seed, "blank") % 4 : 0;
        uint256 count = (kinds & 1) + ((kinds >> 1) & 1) + (kinds >> 2);
        assets = new Asset[](count);
        uint256 i;
        if (kinds & 1 == 1) {
            address token = _draw(seed, "gold") % 3 == 0 ? address(credits[0]) : address(gold);
            assets[i++] = Asset(AssetKind.ERC20, token, 0, bound(_draw(seed, "amount"), 2, 1e18));
        }
        if (kinds & 2 == 2) {
            if (blank == 1) assets[i++] = Asset(AssetKind.ERC721Collection, address(nft), 0, 1);
            else if (blank == 2) assets[i++] = Asset(AssetKind.ERC721List, address(nft), _list(_nextNft), 1);
            else assets[i++] = Asset(AssetKind.ERC721, address(nft), _nextNft + (_draw(seed, "id") % 4), 1);
        }
        if (kinds & 4 == 4) {
            uint256 amount = bound(_draw(seed, "amount"), 1, 1e9);
            if (blank == 1) assets[i] = Asset(AssetKind.ERC1155Collection, address(multi), 0, amount);
            else if (blank == 2) assets[i] = Asset(AssetKind.ERC1155List, address(multi), uint256(_node(_leaf(1), _leaf(2))), amount);
            else assets[i] = Asset(AssetKind.ERC1155, address(multi), 1 + (_draw(seed, "id") % MULTI_IDS), amount);
        }
    }

    /// @dev The root of a list of four NFTs, which are numbered from `first`.
    function _list(uint256 first) private returns (uint256 root) {
        root = uint256(_node(_node(_leaf(first), _leaf(first + 1)), _node(_leaf(first + 2), _leaf(first + 3))));
        _lists[root] = first;
        _nextNft = first + LISTED + 1;
    }

    /// @dev Sometimes a pick is of an id outside the list.
    function drawFill(Terms calldata terms, uint256 principal, uint256 seed) external returns (Fill memory fill, bool isValid) {
        uint256 blanks;
        for (uint256 i; i < terms.collateral.length; ++i) if (terms.collateral[i].kind > AssetKind.ERC1155) ++blanks;
        fill = Fill(principal, new Pick[](blanks), "");
        isValid = true;
        for (uint256 i = terms.collateral.length; i != 0; --i) {
            Asset memory asset = terms.collateral[i - 1];
            if (asset.kind <= AssetKind.ERC1155) continue;
            Pick memory pick = fill.picks[--blanks];
            uint256 choice = _draw(seed, "pick") % (8 * LISTED + 1);
            if (asset.kind == AssetKind.ERC721Collection) pick.id = _nextNft++;
            else if (asset.kind == AssetKind.ERC1155Collection) pick.id = 1 + (choice % MULTI_IDS);
            else {
                bool isListed = choice < 8 * LISTED;
                isValid = isValid && isListed;
                if (asset.kind == AssetKind.ERC1155List) {
                    pick.id = isListed ? 1 + (choice % MULTI_IDS) : MULTI_IDS + 1;
                    pick.proof = new bytes32[](1);
                    pick.proof[0] = _leaf(pick.id == 1 ? 2 : 1);
                } else {
                    uint256 first = _lists[asset.id];
                    uint256 k = choice % LISTED;
                    pick.id = isListed ? first + k : first + LISTED;
                    pick.proof = new bytes32[](2);
                    pick.proof[0] = _leaf(first + (k ^ 1));
                    pick.proof[1] = k < 2 ? _node(_leaf(first + 2), _leaf(first + 3)) : _node(_leaf(first), _leaf(first + 1));
                }
            }
        }
    }

    function _leaf(uint256 id) private pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(id))));
    }

    function _node(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return Hashes.commutativeKeccak256(a, b);
    }

    /// @dev The agreement that a fill ought to lead to. It is worked out before, as what was used of the group counts.
    function agreementOf(
        Proposal calldata proposal,
        bytes32 origin,
        address borrower,
        Fill calldata fill
    ) external view returns (Agreement memory agreement) {
        uint256 part = proposal.group & BUDGET == 0 ? 0 : parley.groupUsed(proposal.maker, proposal.group);
        agreement = Agreement(borrower, origin, part, abi.decode(abi.encode(proposal.terms), (Terms)));
        Terms memory terms = agreement.terms;
        uint256 blank;
        for (uint256 i; i < terms.collateral.length; ++i) {
            Asset memory asset = terms.collateral[i];
            if (asset.kind > AssetKind.ERC1155) {
                asset.kind = asset.kind <= AssetKind.ERC721List ? AssetKind.ERC721 : AssetKind.ERC1155;
                asset.id = fill.picks[blank++].id;
            }
            if (asset.kind != AssetKind.ERC721) asset.amount = Math.ceilDiv(asset.amount * fill.principal, terms.principal);
        }
        terms.principal = fill.principal;
    }

    function sign(Proposal calldata proposal) external returns (bytes memory) {
        uint256 key = 1;
        while (people[key - 1] != proposal.maker) ++key;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, parley.proposalDigest(proposal));
        return abi.encodePacked(r, s, v);
    }

    /// @dev Everything that somebody could lose without having agreed to it, person by person.
    function wealth() public view returns (uint256[] memory all) {
        uint256 each = 4 + MULTI_IDS;
        all = new uint256[]((PEOPLE + 1) * each);
        for (uint256 i; i <= PEOPLE; ++i) {
            address who = i == PEOPLE ? bystander : people[i];
            for (uint256 j; j < 3; ++j) all[i * each + j] = erc20(j).balanceOf(who);
            all[i * each + 3] = nft.balanceOf(who);
            for (uint256 j; j < MULTI_IDS; ++j) all[i * each + 4 + j] = multi.balanceOf(who, j + 1);
        }
    }

    function account(uint256 i) public view returns (address) {
        return
            i < PEOPLE
                ? people[i]
                : i == PEOPLE
                    ? address(resister)
                    : bystander;
    }

    function isCalm() external view returns (bool) {
        for (uint256 i; i < 3; ++i) if (erc20(i).oddity() != OddERC20.Oddity.None) return false;
        return
            nft.oddity() == OddERC721.Oddity.None && multi.oddity() == OddERC1155.Oddity.None && resister.mood() == OddActor.Mood.Accepts;
    }

    function calm() external {
        gold.set(OddERC20.Oddity.None, address(0));
        nft.set(OddERC721.Oddity.None, address(0));
        multi.set(OddERC1155.Oddity.None, address(0));
    }

    /// @dev Gives the borrower what is asked for, as far as it can still be had.
    function provide(Asset[] calldata assets, address borrower) external {
        for (uint256 i; i < assets.length; ++i) {
            Asset memory asset = assets[i];
            if (asset.kind == AssetKind.ERC20) OddERC20(asset.token).mint(borrower, asset.amount);
            else if (asset.kind == AssetKind.ERC1155) multi.mint(borrower, asset.id, asset.amount);
            else {
                try nft.mint(borrower, asset.id) {} catch {}
                if (asset.id >= _nextNft) _nextNft = asset.id + 1;
            }
        }
    }

    function anyone(uint256 which) external view returns (address) {
        return which % 5 == 4 ? address(resister) : people[which % PEOPLE];
    }

    function erc20(uint256 i) public view returns (OddERC20) {
        return i < 2 ? credits[i] : gold;
    }

    function _draw(uint256 seed, string memory what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }

    function _approveAll(address who) private {
        for (uint256 i; i < 3; ++i) {
            vm.prank(who);
            erc20(i).approve(address(parley), type(uint256).max);
        }
        vm.prank(who);
        nft.setApprovalForAll(address(parley), true);
        vm.prank(who);
        multi.setApprovalForAll(address(parley), true);
    }
}
