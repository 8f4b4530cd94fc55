import {
  type Asset,
  AssetKind,
  ceilDiv,
  type Deployment,
  formatAmount,
  isBlank,
  isList,
  MOST_AMOUNT,
  ParseError,
  parseAddress,
  parseAmount,
  readTokens,
  type TokenInfo,
  type TokenList,
  type TokenRisk,
  tokenList,
  tokenRisks,
} from "@parley/sdk";
import { type Address, formatUnits, isAddressEqual, type PublicClient } from "viem";
import { UsageError } from "./errors.ts";
import { shortId } from "./format.ts";
import { parseAsset, splitAmount, type TypedAsset } from "./input.ts";

const riskWords: Readonly<Record<TokenRisk, string>> = {
  noCode: "nothing is deployed there",
  notToken: "it is a contract, but no token",
  unknown: "nobody here vouches for it: compare its address with what its issuer publishes",
  lookalike: "it has the name of a known token and is another",
  unusualDecimals: "it counts with an unusual number of decimals",
  pausable: "its issuer can pause it",
  blocks: "its issuer can block accounts",
  rebases: "its balances change by themselves",
  charges: "it may charge for transfers",
};

/** Decimals of an amount in a table. */
const PLACES = 4;

/** The tokens of one chain: by what people call them, and back. */
export class Tokens {
  readonly #client: PublicClient;
  readonly #deployment: Deployment;
  readonly #infos = new Map<Address, TokenInfo>();

  constructor(client: PublicClient, deployment: Deployment) {
    this.#client = client;
    this.#deployment = deployment;
  }

