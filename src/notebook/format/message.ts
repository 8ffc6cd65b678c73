/**
 * Messages of the Jupyter protocol 5.4, as JSON, whatever carries them
 * (IPC to the kernel process, a WebSocket to the page, ZeroMQ to JupyterLab).
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */

import { randomUUID } from "node:crypto";

export type Channel = "shell" | "control" | "iopub" | "stdin";

export interface MessageHeader {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  /** ISO 8601. */
  readonly date: string;
  readonly version: string;
}

export interface Message {
  readonly channel: Channel;
  readonly header: MessageHeader;
  /** The header of the request that caused this message; empty for a request itself. */
  readonly parent_header: MessageHeader | Record<string, never>;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
}

/** MIME type -> data; JSON types hold objects, text types hold strings. */
export type MimeBundle = Record<string, unknown>;

export const protocolVersion = "5.4";

/** One for this process, as the protocol asks of every client and kernel. */
const session: string = randomUUID();

/** A request, such as `request("execute_request", { code: "1 + 1" })`. */
export function request(
  type: string,
  content: Record<string, unknown> | object,
  channel: Channel = "shell",
): Message {
  return message(channel, type, content, {});
}

/** What answers a request: its reply, or what it causes on the iopub channel. */
export function message(
  channel: Channel,
  type: string,
  content: Record<string, unknown> | object,
  parent: MessageHeader | Record<string, never>,
): Message {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "unrolled",
    date: new Date().toISOString(),
    version: protocolVersion,
  };
  return {
    channel,
    header,
    parent_header: parent,
    metadata: {},
    content: content as Record<string, unknown>,
  };
}
