/**
 * The WebSockets of kernels: /api/kernels/ID/channels.
 *
 * What a kernel publishes (iopub) goes to every page that is connected to it; a reply goes to the page
 * that asked.
 */

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Message } from "../format/message.ts";
import type { Kernels, RunningKernel } from "./kernels.ts";
import { binaryProtocol, decodeMessage, encodeMessage } from "./websocket-message.ts";

export interface Channels {
  connect(running: RunningKernel, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** A page that has stopped reading is let go before its messages fill the memory. */
const mostBytesWaiting = 64e6;
const longestMessage = 32e6;

export function createChannels(kernels: Kernels): Channels {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    handleProtocols: (offered) => (offered.has(binaryProtocol) ? binaryProtocol : false),
  });

  return {
    connect(running, request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => join(client, running, kernels));
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function join(client: WebSocket, running: RunningKernel, kernels: Kernels): void {
  const isBinary = client.protocol === binaryProtocol;
  const asked = new Set<string>();
  running.connections++;

  const leave = running.kernel.onMessage((message: Message) => {
    const cause = String(message.parent_header.msg_id ?? "");
    if (message.channel !== "iopub" && !asked.delete(cause)) return;
    if (client.readyState !== client.OPEN) return;
    if (client.bufferedAmount > mostBytesWaiting) return client.terminate();
    client.send(encodeMessage(asJupyterSays(message, running), isBinary));
  });

  client.on("message", (data: Buffer, isBinaryFrame: boolean) => {
    let message: Message;
    try {
      message = decodeMessage(data, isBinaryFrame);
    } catch (error) {
      client.close(1002, (error as Error).message.slice(0, 120));
      return;
    }
    asked.add(message.header.msg_id);
    if (kernels.list().includes(running)) running.kernel.send(message);
  });
  client.on("error", () => client.terminate());
  client.on("close", () => {
    running.connections--;
    running.lastActivity = new Date();
    leave();
  });
}

/**
 * "restarting" tells a Jupyter client that the kernel died, and it warns the reader. After a restart that was
 * asked for, a kernel only says that it is starting.
 */
function asJupyterSays(message: Message, { isRestartAsked }: RunningKernel): Message {
  const isRestarting =
    message.header.msg_type === "status" && message.content.execution_state === "restarting";
  return isRestarting && isRestartAsked
    ? { ...message, content: { ...message.content, execution_state: "starting" } }
    : message;
}
