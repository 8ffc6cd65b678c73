/**
 * Messages on the wire of Jupyter: identities, a delimiter, a signature and four parts of JSON.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Channel, Message } from "../format/message.ts";

const delimiter: Buffer = Buffer.from("<IDS|MSG>");

export interface Addressed {
  /** Whom a router's reply goes to. */
  readonly identities: readonly Buffer[];
  readonly message: Message;
}

/** An empty key means that messages are not signed. */
export class WireFormat {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  encode({ header, parent_header, metadata, content }: Message, identities: readonly Buffer[]): Buffer[] {
    const parts = [header, parent_header, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
    return [...identities, delimiter, Buffer.from(this.#sign(parts)), ...parts];
  }

  /** Throws when the signature is wrong or the message is not one. */
  decode(frames: readonly Buffer[], channel: Channel): Addressed {
    const at = frames.findIndex((frame) => frame.equals(delimiter));
    if (at < 0 || frames.length < at + 6)
      throw new Error(`kernel: a message of ${frames.length} frames is none.`);
    const signature = frames[at + 1]!;
    const parts = frames.slice(at + 2, at + 6);
    const expected = Buffer.from(this.#sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
      throw new Error("kernel: a message with a wrong signature was refused.");
    const [header, parent_header, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
    return {
      identities: frames.slice(0, at),
      message: { channel, header, parent_header, metadata, content },
    };
  }

  #sign(parts: readonly Buffer[]): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}
