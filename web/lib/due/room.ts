const KEY = "parley.due";
const MOST_PIXELS = 200;

/** Runs before the first paint: as much room as the strip of what is due took last time, so that nothing moves when it comes. */
export const roomScript = `try{const h=Number(localStorage.getItem("${KEY}"));if(h>0&&h<${MOST_PIXELS})document.documentElement.style.setProperty("--due",h+"px")}catch{}`;

/** Gives the room back, which the strip now takes itself or doesn't need, and keeps its height in pixels for the next visit. */
export function keepRoom(pixels: number): void {
  document.documentElement.style.removeProperty("--due");
  try {
    if (pixels > 0) localStorage.setItem(KEY, String(pixels));
    else localStorage.removeItem(KEY);
  } catch {
    // Where nothing can be stored the page moves a little when the strip comes.
  }
}
