import { expect } from "chai";
import { decodeFunctionData, encodeFunctionData, zeroHash } from "viem";
import {
  AssetKind,
  approvalCall,
  approvalsToAccept,
  approvalsToPost,
  approvalsToRepay,
  approvalsToSign,
  callsOf,
  fillOf,
  fullRepayment,
  gasLimitOf,
  openingBalance,
  owedUp,
  parleyAbi,
  unwrapCall,
  wrapCall,
} from "../src/index.ts";
import {
  agreement,
  borrower,
  credit,
  domain,
  gold,
  lender,
  nft,
  offer,
  ounces,
  punks,
  request,
  START,
  stranger,
  terms,
  untouched,
} from "./support.ts";

const parley = domain.address;
const calls = callsOf(parley);

describe("writes", () => {
  it("default: every builder encodes for the contract's ABI", () => {
    const signature = { v: 27, r: zeroHash, s: zeroHash } as const;
    const all = [
      calls.post(request()),
      calls.withdraw(request()),
      calls.accept(offer(), fillOf(offer()), "0x"),
      calls.cancel(1n),
      calls.repay(agreement(), 1n),
      calls.foreclose(agreement()),
      calls.novate(agreement(), offer(), fillOf(offer()), "0x"),
      calls.buy(agreement(), 1n, lender),
      calls.take(agreement(), lender),
      calls.collect(credit, lender),
      calls.fetch(agreement(), borrower),
      calls.fetchPosted(request(), borrower),
      calls.publish(agreement()),
      calls.transferNote(lender, borrower, zeroHash),
      calls.permit(credit, 1n, START, signature),
    ];
    for (const call of all) {
      const decoded = decodeFunctionData({ abi: parleyAbi, data: encodeFunctionData(call) });
      expect(decoded.functionName).to.equal(call.functionName);
      expect(decoded.args).to.deep.equal(call.args);
    }
    expect(encodeFunctionData(calls.multicall(all))).to.be.a("string");
  });

  it("behavior: a call may take a fifth more gas than was estimated, since what is owed grows meanwhile", () => {
    expect(gasLimitOf(100_000n)).to.equal(120_000n);
    expect(gasLimitOf(0n)).to.equal(0n);
  });

  it("error: a multicall takes Parley's own calls only", () => {
    expect(() => calls.multicall([{ ...calls.cancel(1n), address: credit }])).to.throw(RangeError);
  });

  it("behavior: approvals are exact, add up what occurs twice, and go to Parley", () => {
    const collateral = [ounces(5n), ounces(7n), nft(1n), { kind: AssetKind.ERC1155, token: gold, id: 3n, amount: 2n }];
    const asked = request({ terms: terms({ collateral }) });
    expect(approvalsToPost(asked, parley)).to.deep.equal([
      { kind: "ERC20", token: gold, spender: parley, id: 0n, amount: 12n },
      { kind: "ERC721", token: punks, spender: parley, id: 1n, amount: 1n },
      { kind: "ERC1155", token: gold, spender: parley, id: 3n, amount: 2n },
    ]);
    expect(approvalsToAccept(asked, fillOf(asked), parley)).to.deep.equal([
      { kind: "ERC20", token: credit, spender: parley, id: 0n, amount: 1_000_000n },
    ]);
    const offered = offer({ terms: terms({ collateral: [ounces(10n)] }), limit: 3_000_000n });
    expect(approvalsToPost(offered, parley)[0]?.amount, "the whole limit").to.equal(3_000_000n);
    expect(approvalsToAccept(offered, fillOf(offered, 500_000n), parley)[0]?.amount, "scaled").to.equal(5n);
    const open = offer({ terms: terms({ collateral: [{ ...nft(0n), kind: AssetKind.ERC721Collection }] }) });
    const chosen = fillOf(open, 1_000_000n, [{ id: 77n, proof: [] }]);
    expect(approvalsToAccept(open, chosen, parley)).to.deep.equal([{ kind: "ERC721", token: punks, spender: parley, id: 77n, amount: 1n }]);
  });

  it("behavior: who signs what replaces a loan allows only what would move", () => {
    const loan = { id: zeroHash, agreement: agreement(), lender, loan: untouched };
    const now = START;
    const replacing = { loan, now };
    expect(approvalsToSign(request(), parley)).to.deep.equal(approvalsToPost(request(), parley));
    expect(approvalsToSign(request(), parley, replacing), "equal collateral stays").to.deep.equal([]);
    const other = request({ terms: terms({ collateral: [ounces(3n)] }) });
    expect(approvalsToSign(other, parley, replacing)[0]?.amount, "other collateral").to.equal(3n);
    const more = offer({ terms: terms({ principal: 1_400_000n }) });
    expect(approvalsToSign(more, parley, replacing)[0]?.amount, "what the same lender adds").to.equal(400_000n);
    expect(approvalsToSign({ ...more, maker: stranger }, parley, replacing)[0]?.amount, "a new lender").to.equal(1_400_000n);
  });

  it("behavior: a debt is approved as it will be an hour later", () => {
    const balance = openingBalance(terms(), START);
    const amount = fullRepayment(agreement(), balance, START);
    expect(amount).to.equal(owedUp(terms(), balance, START + 3_600n));
    expect(approvalsToRepay(agreement(), amount, parley)[0]).to.deep.equal({
      kind: "ERC20",
      token: credit,
      spender: parley,
      id: 0n,
      amount,
    });
  });

  it("behavior: an NFT is approved singly, an ERC-1155 as it must be", () => {
    const approval = { token: gold, spender: parley, id: 3n, amount: 2n } as const;
    expect(approvalCall({ ...approval, kind: "ERC20" })).to.deep.include({ functionName: "approve", args: [parley, 2n] });
    expect(approvalCall({ ...approval, kind: "ERC721" })).to.deep.include({ functionName: "approve", args: [parley, 3n] });
    expect(approvalCall({ ...approval, kind: "ERC1155" })).to.deep.include({ functionName: "setApprovalForAll", args: [parley, true] });
  });

  it("behavior: coins are wrapped by sending them, and unwrapped by amount", () => {
    expect(wrapCall(gold, 5n)).to.deep.include({ functionName: "deposit", value: 5n });
    expect(unwrapCall(gold, 5n)).to.deep.include({ functionName: "withdraw", args: [5n] });
  });
});
