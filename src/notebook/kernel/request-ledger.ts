/** Which requests of a kernel wait, and which its process has. One cell at a time; other requests at once. */

import type { Message } from "../format/message.ts";

export interface OpenRequest {
  readonly request: Message;
  /** Whether the reply came; idle is still to come. */
  replied: boolean;
}

export class RequestLedger {
  #waiting: Message[] = [];
  readonly #open = new Map<string, OpenRequest>();
  #cell: Message | undefined;
  #cellFailed = false;
  #cellBegan = false;

  /** The cell that the process runs. */
  get cell(): Message | undefined {
    return this.#cell;
  }

  /** Their requests' ids: that of the cell that the process has, and those of the cells behind it. */
  get pendingCells(): string[] {
    const cells = [...(this.#cell ? [this.#cell] : []), ...this.#waiting.filter(isCell)];
    return cells.map(({ header }) => header.msg_id);
  }

  /** Whether that cell runs; before, it is being compiled. */
  get cellBegan(): boolean {
    return this.#cellBegan;
  }

  /** Notes that the cell of this request runs now. */
  begin(requestId: string): void {
    if (this.#cell?.header.msg_id === requestId) this.#cellBegan = true;
  }

  add(request: Message): void {
    this.#waiting.push(request);
  }

  /** Hands over what the process may have now. */
  takeSendable(): Message[] {
    const sendable: Message[] = [];
    this.#waiting = this.#waiting.filter((request) => {
      if (isCell(request) && this.#cell) return true;
      if (isCell(request)) {
        this.#cell = request;
        this.#cellFailed = false;
        this.#cellBegan = false;
      }
      this.#open.set(request.header.msg_id, { request, replied: false });
      sendable.push(request);
      return false;
    });
    return sendable;
  }

  /** The open request that a message answers. */
  requestOf(received: Message): Message | undefined {
    return this.#open.get(parentId(received))?.request;
  }

  /** Notes a reply or idle; says when that ended the cell, and whether the cells behind it shall not run. */
  hear(received: Message): { cellEnded: boolean; abort: boolean } {
    const open = this.#open.get(parentId(received));
    const { msg_type } = received.header;
    if (open && msg_type.endsWith("_reply")) {
      open.replied = true;
      if (msg_type === "execute_reply") this.#cellFailed = received.content.status === "error";
    }
    const isIdle = msg_type === "status" && received.content.execution_state === "idle";
    if (!open || !isIdle) return { cellEnded: false, abort: false };
    this.#open.delete(parentId(received));
    if (open.request !== this.#cell) return { cellEnded: false, abort: false };
    this.#cell = undefined;
    return { cellEnded: true, abort: this.#cellFailed && open.request.content.stop_on_error !== false };
  }

  /** Gives up what the process had; it will not answer any more. */
  takeOpen(): OpenRequest[] {
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#cell = undefined;
    return open;
  }

  /** Gives up the cells that wait. */
  takeWaitingCells(): Message[] {
    const cells = this.#waiting.filter(isCell);
    this.#waiting = this.#waiting.filter((request) => !isCell(request));
    return cells;
  }

  /** Gives up the requests that wait. */
  takeWaiting(): Message[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}

const isCell = ({ header }: Message): boolean => header.msg_type === "execute_request";

const parentId = (message: Message): string => (message.parent_header as { msg_id?: string }).msg_id ?? "";