  /** Learns what tokens are called; the other methods know only those. */
  async learn(addresses: readonly Address[]): Promise<void> {
    const unknown = [...new Set(addresses)].filter((it) => !this.#infos.has(it));
    for (const [address, info] of await readTokens(this.#client, unknown)) {
      const known = this.#deployment.tokens.find((it) => isAddressEqual(it.address, address));
      this.#infos.set(address, "symbol" in info && known !== undefined ? { ...info, symbol: known.symbol } : info);
    }
  }

  /** What is known of a token, by its symbol among the deployment's own, or by its address. @throws UsageError */
  async find(word: string, name: string): Promise<TokenInfo & { readonly symbol: string }> {
    const { tokens, wrappedNative } = this.#deployment;
    const own = [...tokens.map((it) => it.address), ...(wrappedNative === null ? [] : [wrappedNative])];
    const isAddress = word.startsWith("0x");
    const address = isAddress ? parseAddress(word, name) : undefined;
    await this.learn(address === undefined ? own : [address]);
    const infos = (address === undefined ? own : [address]).map((it) => this.#infos.get(it));
    const found = infos.find((it) => it !== undefined && "symbol" in it && (isAddress || it.symbol.toLowerCase() === word.toLowerCase()));
    if (found !== undefined && "symbol" in found) return found;
    if (isAddress) throw new UsageError(`${name}: there is no token at ${word}.`);
    const symbols = infos.flatMap((it) => (it !== undefined && "symbol" in it ? [it.symbol] : []));
    throw new UsageError(
      `${name}: no token is called "${word}" here. ${symbols.length === 0 ? "Name it by its address." : `Known are ${symbols.join(", ")}; name others by their address.`}`,
    );
  }

  /** Reads `1000 tUSD`; where a token is agreed on already, its name may be left out. @throws UsageError ParseError */
  async parseMoney(text: string, name: string, agreed?: Address): Promise<{ readonly token: Address; readonly amount: bigint }> {
    const typed = splitAmount(text, name);
    if (typed.token === undefined && agreed === undefined) throw new UsageError(`${name}: ${text} of which token? Such as "${text} tUSD".`);
    const info = await this.find(typed.token ?? agreed ?? "", name);
    if (agreed !== undefined && !isAddressEqual(agreed, info.address)) {
      throw new UsageError(`${name} is counted in ${this.symbol(agreed)}, not in ${info.symbol}.`);
    }
    if (info.kind !== "ERC20") throw new UsageError(`${name}: ${info.symbol} is no money (ERC-20) but a collection (${info.kind}).`);
    const amount = parseAmount(typed.amount, info.decimals, name);
    if (amount > MOST_AMOUNT) throw new ParseError(name, "an amount that a loan can hold", text);
    return { token: info.address, amount };
  }

  /** Reads an asset such as `3 WETH` or `tART #7`, and the list of ids that it names. @throws UsageError ParseError */
  async parseAsset(text: string, name: string): Promise<{ readonly asset: Asset; readonly list?: TokenList }> {
    const typed = parseAsset(text, name);
    const info = await this.find(typed.token, name);
    const { address: token } = info;
    switch (info.kind) {
      case "ERC20": {
        if (typed.ids !== undefined)
          throw new UsageError(`${name}: ${info.symbol} has no ids. Say how much of it, such as "3 ${info.symbol}".`);
        if (typed.amount === undefined) throw new UsageError(`${name}: how much ${info.symbol}? Such as "3 ${info.symbol}".`);
        return { asset: { kind: AssetKind.ERC20, token, id: 0n, amount: parseAmount(typed.amount, info.decimals, name) } };
      }
      case "ERC721":
        if (typed.amount !== undefined)
          throw new UsageError(`${name}: an item of ${info.symbol} is one of its kind, so there is no amount.`);
        return withIds(typed, { one: AssetKind.ERC721, any: AssetKind.ERC721Collection, list: AssetKind.ERC721List }, token, 1n, name);
      case "ERC1155": {
        const amount = parseAmount(typed.amount ?? "1", 0, name);
        return withIds(
          typed,
          { one: AssetKind.ERC1155, any: AssetKind.ERC1155Collection, list: AssetKind.ERC1155List },
          token,
          amount,
          name,
        );
      }
      default:
        throw new UsageError(`${name}: there is no token at ${token}.`);
    }
  }

  symbol(token: Address): string {
    const info = this.#infos.get(token);
    return info !== undefined && "symbol" in info ? info.symbol : shortId(token);
  }

  /** `1,000 tUSD`; of a token that does not count, its smallest units. */
  money(token: Address, units: bigint): string {
    const info = this.#infos.get(token);
    return info?.kind === "ERC20" ? `${formatAmount(units, info.decimals)} ${info.symbol}` : `${units} units of ${this.symbol(token)}`;
  }

  /** The same with four decimals at most, rounded up: for tables and dates to come, where nobody reckons with it. */
  about(token: Address, units: bigint): string {
    const info = this.#infos.get(token);
    if (info?.kind !== "ERC20" || info.decimals <= PLACES) return this.money(token, units);
    return `${formatAmount(ceilDiv(units, 10n ** BigInt(info.decimals - PLACES)), PLACES)} ${info.symbol}`;
  }

  /** An amount in whole tokens, as spreadsheets and other programs read it: `1000.5`. */
  plain(token: Address, units: bigint): string {
    const info = this.#infos.get(token);
    return info?.kind === "ERC20" ? formatUnits(units, info.decimals) : units.toString();
  }

  /** `3 WETH`, `tART #7`, `any tART`. */
  asset({ kind, token, id, amount }: Asset): string {
    if (kind === AssetKind.ERC20) return this.money(token, amount);
    const count = kind === AssetKind.ERC721 || kind === AssetKind.ERC721Collection || kind === AssetKind.ERC721List ? "" : `${amount} `;
    const which = isBlank(kind) ? (isList(kind) ? "#(one of a list)" : "#(any)") : `#${id}`;
    return `${count}${this.symbol(token)} ${which}`;
  }

  assets(assets: readonly Asset[]): string {
    return assets.length === 0 ? "nothing" : assets.map((it) => this.asset(it)).join(" + ");
  }

  /** What speaks against tokens, in sentences. */
  warnings(tokens: readonly Address[]): readonly string[] {
    const { tokens: known, wrappedNative } = this.#deployment;
    const trusted = [...known, ...(wrappedNative === null ? [] : [{ address: wrappedNative, symbol: this.symbol(wrappedNative) }])];
    return [...new Set(tokens)].flatMap((token) => {
      const info = this.#infos.get(token);
      const risks = info === undefined ? [] : tokenRisks(info, trusted);
      return risks.map((it) => `${this.symbol(token)} (${token}): ${riskWords[it]}`);
    });
  }
}

function withIds(
  { ids, token: word }: TypedAsset,
  kinds: { readonly one: AssetKind; readonly any: AssetKind; readonly list: AssetKind },
  token: Address,
  amount: bigint,
  name: string,
): { readonly asset: Asset; readonly list?: TokenList } {
  if (ids === undefined) throw new UsageError(`${name}: which ${word}? Such as "${word} #7", "${word} #any" or "${word} #1,2,7".`);
  if (ids === "any") return { asset: { kind: kinds.any, token, id: 0n, amount } };
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return { asset: { kind: kinds.one, token, id: only, amount } };
  const list = tokenList(ids);
  return { asset: { kind: kinds.list, token, id: BigInt(list.root), amount }, list };
}
