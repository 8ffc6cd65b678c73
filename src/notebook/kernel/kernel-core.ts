/**
 * The kernel itself, whatever carries its messages: it takes requests and emits replies and output.
 * What must be answered while a cell is busy (kernel_info, interrupt, shutdown) is the supervisor's.
 */

import { type Message, type MessageHeader, message } from "../format/message.ts";
import { CapturedOutput } from "./captured-output.ts";
import { commandPayload } from "./cell-commands.ts";
import { CellExecutor, type CellOutcome, Interrupted, type ScriptGuard } from "./cell-executor.ts";
import { CellOutput } from "./cell-output.ts";
import { completeRequest, inspectRequest, isCompleteRequest } from "./code-requests.ts";
import { reportThrown } from "./error-report.ts";
import { mimeBundle } from "./mime-bundle.ts";
import { type CellConverter, createCellConverter, loadTslab } from "./tslab-converter.ts";

export interface KernelLine {
  /** The workbook draws Plotly's JSON; other clients may be unable to. */
  readonly client: "jupyter" | "workbook";
  readonly guard: ScriptGuard;
  /** Sends a message and returns its size in bytes. */
  emit(message: Message): number;
  /** Waits, with everything, for what the user answers to a prompt; null when the cell is interrupted. */
  readInput(): string | null;
  /** Tells that the cell of this request is compiled and runs now. */
  cellBegins(requestId: string): void;
}

type Content = Record<string, unknown>;

const libraryFolders = [
  "analysis",
  "cells",
  "data",
  "display",
  "experiments",
  "figures",
  "layers",
  "models",
  "numeric",
  "training",
];
const promptType = "(text?: string, fallback?: string) => string";

export class KernelCore {
  readonly #line: KernelLine;
  readonly #converter: CellConverter;
  readonly #executor: CellExecutor;
  readonly #captured: CapturedOutput;
  #executionCount = 0;
  #runs = 0;
  #running = "";
  #interrupted = "";
  #queue: Promise<void> = Promise.resolve();

