/**
 * The kernel of this notebook: started when it is first needed, found again after a reload or a lost
 * connection. Requests are answered by their reply; everything the kernel publishes goes to one listener.
 */

import type { Message } from "../../format/message.ts";
import type { KernelStatus } from "../model/store.ts";
import { createMessage, type KernelChannel, openChannel } from "./channel.ts";
import { ask, call } from "./server.ts";

interface SessionModel {
  readonly id: string;
  readonly path: string;
  readonly kernel: {
    readonly id: string;
    readonly execution_state?: string;
    readonly pending_cells?: readonly string[];
  };
}

export interface SessionListeners {
  onStatus(status: KernelStatus): void;
  /** Everything the kernel publishes, with the id of the request that caused it. */
  onPublished(message: Message, requestId: string | undefined): void;
  /** The kernel that held the variables is gone: restarted, killed or lost. */
  onStateLost(): void;
}

type Reply = Message["content"];

export class KernelSession {
  readonly #path: string;
  readonly #listeners: SessionListeners;
  readonly #waiting = new Map<string, { resolve(reply: Reply): void; reject(error: Error): void }>();
  #kernelId: string | undefined;
  #channel: KernelChannel | undefined;
  #opening: Promise<KernelChannel> | undefined;
  #leaving = false;

  /** `path` of the notebook, as the contents API knows it. */
  constructor(path: string, listeners: SessionListeners) {
    this.#path = path;
    this.#listeners = listeners;
    addEventListener("pagehide", () => {
      this.#leaving = true;
    });
  }

  /** Connects to a kernel that is already running for this notebook, and starts none. Says whether there is one. */
  async resume(): Promise<boolean> {
    const sessions = await call<SessionModel[]>("GET", "/api/sessions");
    const isThere = sessions.some((session) => session.path === this.#path);
    if (isThere) await this.connect();
    return isThere;
  }

  connect(): Promise<KernelChannel> {
    if (this.#channel !== undefined) return Promise.resolve(this.#channel);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<KernelChannel> {
    this.#listeners.onStatus("starting");
    try {
      const name = this.#path.split("/").at(-1);
      const body = { path: this.#path, name, type: "notebook", kernel: { name: "unrolled" } };
      const { kernel } = await call<SessionModel>("POST", "/api/sessions", { body });
      if (this.#kernelId !== undefined && this.#kernelId !== kernel.id) {
        this.#reject("the kernel was started anew");
        this.#listeners.onStateLost();
      }
      this.#kernelId = kernel.id;
      this.#channel = await openChannel(kernel.id, {
        onMessage: (message) => this.#receive(message),
        onClose: () => this.#reconnect(),
      });
      this.#listeners.onStatus(kernel.execution_state === "busy" ? "busy" : "idle");
      return this.#channel;
    } catch (error) {
      this.#listeners.onStatus("disconnected");
      throw error;
    }
  }

  /** Tries again, ever less often, until the server is there again. */
  async #reconnect(): Promise<void> {
    this.#channel = undefined;
    if (this.#leaving) return;
    for (let wait = 300; this.#channel === undefined; wait = Math.min(5_000, wait * 2)) {
      this.#listeners.onStatus("disconnected");
      await new Promise((resolve) => setTimeout(resolve, wait));
      await this.connect().catch(() => undefined);
    }
    if (this.#waiting.size > 0) await this.#dropIfIdle();
  }

  /** What ended while the connection was down will never be answered. */
  async #dropIfIdle(): Promise<void> {
    const kernel = await call<SessionModel["kernel"]>("GET", `/api/kernels/${this.#kernelId}`);
    if (kernel.execution_state !== "busy")
      this.#reject("the connection was lost while this ran; run it again");
  }

  #reject(reason: string, ids: readonly string[] = [...this.#waiting.keys()]): void {
    for (const id of ids) {
      this.#waiting.get(id)?.reject(new Error(reason));
      this.#waiting.delete(id);
    }
  }

  /** Sends a request; `onSent` learns its id before anything is published for it. */
  async request(
    type: string,
    content: Record<string, unknown>,
    onSent?: (id: string) => void,
  ): Promise<Reply> {
    const channel = await this.connect();
    const message = createMessage(type, content);
    onSent?.(message.header.msg_id);
    const reply = this.#replyTo(message.header.msg_id);
    channel.send(message);
    return reply;
  }

  /** The reply to what this page had asked before it was loaded again. Rejects if the kernel is done with it. */
  async replyAfterReload(requestId: string): Promise<Reply> {
    await this.connect();
    const reply = this.#replyTo(requestId); // before the question: it may end any moment
    const { pending_cells = [] } = await call<SessionModel["kernel"]>(
      "GET",
      `/api/kernels/${this.#kernelId}`,
    );
    if (!pending_cells.includes(requestId))
      this.#reject("it ended while this page was not open, so its last outputs are missing; run it again", [
        requestId,
      ]);
    return reply;
  }

  #replyTo(requestId: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
    });
  }

  /** Whether the variables are still there: a loop that nothing else stops is killed with its kernel. */
  async interrupt(): Promise<{ stateKept: boolean }> {
    if (this.#kernelId === undefined) return { stateKept: true };
    const answer = await ask("POST", `/api/kernels/${this.#kernelId}/interrupt`, { body: {} });
    const stateKept = answer.headers.get("x-unrolled-state-kept") !== "false";
    if (!stateKept) this.#listeners.onStateLost();
    return { stateKept };
  }

  async restart(): Promise<void> {
    await this.connect();
    this.#listeners.onStatus("restarting");
    const before = [...this.#waiting.keys()]; // what is asked from here on is for the new kernel
    await call("POST", `/api/kernels/${this.#kernelId}/restart`, { body: {} });
    this.#reject("the kernel was restarted", before);
  }

  #receive(message: Message): void {
    const requestId = "msg_id" in message.parent_header ? message.parent_header.msg_id : undefined;
    if (message.header.msg_type === "status") {
      const state = String(message.content.execution_state);
      this.#receiveStatus(state);
      if (state === "idle" && requestId !== undefined) this.#endUnanswered(requestId);
    }
    if (message.channel === "iopub") this.#listeners.onPublished(message, requestId);
    else if (requestId !== undefined) {
      this.#waiting.get(requestId)?.resolve(message.content);
      this.#waiting.delete(requestId);
    }
  }

  /** The reply of a request that was sent over an earlier connection went there; that it ended is known. */
  #endUnanswered(requestId: string): void {
    setTimeout(() => {
      this.#waiting.get(requestId)?.resolve({ status: "ok" });
      this.#waiting.delete(requestId);
    }, 1_000);
  }

  #receiveStatus(state: string): void {
    if (state === "restarting" || state === "starting" || state === "dead") this.#listeners.onStateLost();
    if (
      state === "busy" ||
      state === "idle" ||
      state === "restarting" ||
      state === "dead" ||
      state === "starting"
    ) {
      this.#listeners.onStatus(state);
    }
  }
}
