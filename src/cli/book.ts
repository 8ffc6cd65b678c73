/** `unrolled book`: executes all notebooks and writes them as a site that needs no server. */

import { join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { maxPoints, readExerciseList } from "../grader/grading/exercise-list.ts";
import type { BookExercise } from "../notebook/book/chapter-html.ts";
import {
  type Budget,
  type ExecutedChapter,
  ExecutionError,
  executeAll,
} from "../notebook/book/executed-notebooks.ts";
import { checkBookFolder, writeBook } from "../notebook/book/write-book.ts";

export interface BookCommandOptions {
  /** The folder that becomes the book. */
  readonly out: string;
  /** "full" or "quick", as typed. Default: the environment's BUDGET, else full. */
  readonly budget?: string;
  /** Where executed notebooks are kept, to be used again. Default: .unrolled/executed in the project's folder. */
  readonly executed?: string;
  /** The folder with the notebooks. Default: the course's. */
  readonly notebooks?: string;
  /** Seconds that one cell may take, as typed. */
  readonly timeout?: string;
}

/** The package's own folder: this file is src/cli/book.ts or dist/cli/book.js. */
const root = join(import.meta.dirname, "../..");

export async function book(options: BookCommandOptions): Promise<void> {
  const { budget = process.env.BUDGET ?? "full", timeout = "600" } = options;
  if (!isBudget(budget)) throw new RangeError(`book: --budget is quick or full, got "${budget}".`);
  if (!(Number(timeout) > 0))
    throw new RangeError(`book: --timeout must be a number of seconds above 0, got "${timeout}".`);
  const out = resolve(options.out);
  await checkBookFolder(out);
  const stopping = stopOnSignal();
  const chapters: ExecutedChapter[] = [];
  const started = performance.now();
  try {
    const progress = {
      folder: resolve(options.notebooks ?? join(root, "notebooks")),
      kept: resolve(options.executed ?? join(root, ".unrolled/executed")),
      library: join(root, "dist/library"),
      budget,
      timeoutSeconds: Number(timeout),
      onCell: (name: string, done: number, total: number) =>
        progressLine(`${name}: cell ${done} of ${total}`),
      signal: stopping.signal,
    };
    let since = performance.now();
    for await (const chapter of executeAll(progress)) {
      progressLine("");
      console.log(`${chapter.name}: ${chapter.wasKept ? "executed before" : secondsSince(since)}`);
      chapters.push(chapter);
      since = performance.now();
    }
    await writeBook({
      chapters,
      exercises: bookExercises(),
      built: join(root, "dist/book"),
      walkthroughs: join(root, "dist/walkthroughs/view.js"),
      out,
    });
  } catch (error) {
    progressLine("");
    if (stopping.signal.aborted)
      return told(
        `book: stopped; ${count(chapters.length, "notebook is", "notebooks are")} kept for the next time.`,
        130,
      );
    if (error instanceof ExecutionError) return told(failureText(error), 1);
    throw error;
  } finally {
    stopping.forget();
  }
  const index = relative(process.cwd(), join(out, "index.html"));
  console.log(
    `${count(chapters.length, "chapter", "chapters")} in ${secondsSince(started)}. Open ${index}, or put the folder on any host.`,
  );
}

const isBudget = (text: string): text is Budget => text === "quick" || text === "full";

const secondsSince = (started: number): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

function told(message: string, status: number): void {
  console.error(message);
  process.exitCode = status;
}

/** No solutions: whoever gets the book gets what a learner begins with. */
function bookExercises(): BookExercise[] {
  return readExerciseList(root).map((exercise) => ({
    id: exercise.id,
    title: exercise.title,
    statement: exercise.statement,
    maxPoints: maxPoints(exercise),
    hints: exercise.hints,
  }));
}

/** Ctrl-C ends the kernel first; a second one does not wait. */
function stopOnSignal(): { readonly signal: AbortSignal; forget(): void } {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  return {
    signal: stopping.signal,
    forget() {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
    },
  };
}

function failureText({ message, failure }: ExecutionError): string {
  const lines = process.stderr.isTTY ? failure.traceback : failure.traceback.map(stripVTControlCharacters);
  return [message, ...lines.map((text) => `  ${text}`)].join("\n");
}

/** Drawn over itself on a terminal, nothing elsewhere. */
function progressLine(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
