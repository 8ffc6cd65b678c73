/** A server on a free port over a temporary course, and requests with any header (fetch sets its own Host). */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgressStore } from "../../../src/grader/grading/progress.ts";
import { type Notebook, serializeNotebook } from "../../../src/notebook/format/notebook.ts";
import type { Check } from "../../../src/notebook/server/course-api.ts";
import type { Exercises } from "../../../src/notebook/server/exercises.ts";
import type { Progress } from "../../../src/notebook/server/progress.ts";
import { type RunningServer, startServer } from "../../../src/notebook/server/start-server.ts";

export const chapter: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    {
      cell_type: "markdown",
      id: "intro",
      metadata: { unrolled: { claims: ["A5", "A6"] } },
      source: "# Why gradients $\\to 0$\n\nA **question** first.",
    },
    {
      cell_type: "code",
      id: "answer",
      metadata: { unrolled: { exercise: "X1.1" } },
      source: 'const closing = "</script>" && 1 < 2;',
      execution_count: null,
      outputs: [],
    },
  ],
};

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect
  readonly json: any;
}

export interface TemporaryServer extends RunningServer {
  readonly root: string;
  readonly own: string;
  /** Sends as given, without any credential; `body` as JSON. */
  bare(method: string, path: string, headers?: Record<string, string>, body?: unknown): Promise<Reply>;
  /** With the token in a header. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export function temporaryCourse(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "unrolled-course-"));
  mkdirSync(join(root, "notebooks"));
  writeFileSync(join(root, "notebooks/04-vanishing.ipynb"), serializeNotebook(chapter));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** One exercise with one hint, as the command line would pass it. */
const exercises: Exercises = {
  help: async (id) => {
    if (id !== "X1.1") throw new RangeError(`No exercise is called "${id}".`);
    const statement = "h = tanh(x Wx + h₋ Wh + b)";
    return {
      id,
      title: "One step",
      statement,
      points: 0,
      maxPoints: 4,
      hints: [],
      hintsLeft: 1,
      solution: "locked",
    };
  },
  nextHint: async (id) => ({ ...(await exercises.help(id)), hints: ["Add three terms."], hintsLeft: 0 }),
  solution: async (id) => {
    throw new RangeError(`The solution of ${id} opens after an attempt.`);
  },
};

const noCheck: Check = () => Promise.reject(new Error("this test has no grader"));

export async function openServer(
  options: { check?: Check; author?: boolean; warm?: boolean } = {},
): Promise<TemporaryServer> {
  const { root, remove } = temporaryCourse();
  const own = join(root, ".unrolled");
  const store = createProgressStore(own);
  const progress: Progress = { ...store, record: (result) => store.record([result]) };
  const server = await startServer({
    root,
    own,
    port: 0,
    check: noCheck,
    exercises,
    progress,
    warm: false,
    ...options,
  });
  const bare: TemporaryServer["bare"] = (method, path, headers, body) =>
    ask({ port: server.port, method, path, headers: headers ?? {}, body });
  return {
    ...server,
    root,
    own,
    bare,
    send: (method, path, body, headers) =>
      bare(method, path, { authorization: `token ${server.token}`, ...headers }, body),
    async close() {
      await server.close();
      remove();
    },
  };
}

interface Question {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

export function ask({ port, method, path, headers, body }: Question): Promise<Reply> {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const length = text === "" ? {} : { "content-length": String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, method, path, headers: { ...length, ...headers } },
      (reply) => {
        const pieces: Buffer[] = [];
        reply.on("data", (piece: Buffer) => pieces.push(piece));
        reply.on("end", () => {
          const received = Buffer.concat(pieces).toString("utf8");
          const isJson = String(reply.headers["content-type"]).startsWith("application/json");
          const json = isJson ? JSON.parse(received) : undefined;
          resolve({ status: reply.statusCode!, headers: reply.headers, text: received, json });
        });
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}
