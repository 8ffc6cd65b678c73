/**
 * Frames on the pipe between the grader and a confined child.
 *
 *   length u32 | header length u32 | header (JSON, UTF-8) | payload (typed arrays, back to back)
 *
 * Little-endian; `length` counts what follows it. The reader refuses a frame above its cap
 * before any of it is kept, because the other side is not trusted.
 */

export interface Frame {
  readonly header: unknown;
  readonly payload: Uint8Array;
}

export interface FrameLimits {
  /** Bytes of one frame. */
  readonly frameBytes: number;
  /** Bytes of its JSON header. */
  readonly headerBytes: number;
}

/** The other side broke the protocol. The message ends a sentence that begins with "the answer". */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

const text = { encoder: new TextEncoder(), decoder: new TextDecoder() };

export function encodeFrame(header: unknown, payload: readonly Uint8Array[]): Uint8Array {
  const json = text.encoder.encode(JSON.stringify(header));
  const payloadBytes = payload.reduce((sum, part) => sum + part.byteLength, 0);
  const bytes = new Uint8Array(8 + json.byteLength + payloadBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 4 + json.byteLength + payloadBytes, true);
  view.setUint32(4, json.byteLength, true);
  bytes.set(json, 8);
  let at = 8 + json.byteLength;
  for (const part of payload) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** Reads what follows the length field. */
export function decodeFrame(body: Uint8Array, limits: FrameLimits): Frame {
  if (body.byteLength < 4) throw new FrameError("sent a frame without a header");
  const headerBytes = new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  if (headerBytes > limits.headerBytes)
    throw new FrameError(`returned too many separate values (${headerBytes} bytes of structure)`);
  if (4 + headerBytes > body.byteLength) throw new FrameError("sent a damaged frame");
  try {
    const header: unknown = JSON.parse(text.decoder.decode(body.subarray(4, 4 + headerBytes)));
    return { header, payload: body.subarray(4 + headerBytes) };
  } catch {
    throw new FrameError("sent a frame that cannot be read");
  }
}

/** Collects chunks into frames. Memory stays below one frame's cap and one chunk. */
export class FrameReader {
  private readonly limits: FrameLimits;
  private chunks: Uint8Array[] = [];
  private collected = 0;

  constructor(limits: FrameLimits) {
    this.limits = limits;
  }

  push(chunk: Uint8Array): Frame[] {
    this.chunks.push(chunk);
    this.collected += chunk.byteLength;
    const frames: Frame[] = [];
    for (let length = this.nextLength(); length !== undefined; length = this.nextLength()) {
      if (length > this.limits.frameBytes)
        throw new FrameError(`returned ${length} bytes; at most ${this.limits.frameBytes} are accepted`);
      if (this.collected < 4 + length) break;
      frames.push(decodeFrame(this.take(4 + length).subarray(4), this.limits));
    }
    return frames;
  }

  private nextLength(): number | undefined {
    if (this.collected < 4) return undefined;
    if (this.chunks[0].byteLength < 4) this.chunks = [joinBytes(this.chunks)];
    const first = this.chunks[0];
    return new DataView(first.buffer, first.byteOffset).getUint32(0, true);
  }

  private take(length: number): Uint8Array {
    const all = this.chunks.length === 1 ? this.chunks[0] : joinBytes(this.chunks);
    this.chunks = all.byteLength > length ? [all.subarray(length)] : [];
    this.collected -= length;
    return all.subarray(0, length);
  }
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
