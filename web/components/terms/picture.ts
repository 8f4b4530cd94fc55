import { type Asset, AssetKind } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { type Client, erc721Abi, erc1155Abi } from "viem";
import { readContract } from "viem/actions";
import { useClient } from "wagmi";

const LONGEST = 262_144;

function decode(uri: string): string | undefined {
  const match = /^data:[^,;]*((?:;[^,;]*)*),(.*)$/s.exec(uri);
  if (!match) return undefined;
  const [, options = "", body = ""] = match;
  try {
    return options.includes(";base64") ? atob(body) : decodeURIComponent(body);
  } catch {
    return undefined;
  }
}

/**
 * The picture that an item carries on chain, as a `data:` address of an image. Undefined where it lies elsewhere: nothing is fetched from there.
 */
export function parsePicture(uri: unknown): string | undefined {
  if (typeof uri !== "string" || uri.length > LONGEST) return undefined;
  const json = decode(uri);
  if (json === undefined) return undefined;
  let about: unknown;
  try {
    about = JSON.parse(json);
  } catch {
    return undefined;
  }
  const image = typeof about === "object" && about !== null ? Reflect.get(about, "image") : undefined;
  return typeof image === "string" && /^data:image\/(svg\+xml|png|jpeg|gif|webp)[;,]/.test(image) ? image : undefined;
}

function readUri(client: Client, { kind, token: address, id }: Asset): Promise<string> {
  return kind === AssetKind.ERC721
    ? readContract(client, { address, abi: erc721Abi, functionName: "tokenURI", args: [id] })
    : readContract(client, { address, abi: erc1155Abi, functionName: "uri", args: [id] });
}

/** The picture of an NFT or item, if it is kept on chain. */
export function usePicture(asset: Asset): string | undefined {
  const client = useClient();
  const has = asset.kind === AssetKind.ERC721 || asset.kind === AssetKind.ERC1155;
  return (
    useQuery({
      queryKey: ["picture", client?.chain.id, asset.token, asset.id.toString()],
      queryFn: async () => (client ? (parsePicture(await readUri(client, asset)) ?? null) : null),
      enabled: has && client !== undefined,
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
    }).data ?? undefined
  );
}
