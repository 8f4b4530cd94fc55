import { expect } from "chai";
import hre from "hardhat";
import { differences, gasOf, measureHere, recorded } from "../../bench/gas.js";

// Coverage adds code of its own to the contracts, and so gas.
if (!hre.globalOptions.coverage) {
  describe("Gas", () => {
    it("default: every job uses exactly the gas that bench/gas.json records", async () => {
      const { bench } = await measureHere();
      expect(differences(gasOf(bench), await recorded()), "run `npm run bench` and review what changed in bench/gas.json").to.deep.equal(
        [],
      );
    }).timeout(60_000);
  });
}
