import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, FrameError, FrameReader } from "../../../src/grader/sandbox/frame.ts";
import { decodeValue, encodeValue } from "../../../src/grader/sandbox/value.ts";

const limits = { frameBytes: 10_000, headerBytes: 1_000 };

describe("frames", () => {
  it("arrive whole however the pipe cuts them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (payloads, cut) => {
          const bytes = Buffer.concat(payloads.map((payload, i) => encodeFrame({ i }, [payload])));
          const reader = new FrameReader(limits);

          const frames = [];
          for (let at = 0; at < bytes.length; at += cut)
            frames.push(...reader.push(bytes.subarray(at, at + cut)));

          expect(frames.map(({ header }) => header)).toEqual(payloads.map((_, i) => ({ i })));
          expect(frames.map(({ payload }) => [...payload])).toEqual(payloads.map((payload) => [...payload]));
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });

  it("above the cap are refused by their length alone", () => {
    const head = new Uint8Array(new Uint32Array([10_001]).buffer);
    expect(() => new FrameReader(limits).push(head)).toThrow(FrameError);
  });

  it("of random bytes end in a FrameError or in nothing, never otherwise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 200 }), (bytes) => {
        bytes[2] = 0; // short lengths, so that bodies are read
        bytes[3] = 0;
        bytes[1] = 0;
        try {
          for (const { header, payload } of new FrameReader(limits).push(bytes)) decodeValue(header, payload);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

describe("values", () => {
  it("come back as they went, whatever numbers they hold", () => {
    const value = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.double(),
        fc.string(),
        fc.boolean(),
        fc.float64Array({ maxLength: 5 }),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).tree;
    fc.assert(
      fc.property(value, (given) => {
        const { tree, payload } = encodeValue(given);
        expect(decodeValue(JSON.parse(JSON.stringify(tree)), Buffer.concat(payload))).toEqual(given);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("cannot set a prototype", () => {
    const { tree, payload } = encodeValue(JSON.parse('{"__proto__": {"polluted": 1}}'));

    const value = decodeValue(tree, Buffer.concat(payload)) as object;

    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
