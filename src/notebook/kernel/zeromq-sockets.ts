/** The five sockets of a Jupyter kernel. ZeroMQ comes with tslab and is loaded only here. */

import { createRequire } from "node:module";
import type { ConnectionFile } from "./connection-file.ts";

export interface SendingSocket {
  /** Sends one message after those before it. */
  post(frames: readonly Buffer[]): void;
}

export type RouterSocket = SendingSocket & AsyncIterable<Buffer[]>;

export interface Sockets {
  readonly shell: RouterSocket;
  readonly control: RouterSocket;
  readonly stdin: RouterSocket;
  readonly iopub: SendingSocket;
  close(): void;
}

interface ZmqSocket extends AsyncIterable<Buffer[]> {
  linger: number;
  sendHighWaterMark: number;
  bind(address: string): Promise<void>;
  send(frames: readonly Buffer[]): Promise<void>;
  close(): void;
}

type SocketClass = new () => ZmqSocket;
type ZeroMq = Record<"Router" | "Publisher" | "Reply", SocketClass>;

const requireHere = createRequire(import.meta.url);

/** Fails, naming the address, when a port is taken. */
export async function openSockets({ transport, ip, ...ports }: ConnectionFile): Promise<Sockets> {
  const { Router, Publisher, Reply } = createRequire(requireHere.resolve("tslab"))("zeromq") as ZeroMq;
  const opened: ZmqSocket[] = [];
  const open = async (Kind: SocketClass, port: number): Promise<ZmqSocket> => {
    const socket = new Kind();
    socket.linger = 1000;
    socket.sendHighWaterMark = 0; // nothing is dropped when a client reads slowly
    const address = `${transport}://${ip}${transport === "ipc" ? "-" : ":"}${port}`;
    try {
      await socket.bind(address);
    } catch (error) {
      throw new Error(`kernel: could not listen on ${address}: ${(error as Error).message}`);
    }
    opened.push(socket);
    return socket;
  };
  const sockets = {
    shell: withPost(await open(Router, ports.shell_port)),
    control: withPost(await open(Router, ports.control_port)),
    stdin: withPost(await open(Router, ports.stdin_port)),
    iopub: withPost(await open(Publisher, ports.iopub_port)),
  };
  void beat(await open(Reply, ports.hb_port));
  return {
    ...sockets,
    close: () => {
      for (const socket of opened) socket.close();
    },
  };
}

/** A socket takes one message at a time. */
function withPost(socket: ZmqSocket): RouterSocket {
  let last: Promise<void> = Promise.resolve();
  return {
    post(frames) {
      last = last.then(() => socket.send(frames)).catch(() => {}); // the client is gone
    },
    [Symbol.asyncIterator]: () => socket[Symbol.asyncIterator](),
  };
}

async function beat(heart: ZmqSocket): Promise<void> {
  try {
    for await (const frames of heart) await heart.send(frames);
  } catch {
    // closed
  }
}
