/** unrolled start: opens the workbook in the browser and stays until Ctrl-C. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createExerciseHelp } from "../grader/grading/exercise-help.ts";
import { createProgressStore } from "../grader/grading/progress.ts";
import type { Check } from "../notebook/server/course-api.ts";
import { type RunningServer, type ServerOptions, startServer } from "../notebook/server/start-server.ts";

export interface StartOptions {
  /** As typed; else the environment's PORT, else 8888. */
  readonly port?: string;
  readonly open?: boolean;
  /** Save into the course's originals instead of the learner's own copies. */
  readonly author?: boolean;
  /** Where the learner's own copies and progress are kept. Default: .unrolled in the project's folder. */
  readonly own?: string;
  /** The page to open, such as "/lecture/04-title.ipynb". Default: the list of notebooks. */
  readonly page?: string;
}

/** The package's own folder: this file is src/cli/start.ts or dist/cli/start.js. */
const root = join(import.meta.dirname, "../..");

export async function start(options: StartOptions): Promise<void> {
  const { author = false } = options;
  const own = resolve(options.own ?? join(root, ".unrolled"));
  const grading = createCheck();
  let server: RunningServer;
  try {
    const port = portNumber(options.port ?? process.env.PORT ?? "8888");
    server = await startServer({ root, own, port, check: grading.check, ...createCourse(own), author });
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return;
  }
  const url = new URL(options.page ?? "/", server.url);
  url.search = new URL(server.url).search; // the token
  console.log(`Unrolled is open at ${url}`);
  stopOnSignals(server, grading.close);
  if (options.open !== false && hasDisplay()) await openBrowser(url.href);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port: expected a number from 0 to 65535, got "${text}".`);
}

/** The learner's progress, and the exercises' hints, both as the other commands have them. */
function createCourse(own: string): Pick<ServerOptions, "progress" | "exercises"> {
  const store = createProgressStore(own);
  return {
    progress: { ...store, record: (result) => store.record([result]) },
    exercises: createExerciseHelp(root, store),
  };
}

/** The grader is loaded with the first answer, so that the workbook opens at once. */
function createCheck(): { check: Check; close: () => Promise<void> } {
  const load = async () => {
    const { createGrader } = await import("../grader/grading/create-grader.ts");
    return createGrader({ root });
  };
  let grader: ReturnType<typeof load> | undefined;
  return {
    async check(answer) {
      grader ??= load();
      grader.catch(() => {
        grader = undefined;
      });
      return await (await grader).grade(answer);
    },
    async close() {
      await (await grader?.catch(() => undefined))?.close();
    },
  };
}

/** Ctrl-C ends kernels and server; a second one does not wait for them. */
function stopOnSignals(server: RunningServer, closeGrader: () => Promise<void>): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    await Promise.allSettled([server.close(), closeGrader()]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}

function hasDisplay(): boolean {
  if (process.platform !== "linux" || existsSync("/proc/sys/fs/binfmt_misc/WSLInterop")) return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The address stands in the terminal, so a browser that does not open is no error. */
async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    const browser = await open(url);
    browser.on("error", () => undefined);
  } catch {
    // The address was printed.
  }
}
