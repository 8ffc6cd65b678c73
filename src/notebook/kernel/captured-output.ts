/**
 * Sends what a cell writes, shows or throws to that cell, also when it happens later: a timer or promise
 * that a cell started carries the cell along.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import type { MimeBundle } from "../format/message.ts";
import type { CellOutput, DisplayOptions, StreamName } from "./cell-output.ts";
import type { ErrorReport } from "./error-report.ts";

export interface RunningCell {
  readonly name: string;
  readonly code: string;
  /** Another number each time a cell runs. */
  readonly run: number;
  readonly output: CellOutput;
  /** Asks the user; false where the client takes no input. */
  readonly ask: false | ((prompt: string) => string);
}

/** The contract with the library's display functions. */
export interface DisplayHook {
  (data: MimeBundle, options?: DisplayOptions): void;
  /** Where the client may be unable to draw Plotly's JSON: the cell that shows, and its run. */
  readonly offlineFigures?: { readonly code: string; readonly run: number } | undefined;
}

const displayHook = Symbol.for("unrolled.display");

export class CapturedOutput {
  readonly #cells = new AsyncLocalStorage<RunningCell>();
  #latest: RunningCell | undefined;
  #runningCell: RunningCell | undefined;

  /** The cell whose code is running, or whose timer or promise is. */
  get cell(): RunningCell | undefined {
    return this.#cells.getStore() ?? this.#latest;
  }

  async during<Result>(cell: RunningCell, run: () => Promise<Result>): Promise<Result> {
    this.#latest = cell;
    this.#runningCell = cell;
    try {
      return await this.#cells.run(cell, run);
    } finally {
      this.#runningCell = undefined;
    }
  }

  /** The user's answer; the cell waits for it. */
  ask(prompt: string): string {
    const ask = this.cell?.ask;
    if (!ask) throw new Error("prompt: this client takes no input from cells; write the value in the cell.");
    return ask(prompt);
  }

  /** `drawsFigures`: the client is known to draw Plotly's JSON. */
  install(report: (thrown: unknown) => ErrorReport, drawsFigures: boolean): void {
    for (const name of ["stdout", "stderr"] as const) this.#capture(name);
    const hook: DisplayHook = (data, options) => this.cell?.output.display(data, options);
    const offlineFigures = (): RunningCell | undefined => (drawsFigures ? undefined : this.cell);
    Object.defineProperty(hook, "offlineFigures", { get: offlineFigures });
    Object.defineProperty(globalThis, displayHook, { value: hook });
    console.clear = () => this.cell?.output.other("clear_output", { wait: false });
    process.on("uncaughtException", (thrown) => this.#showLate(report(thrown)));
    process.on("unhandledRejection", (thrown) => this.#showLate(report(thrown)));
    process.on("exit", () => this.cell?.output.flush());
  }

  /** What tslab's own display functions hand over. */
  publishTslab(content: Record<string, unknown>, update: boolean): void {
    const { display_id } = (content.transient ?? {}) as { display_id?: string };
    this.cell?.output.display(content.data as MimeBundle, {
      update,
      ...(display_id !== undefined && { displayId: display_id }),
    });
  }

  #showLate(error: ErrorReport): void {
    const { cell } = this;
    if (!cell) return;
    const when = cell === this.#runningCell ? "while it ran" : "after it had ended";
    const label = `Uncaught in something that ${cell.name} started, ${when}:`;
    cell.output.other("error", { ...error, traceback: [label, ...error.traceback] });
  }

  #capture(name: StreamName): void {
    const decoder = new TextDecoder();
    type Done = (error?: Error) => void;
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      this.cell?.output.stream(name, text);
      const callback = typeof encoding === "function" ? encoding : done;
      if (callback) process.nextTick(callback);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
  }
}
