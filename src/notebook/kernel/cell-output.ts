/**
 * Everything one cell shows, on its way out. What arrives faster than anyone can read is sent in larger
 * pieces, and what exceeds the limits is cut with a notice; the cell itself goes on.
 */

import type { MimeBundle } from "../format/message.ts";

/** Sends one message of the iopub channel; returns its size in bytes. */
export type Send = (type: string, content: Record<string, unknown>) => number;

export type StreamName = "stdout" | "stderr";

export interface DisplayOptions {
  readonly displayId?: string;
  readonly update?: boolean;
  readonly metadata?: object;
}

/** Characters of text, bytes and number of displays that one cell may show. */
const maxText = 1_000_000;
const maxDisplayBytes = 64_000_000;
const maxDisplays = 1_000;
/** At most this many messages in a window; later ones are joined until the next window. */
const messagesPerWindow = 50;
const windowMilliseconds = 50;

export class CellOutput {
  readonly #send: Send;
  #textLength = 0;
  #displayBytes = 0;
  #displays = 0;
  #windowStart = 0;
  #windowCount = 0;
  #text: { name: StreamName; text: string } | undefined;
  readonly #updates = new Map<string, Record<string, unknown>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  stream(name: StreamName, text: string): void {
    if (text === "" || this.#textLength > maxText) return;
    const room = maxText - this.#textLength;
    this.#textLength += text.length;
    if (this.#text && this.#text.name !== name) this.#sendText();
    this.#text ??= { name, text: "" };
    this.#text.text += text.length <= room ? text : text.slice(0, room);
    if (text.length > room) {
      this.#sendText();
      this.#notice(`The output was cut after ${maxText} characters; the cell goes on.`);
    } else if (this.#mayGo()) this.flush();
    else this.#flushSoon();
  }

  display(data: MimeBundle, { displayId, update = false, metadata = {} }: DisplayOptions = {}): void {
    if (this.#displayBytes > maxDisplayBytes || this.#displays > maxDisplays) return;
    const transient = displayId === undefined ? {} : { display_id: displayId };
    const content = { data: encodeBytes(data), metadata, transient };
    const mayGo = this.#mayGo();
    if (update && displayId !== undefined && !mayGo) {
      this.#updates.set(displayId, content);
      this.#flushSoon();
      return;
    }
    if (update && displayId !== undefined) this.#updates.delete(displayId);
    this.flush();
    this.#displayBytes += this.#send(update ? "update_display_data" : "display_data", content);
    if (!update) this.#displays++;
    if (this.#displayBytes > maxDisplayBytes || this.#displays > maxDisplays)
      this.#notice(
        `Further displays of this cell are left out: the limit is ${maxDisplays} displays or 64 MB.`,
      );
  }

  /** Any other message, after what waits. */
  other(type: string, content: Record<string, unknown>): void {
    this.flush();
    this.#send(type, content);
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sendText();
    for (const content of this.#updates.values()) this.#send("update_display_data", content);
    this.#updates.clear();
  }

  #sendText(): void {
    const waiting = this.#text;
    this.#text = undefined;
    if (waiting?.text) this.#send("stream", waiting);
  }

  #notice(text: string): void {
    this.#send("stream", { name: "stderr", text: `\n[${text}]\n` });
  }

  #mayGo(): boolean {
    const now = performance.now();
    if (now - this.#windowStart > windowMilliseconds) {
      this.#windowStart = now;
      this.#windowCount = 0;
    }
    return ++this.#windowCount <= messagesPerWindow;
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => this.flush(), windowMilliseconds);
  }
}

/** Jupyter carries binary data as base64. */
function encodeBytes(data: MimeBundle): MimeBundle {
  const entries = Object.entries(data).map(([type, value]) =>
    value instanceof Uint8Array ? [type, Buffer.from(value).toString("base64")] : [type, value],
  );
  return Object.fromEntries(entries);
}
