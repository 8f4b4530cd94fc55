import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { servePage } from "../page.ts";
import { freePort } from "../processes.ts";

describe("the page's server", () => {
  it("behavior: goes on with what it began with while the page is built again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-page-"));
    const site = join(folder, "site");
    mkdirSync(site);
    writeFileSync(join(site, "_headers"), "/*\n  x-frame-options: DENY\n");
    for (const name of ["index", "404", "help"]) writeFileSync(join(site, `${name}.html`), `${name}, first build`);
    const page = await servePage(await freePort(), join(folder, "copy"), {}, site);
    try {
      rmSync(site, { recursive: true });
      const response = await fetch(`${page.url}/help`);
      expect(await response.text()).to.equal("help, first build");
      expect(response.headers.get("x-frame-options")).to.equal("DENY");
    } finally {
      await page.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
