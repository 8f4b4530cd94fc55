import { createHash } from "node:crypto";

/**
 * What a page may run, load and ask: its own files, the scripts that were in it when it was built, and the addresses that people enter.
 * A chain or a peer may be anywhere, but only on this machine without encryption. Frames of other sites around the page can be forbidden
 * by a header alone, which `public/_headers` has.
 */
export function policyOf(html: string, walletConnect: boolean): string {
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)].filter(
    ([, attributes = ""]) => !/\ssrc=/i.test(attributes),
  );
  const hashes = scripts.map(([, , code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  const local = ["http", "ws"].flatMap((scheme) => [`${scheme}://127.0.0.1:*`, `${scheme}://localhost:*`]);
  const directives: readonly (readonly string[])[] = [
    ["default-src", "'none'"],
    ["script-src", "'self'", ...new Set(hashes)],
    ["style-src", "'self'"],
    ["font-src", "'self'"],
    ["img-src", "'self'", "data:"],
    ["connect-src", "'self'", "https:", "wss:", ...local],
    ["worker-src", "'self'"],
    // WalletConnect asks in a frame of its own who vouches for this page, and waits five seconds where it may not.
    ...(walletConnect ? [["frame-src", "https://verify.walletconnect.org"]] : []),
    ["form-action", "'none'"],
    ["base-uri", "'none'"],
  ];
  return directives.map((words) => words.join(" ")).join("; ");
}

/** The page with its policy before everything that the policy is about, unless it brought one. Throws where it doesn't begin as pages do. */
export function withPolicy(html: string, walletConnect: boolean): string {
  if (html.includes('<meta http-equiv="Content-Security-Policy"')) return html;
  const start = /^<!DOCTYPE html>(?:<!--.*?-->)?<html[^>]*><head><meta charSet="utf-8"\/>/.exec(html)?.[0];
  if (start === undefined) throw new Error("The page doesn't begin with <head><meta charSet>: its policy would come too late.");
  return `${start}<meta http-equiv="Content-Security-Policy" content="${policyOf(html, walletConnect)}"/>${html.slice(start.length)}`;
}