  constructor(cwd: string, line: KernelLine) {
    this.#line = line;
    this.#converter = createCellConverter();
    this.#captured = new CapturedOutput();
    const tslab = loadTslab((content, update) => this.#captured.publishTslab(content, update));
    this.#executor = new CellExecutor(this.#converter, cwd, () => tslab, line.guard);
    this.#executor.offer("prompt", promptType, (text = "", fallback = "") => {
      return this.#captured.ask(String(text)) || String(fallback);
    });
    this.#executor.positions.install();
    this.#captured.install(
      (thrown) => reportThrown(thrown, this.#executor.positions),
      line.client === "workbook",
    );
  }

  get typescriptVersion(): string {
    return this.#converter.typescript.version;
  }

  /** Runs a first cell that nobody sees, so that the learner's first one is as quick as the others. */
  async warmUp(): Promise<void> {
    await this.#executor.execute("0", "warm-up");
  }

  /**
   * Reads the library's types and modules while nobody waits, so that the first cell that imports it finds them
   * read. The modules are those of this package: nothing of the notebook's folder runs before a cell does. A cell that
   * comes meanwhile waits for the module under way: what is half imported cannot be required.
   */
  async warmUpLibrary(isIdle: () => boolean): Promise<void> {
    const imports = libraryFolders.map((name, at) => `import * as l${at} from "unrolled/${name}";`);
    this.#converter.convert(this.#executor.declarations, imports.join(" "));
    for (const name of libraryFolders) {
      if (!isIdle()) return;
      const read = (): Promise<unknown> => import(`unrolled/${name}`).catch(() => {}); // a cell that needs it is told
      this.#queue = this.#queue.then(read).then(() => {});
      await this.#queue;
    }
  }

  /** Rejects what a cell awaits, if it is still that cell which runs; a cell still being compiled will not run. */
  interrupt(requestId: string): void {
    if (requestId !== this.#running) return;
    this.#interrupted = requestId;
    this.#executor.interrupt();
  }

  handle(request: Message): void {
    if (request.header.msg_type === "execute_request") {
      this.#queue = this.#queue.then(() => this.#answer(request));
    } else void this.#answer(request);
  }

  async #answer(request: Message): Promise<void> {
    const { header } = request;
    this.#publish(header, "status", { execution_state: "busy" });
    let reply: Content;
    try {
      reply = await this.#replyTo(request);
    } catch (thrown) {
      reply = { status: "error", ...reportThrown(thrown, this.#executor.positions) };
    }
    const type = header.msg_type.replace(/_request$/, "_reply");
    this.#line.emit(message(request.channel, type, reply, header));
    this.#publish(header, "status", { execution_state: "idle" });
  }

  async #replyTo({ header, content }: Message): Promise<Content> {
    const { declarations } = this.#executor;
    switch (header.msg_type) {
      case "execute_request":
        return this.#execute(header, content);
      case "complete_request":
        return completeRequest(this.#converter, declarations, content);
      case "inspect_request":
        return inspectRequest(this.#converter, declarations, content);
      case "is_complete_request":
        return isCompleteRequest(this.#converter.typescript, String(content.code));
      default:
        throw new Error(`kernel: there is no request of type ${header.msg_type}.`);
    }
  }

  async #execute(header: MessageHeader, content: Content): Promise<Content> {
    const code = String(content.code);
    const silent = content.silent === true;
    if (!silent && content.store_history !== false) this.#executionCount++;
    const execution_count = this.#executionCount;
    const name = `cell ${execution_count}`;
    this.#running = header.msg_id;
    const output = new CellOutput((type, body) => (silent ? 0 : this.#publish(header, type, body)));
    output.other("execute_input", { code, execution_count });

    const { client } = this.#line;
    const payload = commandPayload(this.#converter, this.#executor.declarations, code, client);
    if (payload) return { status: "ok", execution_count, payload: [payload], user_expressions: {} };
    const ask = content.allow_stdin === true && ((prompt: string) => this.#ask(header, output, prompt));
    return this.#captured.during({ name, code, run: ++this.#runs, output, ask }, async () => {
      const outcome = await this.#executeSafely(code, name, () => this.#begin(header.msg_id));
      const error =
        outcome.status === "error" ? outcome.error : await this.#showResult(outcome.value, output);
      if (error) {
        output.other("error", { ...error });
        return { status: "error", execution_count, ...error };
      }
      output.flush();
      const user_expressions = await this.#evaluate(
        (content.user_expressions ?? {}) as Record<string, string>,
      );
      return { status: "ok", execution_count, payload: [], user_expressions };
    });
  }

  /** Hears the interrupt that came while the cell was being compiled: requests are read once per turn of the loop. */
  async #begin(requestId: string): Promise<void> {
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (this.#interrupted === requestId) throw new Interrupted();
    this.#line.cellBegins(requestId);
  }

  #ask(header: MessageHeader, output: CellOutput, prompt: string): string {
    output.flush();
    this.#line.emit(message("stdin", "input_request", { prompt, password: false }, header));
    const answer = this.#line.readInput();
    if (answer === null) throw new Interrupted();
    return answer;
  }

  async #executeSafely(code: string, name: string, begin?: () => Promise<void>): Promise<CellOutcome> {
    try {
      return await this.#executor.execute(code, name, begin);
    } catch (thrown) {
      const report = reportThrown(thrown, this.#executor.positions);
      const evalue = `The kernel could not take this cell (${report.evalue}). If other cells fail too, restart it.`;
      return {
        status: "error",
        error: { ename: "KernelError", evalue, traceback: [evalue, ...report.traceback] },
      };
    }
  }

  /** The value of the last expression; a value that cannot be shown is an error of the cell. */
  async #showResult(
    value: unknown,
    output: CellOutput,
  ): Promise<ReturnType<typeof reportThrown> | undefined> {
    if (value === undefined) return undefined;
    try {
      const data = await mimeBundle(value);
      output.other("execute_result", { execution_count: this.#executionCount, data, metadata: {} });
      return undefined;
    } catch (thrown) {
      return reportThrown(thrown, this.#executor.positions);
    }
  }

  async #evaluate(expressions: Record<string, string>): Promise<Content> {
    const results: Content = {};
    for (const [key, expression] of Object.entries(expressions)) {
      const outcome = await this.#executeSafely(`(${expression})`, `expression ${key}`);
      results[key] =
        outcome.status === "ok"
          ? { status: "ok", data: await mimeBundle(outcome.value), metadata: {} }
          : { status: "error", ...outcome.error };
    }
    return results;
  }

  #publish(parent: MessageHeader, type: string, content: Content): number {
    return this.#line.emit(message("iopub", type, content, parent));
  }
}
