/**
 * The grader as the command line and the workbook use it. All work is done in a process of its own, which stays
 * warm between answers; should it die, the caller lives on and the next answer starts another.
 */

import type { ChildProcess } from "node:child_process";
import { guardInspector } from "../sandbox/confined-process.ts";
import type { EngineOptions, GradeRequest } from "./engine.ts";
import type { GradeReport } from "./report.ts";
import { publicSecret } from "./seed.ts";
import { startProcess } from "./start-process.ts";

export interface GraderOptions {
  /** The project's folder: exercises, checks, library. */
  readonly root: string;
  /** Inputs of the checks are derived from it; a course keeps its own, a learner needs none. */
  readonly secret?: string;
  /** As in EngineOptions. */
  readonly forClass?: boolean;
}

export interface Grader {
  grade(request: GradeRequest): Promise<GradeReport>;
  /** Together, side by side; reports in the order of the requests. */
  gradeAll(requests: readonly GradeRequest[]): Promise<GradeReport[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(reports: GradeReport[]): void;
  reject(error: Error): void;
}

export function createGrader({ root, secret = publicSecret, forClass = false }: GraderOptions): Grader {
  guardInspector();
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let count = 0;

  const start = (): ChildProcess => {
    const options: EngineOptions = { root, secret, forClass };
    const started = startProcess("grading/grading-process", []);
    started.send({ options }); // not among its arguments, which every user of the machine can read
    started.on(
      "message",
      ({ id, reports, error }: { id: number; reports?: GradeReport[]; error?: string }) => {
        const caller = waiting.get(id);
        waiting.delete(id);
        if (reports) caller?.resolve(reports);
        else caller?.reject(new Error(error));
      },
    );
    started.on("exit", (code, signal) => {
      if (child === started) child = undefined;
      for (const { reject } of waiting.values())
        reject(
          new Error(
            `The grading process ended (${signal ?? `status ${code}`}); no answer was judged. Try again.`,
          ),
        );
      waiting.clear();
    });
    return started;
  };
  const gradeAll = (requests: readonly GradeRequest[]): Promise<GradeReport[]> =>
    new Promise((resolve, reject) => {
      child ??= start();
      waiting.set(++count, { resolve, reject });
      child.send({ id: count, requests });
    });

  return {
    gradeAll,
    grade: async (request) => (await gradeAll([request]))[0],
    close: () =>
      new Promise((resolve) => {
        if (!child) return resolve();
        child.once("exit", () => resolve());
        child.disconnect();
      }),
  };
}
