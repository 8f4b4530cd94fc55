/** Where a page was opened. */
export interface Opened {
  /** Its address. */
  readonly href: string;
  readonly isWindows: boolean;
}

/** A way to serve a file on this machine, so that browsers let a wallet into it. */
export interface Serving {
  /** What has to be installed. */
  readonly needs: string;
  /** One line for a terminal. */
  readonly command: string;
  /** What to open then. */
  readonly url: string;
}

const PORT = 8137;
const ADDRESS = `http://127.0.0.1:${PORT}/`;

/** Ways to serve a page that was opened from disk; none of one that is served already. */
export function servings({ href, isWindows }: Opened): readonly Serving[] {
  const { protocol, host, pathname } = new URL(href);
  if (protocol !== "file:") return [];
  const path = decodeURIComponent(pathname);
  const local = isWindows ? (host ? `//${host}${path}` : path.slice(1)) : path;
  const quote = (text: string) => (isWindows ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`);
  const folder = quote(local.slice(0, local.lastIndexOf("/") + 1));
  const answer = "s.setHeader('content-type','text/html').end(require('fs').readFileSync(process.argv[1]))";
  return [
    {
      needs: "Python",
      command: `${isWindows ? "py" : "python3"} -m http.server ${PORT} --bind 127.0.0.1 --directory ${folder}`,
      url: `${ADDRESS}${pathname.slice(pathname.lastIndexOf("/") + 1)}`,
    },
    {
      needs: "Node",
      command: `node -e "require('http').createServer((q,s)=>${answer}).listen(${PORT},'127.0.0.1')" ${quote(local)}`,
      url: ADDRESS,
    },
  ];
}
