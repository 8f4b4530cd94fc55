import { createSocket } from "node:dgram";
import { crc32 } from "node:zlib";
import { expect } from "chai";
import fc from "fast-check";
import { RTCPeerConnection } from "werift";
import { admission, answerBinding, type Source, type StunOptions, startStun } from "../src/daemon/stun.ts";
import { MOST_STUN_BYTES_MORE, STUN_RATE, STUN_SOURCE_RATE } from "../src/limits.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

/** RFC 5769, section 2.1: a request as an ICE agent sends it to another. */
const sampleRequest = hex(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff
  80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf`);
/** RFC 5769, section 2.2: its answer, for 192.0.2.1 and port 32853. */
const sampleAnswer4 = hex(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200008 0001a147 e112a643
  00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
  80280004 c07d4c96`);
/** RFC 5769, section 2.3: its answer for 2001:db8:1234:5678:11:2233:4455:6677 and port 32853. */
const sampleAnswer6 = hex(`
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
  00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
  80280004 c8fb0b4c`);
/** RFC 5769, section 2.4: a request with long-term authentication, without a fingerprint. */
const sampleLongTerm = hex(`
  00010060 2112a442 78ad3433 c6ad72c0 29da412e
  00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
  0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 3634734a
  0014000b 6578616d 706c652e 6f726700
  00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666`);

