/**
 * A Jupyter message as WebSocket data, in the two forms that clients speak.
 *
 * v1.kernel.websocket.jupyter.org: one binary frame,
 *   n, offset 0 … offset n-1 (64-bit little-endian), channel, header, parent header, metadata, content
 * without a subprotocol: one text frame of JSON.
 * https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
 */

import type { Channel, Message } from "../format/message.ts";

export const binaryProtocol = "v1.kernel.websocket.jupyter.org";

export function encodeMessage(message: Message, isBinary: boolean): string | Buffer {
  const { channel, header, parent_header, metadata, content } = message;
  if (!isBinary) {
    const { msg_id, msg_type } = header;
    return JSON.stringify({
      channel,
      header,
      parent_header,
      metadata,
      content,
      buffers: [],
      msg_id,
      msg_type,
    });
  }
  const json = [header, parent_header, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  const parts = [Buffer.from(channel), ...json];
  const offsets = [8 * (parts.length + 2)];
  for (const part of parts) offsets.push(offsets.at(-1)! + part.length);
  const head = Buffer.alloc(offsets[0]!);
  head.writeBigUInt64LE(BigInt(offsets.length), 0);
  offsets.forEach((offset, index) => {
    head.writeBigUInt64LE(BigInt(offset), 8 * (index + 1));
  });
  return Buffer.concat([head, ...parts]);
}

/** Throws an Error that says what is amiss; the connection is then closed with that reason. */
export function decodeMessage(data: Buffer, isBinary: boolean): Message {
  const parts = isBinary ? binaryParts(data) : textParts(data);
  const [channel, header, parent_header, metadata, content] = parts;
  if (channel !== "shell" && channel !== "control" && channel !== "stdin") {
    throw new Error("message: the channel must be shell, control or stdin");
  }
  for (const part of [header, parent_header, metadata, content]) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) {
      throw new Error("message: header, parent header, metadata and content must be objects");
    }
  }
  const { msg_id, msg_type } = header as Record<string, unknown>;
  if (typeof msg_id !== "string" || typeof msg_type !== "string") {
    throw new Error("message: the header must name msg_id and msg_type");
  }
  return { channel: channel as Channel, header, parent_header, metadata, content } as Message;
}

function textParts(data: Buffer): unknown[] {
  const value = JSON.parse(data.toString("utf8"), withoutPrototype) as Record<string, unknown> | null;
  const { channel, header, parent_header = {}, metadata = {}, content } = value ?? {};
  return [channel, header, parent_header, metadata, content];
}

function binaryParts(data: Buffer): unknown[] {
  const count = data.length >= 8 ? Number(data.readBigUInt64LE(0)) : 0;
  if (count < 6 || count > 1_000 || data.length < 8 * (count + 1)) {
    throw new Error("message: the binary head is too short");
  }
  const offsets = Array.from({ length: count }, (_, index) => Number(data.readBigUInt64LE(8 * (index + 1))));
  const isRising = offsets.every(
    (offset, index) => offset <= data.length && offset >= (offsets[index - 1] ?? 0),
  );
  if (!isRising) throw new Error("message: the offsets do not rise within the frame");
  const texts = offsets.slice(0, 5).map((offset, index) => data.toString("utf8", offset, offsets[index + 1]));
  return [texts[0], ...texts.slice(1).map((text) => JSON.parse(text, withoutPrototype) as unknown)];
}

function withoutPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}
