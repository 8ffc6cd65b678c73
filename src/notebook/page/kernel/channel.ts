/** Messages to and from one kernel over a WebSocket, in Jupyter's JSON form. */

import type { Channel, Message } from "../../format/message.ts";

const session = crypto.randomUUID();

export function createMessage(
  type: string,
  content: Record<string, unknown>,
  channel: Channel = "shell",
): Message {
  return {
    channel,
    header: {
      msg_id: crypto.randomUUID(),
      msg_type: type,
      session,
      username: "learner",
      date: new Date().toISOString(),
      version: "5.4",
    },
    parent_header: {},
    metadata: {},
    content,
  };
}

export interface KernelChannel {
  send(message: Message): void;
  close(): void;
}

interface ChannelListeners {
  onMessage(message: Message): void;
  onClose(): void;
}

/** Opens the channels of a kernel; rejects if the server refuses. */
export function openChannel(
  kernelId: string,
  { onMessage, onClose }: ChannelListeners,
): Promise<KernelChannel> {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(
    `${scheme}//${location.host}/api/kernels/${encodeURIComponent(kernelId)}/channels?session_id=${session}`,
  );
  return new Promise((resolve, reject) => {
    let isOpen = false;
    socket.addEventListener("open", () => {
      isOpen = true;
      resolve({
        send: (message) => socket.send(JSON.stringify({ ...message, buffers: [] })),
        close: () => socket.close(),
      });
    });
    socket.addEventListener("message", (event) => onMessage(JSON.parse(event.data as string) as Message));
    socket.addEventListener("close", () => {
      if (isOpen) onClose();
      else reject(new Error("the kernel's connection was refused"));
    });
  });
}
