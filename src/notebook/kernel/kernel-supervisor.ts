/**
 * Stands between the clients of a kernel and its process. It holds the queue of cells, answers what needs no
 * process, and sees to it that every request gets its reply and idle, whatever becomes of the process.
 */

import { type Message, message } from "../format/message.ts";
import { CellHistory } from "./cell-history.ts";
import type { Kernel, KernelOptions, KernelState } from "./kernel.ts";
import { KernelChild } from "./kernel-child.ts";
import type { KernelFacts } from "./process-link.ts";
import { completeReply, failedReply, kernelStatus, type Loss } from "./replies.ts";
import { RequestLedger } from "./request-ledger.ts";
import { SpareProcess } from "./spare-process.ts";
import { supervisorReply } from "./supervisor-replies.ts";

type Listener = (message: Message) => void;

/** Of the process's own time, counted from when the cell runs. */
const interruptSeconds = 2;
/** A cell that is still being compiled ends before it runs; a compiler that takes longer hangs. */
const compileSeconds = 15;
/** What comes before the cell's script has begun stops nothing, so it is said again. */
const repeatMilliseconds = 100;
const startAttempts = 3;
const lost = "all variables are lost.";

export class KernelSupervisor implements Kernel {
  readonly id: string;
  readonly #options: KernelOptions;
  readonly #listeners = new Set<Listener>();
  readonly #spare: SpareProcess;
  readonly #requests: RequestLedger = new RequestLedger();
  readonly #history: CellHistory = new CellHistory();
  #state: KernelState = "starting";
  #child: KernelChild | undefined;
  #facts: KernelFacts | undefined;
  #replacing: Promise<void> | undefined;
  #awaitsInput = false;

  constructor(id: string, options: KernelOptions) {
    this.id = id;
    this.#options = options;
    this.#spare = new SpareProcess(options);
  }

  get state(): KernelState {
    return this.#state;
  }

  get pendingCells(): readonly string[] {
    return this.#requests.pendingCells;
  }

