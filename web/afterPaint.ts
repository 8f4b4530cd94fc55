/** Kept by the page and not run: browsers neither fetch nor run a type that they don't know. */
const WAITING = "text/waiting";

/**
 * Once the page is seen its scripts take their places; at once where nobody looks at it, and after a second whatever happens.
 * The text of this script is a constant, which the page's policy names by its hash.
 */
const starter = `{
const go=()=>{for(const it of document.querySelectorAll('script[type="${WAITING}"]')){const script=document.createElement("script");script.src=it.getAttribute("src");script.async=true;it.replaceWith(script)}};
if(document.hidden)go();else{setTimeout(go,1000);new PerformanceObserver(go).observe({type:"paint",buffered:true})}
}`;

/**
 * The page with its scripts begun after the first paint: over a slow line they would compete with the styles for it, and with a slow processor
 * run before it. What a page says without them is read meanwhile. Throws where the page has no script to wait with.
 */
export function withScriptsAfterPaint(html: string): string {
  if (html.includes(starter)) return html;
  const waiting = html
    .replaceAll(/<link rel="preload" as="script"[^>]*>/g, "")
    .replaceAll(/<script src="([^"]+)" async="">/g, `<script type="${WAITING}" src="$1">`);
  const end = waiting.lastIndexOf("</body>");
  if (waiting === html || end < 0) throw new Error("The page has no scripts as Next writes them: they would not wait for the first paint.");
  return `${waiting.slice(0, end)}<script>${starter}</script>${waiting.slice(end)}`;
}
