import { encode } from "uqr";
import css from "./QrCode.module.css";

/** Modules of light around the code, which scanners need. */
const BORDER = 4;

/** Most characters that a code of the least correction holds in bytes; cameras give up long before. */
export const MOST_IN_CODE = 2_000;

/** A text as a code for cameras. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: "L", border: BORDER });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className={css.code}>
      <path d={dark} />
    </svg>
  );
}
