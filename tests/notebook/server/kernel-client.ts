/** A Jupyter client in a few lines: sends a request over the WebSocket and gathers what comes back for it. */

import { WebSocket } from "ws";
import { type Channel, type Message, request } from "../../../src/notebook/format/message.ts";
import { binaryProtocol, encodeMessage } from "../../../src/notebook/server/websocket-message.ts";

export interface Exchanged {
  /** Content of the reply; undefined if the kernel went idle without one. */
  readonly reply: Record<string, unknown> | undefined;
  /** What was published for it, in order, without the status messages. */
  readonly published: readonly Message[];
}

export interface KernelClient {
  readonly received: readonly Message[];
  /** Resolves when the reply and the idle status have come. */
  ask(type: string, content: object, channel?: Channel): Promise<Exchanged>;
  execute(code: string): Promise<Exchanged>;
  close(): void;
}

export async function connectClient(
  port: number,
  token: string,
  kernelId: string,
  isBinary = true,
): Promise<KernelClient> {
  const address = `ws://127.0.0.1:${port}/api/kernels/${kernelId}/channels`;
  const protocols = isBinary ? [binaryProtocol] : [];
  const socket = new WebSocket(address, protocols, { headers: { authorization: `token ${token}` } });
  const received: Message[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data: Buffer, isBinaryFrame: boolean) => {
    received.push(readMessage(data, isBinaryFrame));
    for (const look of waiting) look();
  });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });

  const client: KernelClient = {
    received,
    ask: (type, content, channel = "shell") =>
      new Promise((resolve) => {
        const message = request(type, content, channel);
        const look = () => {
          const own = received.filter(({ parent_header }) => parent_header.msg_id === message.header.msg_id);
          const reply = own.find((answer) => answer.channel === channel);
          const isIdle = own.some((answer) => answer.content.execution_state === "idle");
          if (!reply || !isIdle) return;
          waiting.delete(look);
          const published = own.filter(
            (answer) => answer.channel === "iopub" && answer.header.msg_type !== "status",
          );
          resolve({ reply: reply.content, published });
        };
        waiting.add(look);
        socket.send(encodeMessage(message, isBinary));
      }),
    execute: (code) =>
      client.ask("execute_request", {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      }),
    close: () => socket.close(),
  };
  return client;
}

/** Written apart from the server's decoder, after the protocol's text. */
function readMessage(data: Buffer, isBinary: boolean): Message {
  if (!isBinary) return JSON.parse(data.toString("utf8")) as Message;
  const at = (index: number) => Number(data.readBigUInt64LE(8 * (index + 1)));
  const part = (index: number) => data.toString("utf8", at(index), at(index + 1));
  const [header, parent_header, metadata, content] = [1, 2, 3, 4].map((index) => JSON.parse(part(index)));
  return { channel: part(0) as Channel, header, parent_header, metadata, content };
}
