import { expect } from "chai";
import { formatDate, formatDateTime } from "../src/words.ts";

const DAY = 86_400;
const moments = Array.from({ length: 500 }, (_, i) => 1_700_000_000 + i * (3 * DAY + 4_321));

describe("dates in words", () => {
  const here = process.env.TZ;
  afterEach(() => {
    if (here === undefined) delete process.env.TZ;
    else process.env.TZ = here;
  });

  for (const timeZone of ["UTC", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Pacific/Auckland"])
    it(`default: as Intl writes them in English, in ${timeZone}`, () => {
      process.env.TZ = timeZone;
      const date = { timeZone, day: "numeric", month: "short", year: "numeric" } as const;
      const minute = { ...date, hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset" } as const;
      const [dates, minutes] = [date, minute].map((it) => new Intl.DateTimeFormat("en-GB", it));
      for (const at of moments) {
        expect(formatDate(BigInt(at))).to.equal(dates?.format(at * 1_000));
        expect(formatDateTime(BigInt(at))).to.equal(minutes?.format(at * 1_000).replace("GMT+0", "UTC"));
      }
    });

  it("bounds: the last second of the calendar, and the one after", () => {
    process.env.TZ = "UTC";
    expect(formatDateTime(8_640_000_000_000n)).to.equal("13 Sept 275760, 00:00 UTC");
    for (const words of [formatDate, formatDateTime]) expect(words(8_640_000_000_001n)).to.equal("no end in sight");
  });
});
