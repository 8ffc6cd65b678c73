/** What a kernel is to those who use it. */

import type { Message } from "../format/message.ts";
import type { KernelChildOptions } from "./kernel-child.ts";

export type KernelState = "starting" | "idle" | "busy" | "restarting" | "dead";

export interface KernelOptions extends KernelChildOptions {
  /** Keep a second process ready, so that a restart takes no time. */
  readonly spare?: boolean;
}

export interface Kernel {
  readonly id: string;
  readonly state: KernelState;
  /** The requests whose cells run or wait, in this order. */
  readonly pendingCells: readonly string[];
  /** Takes a request of the shell or control channel. Cells run one after the other. */
  send(message: Message): void;
  /** Replies and iopub messages, in order. Returns how to stop listening. */
  onMessage(listener: (message: Message) => void): () => void;
  /** Stops the running cell; what cannot be stopped within 2 s is ended, and its variables are lost. */
  interrupt(): Promise<{ stateKept: boolean }>;
  restart(): Promise<void>;
  shutdown(): Promise<void>;
}
