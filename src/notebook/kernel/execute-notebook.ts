/** Runs a notebook from top to bottom and fills in its outputs. */

import { type Message, request } from "../format/message.ts";
import type { CodeCell, Notebook, Output } from "../format/notebook.ts";
import { CollectedOutputs, type NamedDisplays } from "./collected-outputs.ts";
import type { Kernel } from "./kernel.ts";

export interface ExecuteOptions {
  readonly kernel: Kernel;
  /** Longest time that one cell may take. */
  readonly timeoutSeconds: number;
  readonly onCell?: (done: number, total: number) => void;
}

export interface CellFailure {
  /** Counted from 1, code cells only: the number that tracebacks use. */
  readonly cell: number;
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

export interface ExecutedNotebook {
  readonly notebook: Notebook;
  /** Where execution stopped: the first cell that failed and is not tagged raises-exception. */
  readonly error?: CellFailure;
}

/** How long a timer of the last cell may still speak or fail. */
const lastWordsMilliseconds = 50;

export async function executeNotebook(
  notebook: Notebook,
  options: ExecuteOptions,
): Promise<ExecutedNotebook> {
  const { kernel, onCell } = options;
  const cells = notebook.cells.map((cell) => (cell.cell_type === "code" ? emptied(cell) : cell));
  const code = cells.filter((cell) => cell.cell_type === "code" && cell.source.trim() !== "") as Executing[];
  const running = new Map<string, CollectedOutputs>();
  const named: NamedDisplays = new Map();
  const stop = kernel.onMessage((message) => {
    const { msg_id } = message.parent_header as { msg_id?: string };
    running.get(msg_id ?? "")?.take(message);
  });
  let error: CellFailure | undefined;
  try {
    for (const [index, cell] of code.entries()) {
      onCell?.(index, code.length);
      const collected = new CollectedOutputs(named);
      cell.outputs = collected.outputs;
      const execute = request("execute_request", {
        code: cell.source,
        allow_stdin: false,
        stop_on_error: false,
      });
      running.set(execute.header.msg_id, collected);
      const reply = await answerTo(execute, kernel, options.timeoutSeconds);
      cell.execution_count = Number(reply.content.execution_count ?? index + 1);
      if (reply.content.status !== "ok" && !mayFail(cell)) {
        error = failure(index + 1, reply.content);
        break;
      }
      onCell?.(index + 1, code.length);
    }
    await new Promise((resolve) => setTimeout(resolve, lastWordsMilliseconds));
  } finally {
    stop();
  }
  return { notebook: { ...notebook, cells }, ...(error && { error }) };
}

type Executing = Omit<CodeCell, "execution_count" | "outputs"> & {
  execution_count: number | null;
  outputs: readonly Output[];
};

const emptied = (cell: CodeCell): CodeCell => ({ ...cell, execution_count: null, outputs: [] });

function mayFail({ metadata }: Executing): boolean {
  return Array.isArray(metadata.tags) && metadata.tags.includes("raises-exception");
}

/** Sends a cell and waits for its reply and idle; a cell that takes too long is interrupted. */
function answerTo(execute: Message, kernel: Kernel, timeoutSeconds: number): Promise<Message> {
  return new Promise((resolve) => {
    let reply: Message | undefined;
    let tooLong = false;
    const timer = setTimeout(() => {
      tooLong = true;
      void kernel.interrupt();
    }, timeoutSeconds * 1000);
    const stop = kernel.onMessage((message) => {
      if ((message.parent_header as { msg_id?: string }).msg_id !== execute.header.msg_id) return;
      if (message.header.msg_type === "execute_reply") reply = message;
      const isIdle = message.header.msg_type === "status" && message.content.execution_state === "idle";
      if (!isIdle || !reply) return;
      clearTimeout(timer);
      stop();
      resolve(tooLong ? timedOut(reply, timeoutSeconds) : reply);
    });
    kernel.send(execute);
  });
}

function timedOut(reply: Message, timeoutSeconds: number): Message {
  const evalue = `The cell took longer than ${timeoutSeconds} s and was interrupted.`;
  return {
    ...reply,
    content: { ...reply.content, status: "error", ename: "TimeoutError", evalue, traceback: [] },
  };
}

function failure(cell: number, { ename, evalue, traceback }: Record<string, unknown>): CellFailure {
  return {
    cell,
    name: String(ename ?? "Error"),
    message: String(evalue ?? "The cell was not run."),
    traceback: Array.isArray(traceback) ? traceback.map(String) : [],
  };
}
