/**
 * Runs cells one after another. The queue stands in the page: after an error, or when the reader stops,
 * what waits is dropped and nothing else runs behind their back.
 */

import type { Message } from "../../format/message.ts";
import { isCode, type LiveOutput } from "../model/cell.ts";
import { updateCell } from "../model/notebook-state.ts";
import { applyMessage, type OutputList, updateDisplay } from "../model/outputs.ts";
import { recordRun, staleCells } from "../model/staleness.ts";
import type { Store } from "../model/store.ts";
import { leaveRun, takeRun } from "./run-memory.ts";
import { KernelSession } from "./session.ts";

interface Running {
  readonly cellId: string;
  readonly since: number;
  requestId: string | undefined;
  list: OutputList;
  /** Resolves when the kernel is idle again. */
  readonly idle: Promise<void>;
  ended(): void;
}

export class Execution {
  readonly session: KernelSession;
  readonly #store: Store;
  readonly #path: string;
  readonly #announce: (sentence: string) => void;
  #queue: string[] = [];
  #running: Running | undefined;
  #runs = 0;
  #stopped = false;

  constructor(store: Store, path: string, announce: (sentence: string) => void) {
    this.#store = store;
    this.#path = path;
    this.#announce = announce;
    this.session = new KernelSession(path, {
      onStatus: (kernel) => store.change({ kernel }),
      onPublished: (message, requestId) => this.#receive(message, requestId),
      onStateLost: () => store.change({ lastRuns: new Map() }),
    });
    addEventListener("pagehide", () => {
      if (this.#running?.requestId === undefined) return;
      const { cellId, requestId, since, list } = this.#running;
      const { clearBeforeNext } = list;
      leaveRun(path, { cellId, requestId, startedAt: performance.timeOrigin + since, clearBeforeNext });
    });
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Finds a kernel that runs already, and goes on with the cell that ran when the page was loaded again. What the
   * kernel published in that moment went to nobody.
   */
  async resume(): Promise<void> {
    const before = takeRun(this.#path);
    const isThere = await this.session.resume();
    const cell = this.#store.notebook.cells.find(({ id }) => id === before?.cellId);
    if (before === undefined || cell === undefined || !isCode(cell) || !isThere || this.isRunning) return;
    const { requestId, startedAt, clearBeforeNext } = before;
    const list = { outputs: cell.outputs, clearBeforeNext };
    const running = this.#begin(cell.id, list, startedAt - performance.timeOrigin);
    running.requestId = requestId;
    await this.#follow(running, cell.source, () => this.session.replyAfterReload(requestId));
    await this.#runQueue();
  }

  /** Queues the code cells among `ids` and runs them in this order. */
  async run(ids: readonly string[]): Promise<void> {
    const { cells } = this.#store.notebook;
    for (const id of ids) {
      const cell = cells.find((candidate) => candidate.id === id);
      const isWaiting = this.#queue.includes(id) || this.#running?.cellId === id;
      if (cell !== undefined && isCode(cell) && !isWaiting) this.#queue.push(id);
    }
    this.#showQueue();
    if (this.#running === undefined) await this.#runQueue();
  }

  /**
   * Runs the code cells among `ids` in exactly this order: what waits gives way, and a cell that runs
   * already runs once more in its place, because the cells above it may give it other values.
   */
  async runInOrder(ids: readonly string[]): Promise<void> {
    this.#dropQueue();
    const { cells } = this.#store.notebook;
    const isCodeCell = (id: string) => cells.some((cell) => cell.id === id && isCode(cell));
    this.#queue = ids.filter(isCodeCell);
    this.#showQueue();
    if (this.#running === undefined) await this.#runQueue();
  }

  async #runQueue(): Promise<void> {
    for (let id = this.#queue.shift(); id !== undefined; id = this.#queue.shift()) {
      const succeeded = await this.#runCell(id);
      if (!succeeded) this.#dropQueue();
      this.#showQueue();
    }
  }

  async #runCell(id: string): Promise<boolean> {
    const cell = this.#store.notebook.cells.find((candidate) => candidate.id === id);
    if (cell === undefined || !isCode(cell)) return true;
    const running = this.#begin(id, { outputs: cell.outputs, clearBeforeNext: true }, performance.now());
    return this.#follow(running, cell.source, async () => {
      const content = {
        code: cell.source,
        silent: false,
        store_history: true,
        allow_stdin: false,
        stop_on_error: true,
      };
      await this.session.connect();
      if (this.#stopped) return undefined; // stopped before there was a kernel to run it
      return this.session.request("execute_request", content, (requestId) => {
        running.requestId = requestId;
      });
    });
  }

  #begin(cellId: string, list: OutputList, since: number): Running {
    this.#stopped = false;
    let ended = () => {};
    const idle = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const running: Running = { cellId, since, requestId: undefined, list, idle, ended };
    this.#running = running;
    this.#store.setActivity(cellId, { phase: "running", since });
    return running;
  }

  /** Follows a cell to its end, `replied`: the kernel's reply, or undefined if the cell was not sent. */
  async #follow(
    running: Running,
    source: string,
    replied: () => Promise<Message["content"] | undefined>,
  ): Promise<boolean> {
    let status: string;
    try {
      const reply = await replied();
      if (reply === undefined) return this.#leave(running);
      status = String(reply.status);
      if (typeof reply.execution_count === "number")
        this.#update(running.cellId, { execution_count: reply.execution_count });
      // Outputs come on another channel and can be late; a kernel that died sends no more.
      await Promise.race([running.idle, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    } catch (error) {
      status = "error";
      const content = { ename: "Interrupted", evalue: (error as Error).message, traceback: [] };
      this.#setOutputs(running, applyMessage(running.list, { header: { msg_type: "error" }, content }));
    }
    this.#finish(running, source, status);
    return status === "ok";
  }

  /** The cell did not run: it stays as it was. */
  #leave({ cellId }: Running): false {
    this.#running = undefined;
    this.#store.setActivity(cellId, undefined);
    return false;
  }

  #finish(running: Running, source: string, status: string): void {
    if (running.list.clearBeforeNext) this.#setOutputs(running, { outputs: [], clearBeforeNext: false });
    this.#running = undefined;
    const { lastRuns, notebook } = this.#store.state;
    const id = running.cellId;
    const stale = staleCells(notebook.cells, lastRuns).has(id);
    const lastRun = recordRun(lastRuns.get(id), { source, order: ++this.#runs, stale });
    this.#store.change({ lastRuns: new Map(lastRuns).set(id, lastRun) });
    const phase = status === "ok" ? "done" : this.#stopped ? "stopped" : "failed";
    this.#store.setActivity(id, { phase, milliseconds: performance.now() - running.since });
    if (this.#queue.length === 0 || phase !== "done") this.#announce(`The cell ${endings[phase]}.`);
  }

  /** Drops what waits and interrupts what runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#dropQueue();
    if (this.#running !== undefined || this.#store.state.kernel === "busy") {
      this.#announce("Stopping.");
      const { stateKept } = await this.session.interrupt();
      this.#announce(stateKept ? "Stopped; the variables are kept." : "Stopped; the variables are gone.");
    }
  }

  async restart(): Promise<void> {
    this.#stopped = true;
    this.#dropQueue();
    await this.session.restart();
    this.#announce("The kernel was restarted; its variables are gone.");
  }

  #dropQueue(): void {
    for (const id of this.#queue) if (id !== this.#running?.cellId) this.#store.setActivity(id, undefined);
    this.#queue = [];
  }

  #showQueue(): void {
    this.#queue.forEach((id, index) => {
      if (id !== this.#running?.cellId) this.#store.setActivity(id, { phase: "queued", place: index + 1 });
    });
  }

  #receive(message: Message, requestId: string | undefined): void {
    if (message.header.msg_type === "update_display_data") {
      this.#updateDisplays(message);
      return;
    }
    const running = this.#running;
    if (running === undefined || requestId !== running.requestId) return;
    const { content } = message;
    if (message.header.msg_type === "status" && content.execution_state === "idle") running.ended();
    if (message.header.msg_type === "execute_input" && typeof content.execution_count === "number") {
      this.#update(running.cellId, { execution_count: content.execution_count });
    }
    const list = applyMessage(running.list, message);
    if (list !== running.list) this.#setOutputs(running, list);
  }

  #updateDisplays(message: Message): void {
    for (const cell of this.#store.notebook.cells) {
      if (!isCode(cell)) continue;
      const outputs = updateDisplay(cell.outputs, message);
      if (outputs === cell.outputs) continue;
      if (this.#running?.cellId === cell.id) this.#running.list = { ...this.#running.list, outputs };
      this.#update(cell.id, { outputs });
    }
  }

  #setOutputs(running: Running, list: OutputList): void {
    const changed = list.outputs !== running.list.outputs;
    running.list = list;
    if (changed) this.#update(running.cellId, { outputs: list.outputs });
  }

  #update(id: string, change: { outputs?: readonly LiveOutput[]; execution_count?: number | null }): void {
    this.#store.apply((notebook) => updateCell(notebook, id, change));
  }
}

const endings = { done: "has run", failed: "ended with an error", stopped: "was stopped" };
