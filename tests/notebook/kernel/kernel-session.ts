/** A real kernel process and what a client does with it, for tests. */

import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Message, request } from "../../../src/notebook/format/message.ts";
import { type Kernel, type KernelOptions, startKernel } from "../../../src/notebook/kernel/start-kernel.ts";

export const project: string = join(import.meta.dirname, "../../..");

export interface Ran {
  /** "ok", "error" or "aborted". */
  readonly status: string;
  readonly reply: Record<string, unknown>;
  /** Every message that the cell caused, in order. */
  readonly messages: readonly Message[];
  /** Contents of the messages of one type. */
  all(type: string): Record<string, unknown>[];
  /** The text of one stream. */
  text(name: "stdout" | "stderr"): string;
  /** text/plain of the result. */
  readonly result: string | undefined;
  /** The traceback without colours, one string. */
  readonly traceback: string;
}

export interface Session {
  readonly kernel: Kernel;
  run(code: string, content?: object): Promise<Ran>;
  ask(type: string, content: object): Promise<Ran>;
  send(type: string, content: object): { id: string; done: Promise<Ran> };
  /** Everything that the kernel has said. */
  readonly heard: Message[];
  until(condition: (message: Message) => boolean): Promise<Message>;
  /** Resolves when the cell of this request has printed: it runs. */
  untilPrinted(id: string): Promise<Message>;
  end(): Promise<void>;
}

/** A folder of its own, from which the project's packages can be imported if it is shared. */
export function notebookFolder({ shared }: { shared: boolean } = { shared: true }): string {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-kernel-"));
  if (shared) symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** A cell's code that keeps the processor busy until `open` is called, however long that takes. */
export function busyUntilOpened(): { readonly code: string; open(): void } {
  const path = join(mkdtempSync(join(tmpdir(), "unrolled-gate-")), "open");
  return {
    code: `while (!(process as any).getBuiltinModule("node:fs").existsSync(${JSON.stringify(path)}));`,
    open: () => writeFileSync(path, ""),
  };
}

export async function openSession(options: Partial<KernelOptions> = {}): Promise<Session> {
  const kernel = await startKernel({ cwd: join(project, "notebooks"), ...options });
  const heard: Message[] = [];
  kernel.onMessage((message) => void heard.push(message));
  const send = (type: string, content: object): { id: string; done: Promise<Ran> } => {
    const message = request(type, content);
    const id = message.header.msg_id;
    const done = until(kernel, [], (received) => isIdleOf(received, id)).then(() =>
      ranOf(heard.filter((received) => parentOf(received) === id)),
    );
    kernel.send(message);
    return { id, done };
  };
  return {
    kernel,
    heard,
    send,
    run: (code, content = {}) => send("execute_request", { code, ...content }).done,
    ask: (type, content) => send(type, content).done,
    until: (condition) => until(kernel, heard, condition),
    untilPrinted: (id) => until(kernel, heard, (m) => m.header.msg_type === "stream" && parentOf(m) === id),
    end: () => kernel.shutdown(),
  };
}

export const parentOf = (message: Message): string | undefined =>
  (message.parent_header as { msg_id?: string }).msg_id;

const isIdleOf = (message: Message, id: string): boolean =>
  parentOf(message) === id &&
  message.header.msg_type === "status" &&
  message.content.execution_state === "idle";

function until(
  kernel: Kernel,
  heard: readonly Message[],
  condition: (m: Message) => boolean,
): Promise<Message> {
  const already = heard.find(condition);
  if (already) return Promise.resolve(already);
  return new Promise((resolve) => {
    const stop = kernel.onMessage((message) => {
      if (!condition(message)) return;
      stop();
      resolve(message);
    });
  });
}

function ranOf(messages: Message[]): Ran {
  const reply = messages.find(({ header }) => header.msg_type.endsWith("_reply"))?.content ?? {};
  const all = (type: string): Record<string, unknown>[] =>
    messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
  const result = all("execute_result")[0]?.data as Record<string, string> | undefined;
  const [error] = all("error") as { traceback?: string[] }[];
  return {
    status: String(reply.status),
    reply,
    messages,
    all,
    text: (name) =>
      all("stream")
        .filter((s) => s.name === name)
        .map((s) => s.text)
        .join(""),
    result: result?.["text/plain"],
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    traceback: (error?.traceback ?? []).join("\n").replace(/\u001b\[\d+m/g, ""),
  };
}
