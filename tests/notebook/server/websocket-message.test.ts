import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { request } from "../../../src/notebook/format/message.ts";
import { decodeMessage, encodeMessage } from "../../../src/notebook/server/websocket-message.ts";

const message = request("execute_request", { code: "한글 «x»", silent: false });

describe("a message on the wire", () => {
  it.each([true, false])("comes back the same (binary: %s)", (isBinary) => {
    const data = Buffer.from(encodeMessage(message, isBinary));

    expect(decodeMessage(data, isBinary)).toEqual(message);
  });

  it("has the bytes that Jupyter's v1 protocol asks for", () => {
    const data = encodeMessage(message, true) as Buffer;

    const offsets = Array.from({ length: 6 }, (_, index) => Number(data.readBigUInt64LE(8 * (index + 1))));
    expect(Number(data.readBigUInt64LE(0))).toBe(6);
    expect(offsets[0]).toBe(8 * 7);
    expect(data.toString("utf8", offsets[0], offsets[1])).toBe("shell");
    expect(JSON.parse(data.toString("utf8", offsets[1], offsets[2]))).toEqual(message.header);
    expect(offsets[5]).toBe(data.length);
  });

  it("may carry buffers after its content; they are left aside", () => {
    const plain = encodeMessage(message, true) as Buffer;
    const count = 7;
    const head = Buffer.alloc(8 * (count + 1));
    head.writeBigUInt64LE(BigInt(count), 0);
    for (let index = 0; index < 6; index++) {
      head.writeBigUInt64LE(plain.readBigUInt64LE(8 * (index + 1)) + 8n, 8 * (index + 1));
    }
    head.writeBigUInt64LE(BigInt(plain.length + 8 + 3), 8 * count);
    const data = Buffer.concat([head, plain.subarray(8 * 7), Buffer.from("buf")]);

    expect(decodeMessage(data, true)).toEqual(message);
  });
});

describe("what is not a message", () => {
  it.each([
    ["an empty frame", Buffer.alloc(0), true, "the binary head is too short"],
    ["a huge count", Buffer.from("ffffffffffffffff", "hex"), true, "the binary head is too short"],
    [
      "offsets outside",
      Buffer.concat([Buffer.from([6, 0, 0, 0, 0, 0, 0, 0]), Buffer.alloc(48, 255)]),
      true,
      "do not rise",
    ],
    [
      "a publication",
      Buffer.from(encodeMessage({ ...message, channel: "iopub" }, false)),
      false,
      "the channel must be",
    ],
    ["a list as content", Buffer.from(JSON.stringify({ ...message, content: [] })), false, "must be objects"],
    [
      "no type",
      Buffer.from(JSON.stringify({ ...message, header: { msg_id: "1" } })),
      false,
      "name msg_id and msg_type",
    ],
    ["null", Buffer.from("null"), false, "the channel must be"],
  ])("%s is refused with its reason", (_name, data, isBinary, reason) => {
    expect(() => decodeMessage(data, isBinary)).toThrow(reason);
  });

  it("never does anything but throw an Error, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isBinary) => {
        expect(() => decodeMessage(Buffer.from(bytes), isBinary)).toThrow(Error);
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });
});