const transaction = hex("b7e7a701 bc34d686 fa87dfae");
const source4: Source = { address: "192.0.2.1", port: 32_853 };
const source6: Source = { address: "2001:db8:1234:5678:11:2233:4455:6677", port: 32_853 };

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const attribute = (type: number, value: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.concat([uint16(type), uint16(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);

function request(...attributes: readonly Buffer[]): Buffer {
  const body = Buffer.concat(attributes);
  return Buffer.concat([uint16(0x0001), uint16(body.length), hex("2112a442"), transaction, body]);
}

/** With a right fingerprint at its end, as RFC 8489 computes it. */
function fingerprinted(...attributes: readonly Buffer[]): Buffer {
  const before = request(...attributes, attribute(0x8028, Buffer.alloc(4))).subarray(0, -8);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((crc32(before) ^ 0x5354554e) >>> 0);
  return Buffer.concat([before, attribute(0x8028, checksum)]);
}

/** The attributes of a message by type. Says so if it is no sound message. */
function attributesOf(message: Buffer | undefined): ReadonlyMap<number, Buffer> {
  if (message === undefined) throw new Error("There was no answer.");
  expect(message.readUInt16BE(2), "length").to.equal(message.length - 20);
  const found = new Map<number, Buffer>();
  for (let at = 20; at < message.length; ) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return found;
}

describe("STUN", function () {
  this.timeout(60_000);

  describe("answerBinding", () => {
    it("default", () => {
      const answer = answerBinding(request(), source4);
      expect(answer?.toString("hex")).to.equal(
        hex("0101000c 2112a442 b7e7a701 bc34d686 fa87dfae 00200008 0001a147 e112a643").toString("hex"),
      );
    });

    it("behavior: the mapped address is that of RFC 5769, over IPv4 and IPv6", () => {
      expect(attributesOf(answerBinding(request(), source4)).get(0x20)).to.deep.equal(attributesOf(sampleAnswer4).get(0x20));
      expect(attributesOf(answerBinding(request(), source6)).get(0x20)).to.deep.equal(attributesOf(sampleAnswer6).get(0x20));
    });

    it("behavior: an IPv4 address written in IPv6 is one of IPv4", () => {
      expect(answerBinding(request(), { ...source4, address: "::ffff:192.0.2.1" })).to.deep.equal(answerBinding(request(), source4));
    });

    it("behavior: short and scoped IPv6 addresses", () => {
      const mapped = (address: string) =>
        attributesOf(answerBinding(request(), { address, port: 1 }))
          .get(0x20)
          ?.subarray(4);
      const mask = Buffer.concat([hex("2112a442"), transaction]);
      const xored = (plain: string) => Buffer.from(hex(plain).map((byte, i) => byte ^ (mask[i] ?? 0)));
      expect(mapped("::1")).to.deep.equal(xored("00000000 00000000 00000000 00000001"));
      expect(mapped("fe80::2%eth0")).to.deep.equal(xored("fe800000 00000000 00000000 00000002"));
    });

    it("behavior: a fingerprint is answered with one", () => {
      const answer = answerBinding(fingerprinted(attribute(0x8022, Buffer.from("agent"))), source4);
      const attributes = attributesOf(answer);
      expect([...attributes.keys()]).to.deep.equal([0x20, 0x8028]);
      expect(attributes.get(0x8028)?.readUInt32BE()).to.equal((crc32(answer?.subarray(0, -8) ?? "") ^ 0x5354554e) >>> 0);
    });

    it("behavior: the fingerprint of RFC 5769 is right, and what an ICE agent asks another is refused by name", () => {
      const answer = answerBinding(sampleRequest, source4);
      const attributes = attributesOf(answer);
      expect(answer?.readUInt16BE(0), "error response").to.equal(0x0111);
      expect(answer?.subarray(8, 20), "transaction").to.deep.equal(transaction);
      expect(attributes.get(0x0009), "error code 420").to.deep.equal(hex("00000414"));
      expect(attributes.get(0x000a), "PRIORITY").to.deep.equal(hex("0024"));
      expect(attributes.has(0x8028), "fingerprint").to.equal(true);
    });

    it("behavior: authentication that nobody asked for is passed over", () => {
      expect(answerBinding(sampleLongTerm, source4)?.readUInt16BE(0)).to.equal(0x0101);
    });

    it("behavior: what follows the proof of integrity is passed over", () => {
      const integrity = attribute(0x0008, Buffer.alloc(20));
      expect(answerBinding(request(integrity, attribute(0x0024)), source4)?.readUInt16BE(0)).to.equal(0x0101);
    });

    it("behavior: each unknown attribute is named once", () => {
      const answer = answerBinding(request(attribute(0x0003), attribute(0x0026), attribute(0x0003), attribute(0x8003)), source4);
      expect(attributesOf(answer).get(0x000a)).to.deep.equal(hex("00030026"));
    });

    const silent: Readonly<Record<string, Buffer>> = {
      "an empty datagram": Buffer.alloc(0),
      text: Buffer.from("GET / HTTP/1.1\r\n\r\n\r\n"),
      "a header cut short": request().subarray(0, 16),
      "an indication": Buffer.concat([hex("0011"), request().subarray(2)]),
      "an answer": sampleAnswer4,
      "another method": Buffer.concat([hex("0003"), request().subarray(2)]),
      "another cookie": Buffer.concat([request().subarray(0, 4), hex("2112a443"), transaction]),
      "a length that is not its own": Buffer.concat([request(), Buffer.alloc(4)]),
      "an attribute longer than the message": request(Buffer.concat([hex("80220008"), Buffer.alloc(4)])),
      "half an attribute": Buffer.concat([hex("00010002 2112a442"), transaction, hex("8022")]),
      "a wrong fingerprint": request(attribute(0x8028, Buffer.alloc(4))),
      "a fingerprint that isn't last": (() => {
        const all = request(attribute(0x8028, Buffer.alloc(4)), attribute(0x8022));
        all.writeUInt32BE((crc32(all.subarray(0, 20)) ^ 0x5354554e) >>> 0, 24);
        return all;
      })(),
      "more than a request can be": request(attribute(0x8022, Buffer.alloc(560))),
    };
    for (const [what, datagram] of Object.entries(silent)) {
      it(`behavior: no answer to ${what}`, () => {
        expect(answerBinding(datagram, source4)).to.equal(undefined);
      });
    }

    it("behavior: whatever arrives, nothing throws, and no answer is much longer", () => {
      const attributes = fc.array(
        fc.tuple(fc.integer({ min: 0, max: 0xffff }), fc.uint8Array({ maxLength: 12 })).map(([type, value]) => attribute(type, value)),
      );
      const damaged = fc
        .tuple(attributes, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }), fc.boolean())
        .map(([all, changes, withFingerprint]) => {
          const bytes = (withFingerprint ? fingerprinted : request)(...all);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          return bytes;
        });
      const address = fc.oneof(fc.ipV4(), fc.ipV6());
      fc.assert(
        fc.property(fc.oneof(fc.uint8Array({ maxLength: 700 }), damaged), address, fc.nat(0xffff), (datagram, from, port) => {
          const answer = answerBinding(datagram, { address: from, port });
          expect(answer?.length ?? 0).to.be.at.most(datagram.length + MOST_STUN_BYTES_MORE);
        }),
        { numRuns: 3_000 },
      );
    });
  });

  describe("admission", () => {
    const still = { now: () => 0, after: () => () => {} };
    /** How often each address is admitted in a row. */
    const count = (admits: (address: string) => boolean, address: string): number => {
      let admitted = 0;
      while (admitted < STUN_RATE.burst && admits(address)) admitted++;
      return admitted;
    };

    it("default", () => {
      const admits = admission(still);
      expect(["192.0.2.1", "192.0.2.2", "::ffff:192.0.2.2"].map((it) => count(admits, it))).to.deep.equal([100, 100, 0]);
    });

    it("behavior: addresses of one IPv6 network are one source", () => {
      const admits = admission(still);
      const addresses = ["2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1"];
      expect(addresses.map((it) => count(admits, it))).to.deep.equal([100, 0, 100]);
    });

    it("behavior: all sources together are limited too", () => {
      const admits = admission(still);
      const sources = Array.from({ length: 100 }, (_, i) => `192.0.2.${i}`);
      expect(sources.reduce((sum, it) => sum + count(admits, it), 0)).to.equal(STUN_RATE.burst);
    });
  });

  describe("startStun", () => {
    async function withStun(options: Partial<StunOptions>, run: (port: number) => Promise<void>): Promise<void> {
      const server = await startStun({ hosts: ["127.0.0.1"], port: 0, ...options });
      try {
        await run(server.port);
      } finally {
        await server.stop();
      }
    }

    it("behavior: a real ICE agent learns its address", () =>
      withStun({}, async (port) => {
        const agent = new RTCPeerConnection({
          iceServers: [{ urls: `stun:127.0.0.1:${port}` }],
          iceAdditionalHostAddresses: ["127.0.0.1"],
          iceUseIpv6: false,
        });
        try {
          agent.createDataChannel("any");
          const found = new Promise<string>((resolve) => {
            agent.onIceCandidate.subscribe((candidate) => {
              if (candidate?.candidate?.includes("typ srflx")) resolve(candidate.candidate);
            });
          });
          await agent.setLocalDescription(await agent.createOffer());
          expect(await found).to.match(/ 127\.0\.0\.1 \d+ typ srflx/);
        } finally {
          await agent.close();
        }
      }));

    it("behavior: who asks too often is not answered until later, and each datagram is counted", async () => {
      const outcomes = { answered: 0, ignored: 0, limited: 0 };
      const { burst, perSecond } = STUN_SOURCE_RATE;
      let now = 0;
      const clock = { now: () => now, after: () => () => {} };
      const options: Partial<StunOptions> = {
        clock,
        onDatagram: (outcome) => {
          outcomes[outcome] += 1;
        },
      };
      await withStun(options, async (port) => {
        const client = createSocket("udp4");
        const answers: Buffer[] = [];
        client.on("message", (answer) => answers.push(answer));
        const send = (datagram: Buffer) => client.send(datagram, port, "127.0.0.1");
        const until = async (isDone: () => boolean) => {
          for (const deadline = Date.now() + 5_000; !isDone(); ) {
            expect(Date.now(), JSON.stringify(outcomes)).to.be.below(deadline);
            await new Promise((resolve) => setImmediate(resolve));
          }
        };
        try {
          await new Promise<void>((resolve) => client.bind(0, "127.0.0.1", resolve));
          send(Buffer.from("nonsense"));
          for (let i = 0; i < burst + 4; i++) send(request());
          await until(() => outcomes.limited === 5 && answers.length === burst - 1);
          expect(outcomes, "at once").to.deep.equal({ answered: burst - 1, ignored: 1, limited: 5 });

          now = 1_000;
          for (let i = 0; i < perSecond + 1; i++) send(request());
          await until(() => outcomes.limited === 6 && answers.length === burst - 1 + perSecond);
          expect(answers.every((it) => it.readUInt16BE(0) === 0x0101)).to.equal(true);
        } finally {
          client.close();
        }
      });
    });

    it("error: the port is taken", () =>
      withStun({}, async (port) => {
        const second = await startStun({ hosts: ["127.0.0.1"], port }).catch((error: unknown) => error);
        expect(second).to.have.property("code", "EADDRINUSE");
      }));
  });
});
