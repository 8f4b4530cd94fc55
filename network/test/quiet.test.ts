import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { quiet } from "../quiet.mjs";

const modules = join(import.meta.dirname, "../../node_modules");
const words = (code: string): string => quiet(code).replace(/\s+/g, " ").trim();

describe("libp2p as a page loads it", () => {
  it("leaves out what only writes to a log", () => {
    expect(words("this.log('met %p', peer); go();")).to.equal("; go();");
    expect(words("log.trace('a'); conn.log.error('%e', it.map(x => x.id))")).to.equal("; ;");
    expect(words("this.metrics?.sent.increment({ of: 'a' }); metrics?.onPrune(topic);")).to.equal("; ;");
    expect(words("if (lost) log.error('lost'); else go();")).to.equal("if (lost) ; else go();");
  });

  it("keeps what does more than that", () => {
    for (const code of [
      "log('%s', await met());",
      "log('%d', tries++);",
      "log('%d', --tries);",
      "log('%s', last = now());",
      "log('%s', delete held[id]);",
      "const told = log('a');",
      "this.log = log.newScope('a');",
      "log.newScope('a');",
      "catalog('a'); log.info('a');",
      "metrics.onPrune(topic); this.biometrics?.read();",
      "this.metrics?.onPrune(tries++);",
      "const stop = this.metrics?.start();",
    ])
      expect(words(code), code).to.equal(code);
  });

  it("reads messages whole only", () => {
    const code = "const codec = message((it, w) => w, function* () {}, function* (reader, length) {\n  yield 1;\n  yield 2;\n});\nnext();";
    const make = new Function("message", "next", `${quiet(code)} return codec;`);
    const [write, other, piecemeal] = make(
      (...them: unknown[]) => them,
      () => undefined,
    );
    expect(write(1, 2)).to.equal(2);
    expect([...other()]).to.deep.equal([]);
    expect(() => [...piecemeal()]).to.throw("Messages are read whole.");
    expect(quiet(code).split("\n").indexOf("next();")).to.equal(4);
  });

  it("moves nothing, and spoils no module", function () {
    this.timeout(30_000);
    const files = globSync("{libp2p,@libp2p/{gossipsub,identify,yamux,noise,webrtc,circuit-relay-v2}}/dist/src/**/*.js", { cwd: modules });
    expect(files).to.have.length.above(100);
    let less = 0;
    for (const file of files) {
      const before = readFileSync(join(modules, file), "utf8");
      const after = quiet(before);
      if (after.replace(/\s+/g, "").length < before.replace(/\s+/g, "").length) less += 1;
      expect(() => transformSync(after), file).not.to.throw();
      const [old, fresh] = [before.split("\n"), after.split("\n")];
      expect(fresh, file).to.have.length(old.length);
      for (const [row, line] of old.entries()) {
        const end = line.trimEnd();
        if (/^\s*(export|import|async|class)\b/.test(line)) expect((fresh[row] ?? "").trimEnd(), `${file}:${row + 1}`).to.equal(end);
      }
    }
    expect(less).to.be.above(40);
  });
});