  start(): Promise<void> {
    return this.#replace();
  }

  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  send(request: Message): void {
    const { msg_type } = request.header;
    if (msg_type === "input_reply") this.#answerInput(String(request.content.value ?? ""));
    else if (this.#state === "dead") this.#tell(...failedReply(request, false, dead));
    else if (msg_type === "interrupt_request")
      void this.interrupt().then(() => this.#tell(...completeReply(request, { status: "ok" })));
    else if (msg_type === "shutdown_request") void this.#shutdownOrRestart(request);
    else if (!this.#answerHere(request)) {
      this.#requests.add(request);
      this.#sendNext();
    }
  }

  async interrupt(): Promise<{ stateKept: boolean }> {
    const { cell } = this.#requests;
    const child = this.#child;
    if (!cell || !child) return { stateKept: true };
    let { cellBegan } = this.#requests;
    let clock = child.clock();
    let nextAt = 0;
    while (this.#requests.cell === cell && clock() < (cellBegan ? interruptSeconds : compileSeconds)) {
      if (!cellBegan && this.#requests.cellBegan) {
        cellBegan = true;
        clock = child.clock();
      }
      if (Date.now() >= nextAt) {
        if (this.#awaitsInput) this.#answerInput(null);
        else child.interrupt(cell.header.msg_id);
        nextAt = Date.now() + repeatMilliseconds;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (this.#requests.cell !== cell) return { stateKept: this.#child === child };
    const evalue = `The cell could not be interrupted within ${interruptSeconds} s, so the kernel was restarted: ${lost}`;
    await this.#replace({ ename: "KernelRestarted", evalue });
    return { stateKept: false };
  }

  restart(): Promise<void> {
    return this.#replace({ ename: "KernelRestarted", evalue: `The kernel was restarted: ${lost}` });
  }

  async shutdown(): Promise<void> {
    this.#state = "dead";
    const child = this.#child;
    this.#child = undefined;
    this.#spare.end();
    this.#failAll({ ename: "KernelDead", evalue: "The kernel was shut down." });
    await child?.end();
    await this.#replacing?.catch(() => {});
  }

  /** Ends the process, if there is one, and starts another; `loss` is what pending cells are told. */
  #replace(loss?: Loss): Promise<void> {
    if (this.#state === "dead") return Promise.resolve();
    this.#replacing ??= this.#startChild(loss).finally(() => {
      this.#replacing = undefined;
    });
    return this.#replacing;
  }

  async #startChild(loss: Loss | undefined): Promise<void> {
    const old = this.#child;
    this.#child = undefined;
    if (loss) {
      this.#state = "restarting";
      this.#failAll(loss);
      this.#tell(kernelStatus("restarting"));
    }
    const [child] = await Promise.all([this.#readyChild(), old?.kill()]);
    if ((this.#state as KernelState) === "dead") return child.kill();
    child.listen({
      message: (received) => this.#receive(received),
      cellBegins: (requestId) => this.#requests.begin(requestId),
      rawOutput: (name, text) =>
        this.#tell(message("iopub", "stream", { name, text }, this.#requests.cell?.header ?? {})),
      exit: (description) => {
        const evalue = `${capital(description)}. A fresh kernel was started: ${lost}`;
        void this.#replace({ ename: "KernelDied", evalue }).catch(() => {}); // told to the requests
      },
    });
    this.#child = child;
    this.#state = "idle";
    this.#awaitsInput = false;
    this.#history.startSession();
    this.#tell(kernelStatus("idle"));
    this.#sendNext();
    this.#spare.prepareSoon();
  }

  async #readyChild(): Promise<KernelChild> {
    for (let attempt = 1; ; attempt++) {
      const child = this.#spare.take() ?? new KernelChild(this.#options);
      try {
        this.#facts = await child.ready;
        return child;
      } catch (error) {
        if (attempt < startAttempts && this.#state !== "dead") continue;
        this.#state = "dead";
        this.#failAll({ ename: "KernelDead", evalue: (error as Error).message });
        this.#tell(kernelStatus("dead"));
        throw error;
      }
    }
  }

  #sendNext(): void {
    if (!this.#child) return;
    for (const request of this.#requests.takeWaiting())
      if (!this.#answerHere(request)) this.#requests.add(request);
    for (const request of this.#requests.takeSendable()) this.#child.send(request);
    this.#state = this.#requests.cell ? "busy" : "idle";
  }

  /** Answers what needs no process. */
  #answerHere(request: Message): boolean {
    const content = supervisorReply(request, this.#facts, this.#history);
    if (content) this.#tell(...completeReply(request, content));
    return content !== undefined;
  }

  #receive(received: Message): void {
    const request = this.#requests.requestOf(received);
    if (received.header.msg_type === "input_request") this.#awaitsInput = true;
    if (request) this.#history.hear(received, request);
    const { cellEnded, abort } = this.#requests.hear(received);
    if (cellEnded) this.#state = "idle";
    this.#tell(received);
    if (abort) this.#abortWaiting();
    if (cellEnded) this.#sendNext();
  }

  /** Cells that wait behind one that failed do not run. */
  #abortWaiting(): void {
    for (const request of this.#requests.takeWaitingCells())
      this.#tell(...completeReply(request, { status: "aborted" }));
  }

  #failAll(loss: Loss): void {
    for (const { request, replied } of this.#requests.takeOpen())
      this.#tell(...failedReply(request, replied, loss));
    this.#abortWaiting();
    if (this.#state !== "dead") return;
    for (const request of this.#requests.takeWaiting()) this.#tell(...failedReply(request, false, loss));
  }

  #answerInput(text: string | null): void {
    if (this.#awaitsInput) this.#child?.answer(text);
    this.#awaitsInput = false;
  }

  async #shutdownOrRestart(request: Message): Promise<void> {
    const restart = request.content.restart === true;
    await (restart ? this.restart() : this.shutdown());
    this.#tell(...completeReply(request, { status: "ok", restart }));
  }

  #tell(...messages: Message[]): void {
    for (const outgoing of messages) for (const listener of [...this.#listeners]) listener(outgoing);
  }
}

const dead: Loss = { ename: "KernelDead", evalue: "The kernel is shut down; start another one." };
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
