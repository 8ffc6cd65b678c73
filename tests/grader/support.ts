/** What the grader's tests share: a project root, a runner, answers written as text. */

import { join } from "node:path";
import { type Answer, type AnswerTimes, defaultTimes, openAnswer } from "../../src/grader/sandbox/answer.ts";
import { bundleAnswer } from "../../src/grader/sandbox/bundle.ts";
import type { Owner } from "../../src/grader/sandbox/confined-process.ts";
import { type Containment, type Layer, probeContainment } from "../../src/grader/sandbox/containment.ts";
import { type RunnerFolder, writeRunner } from "../../src/grader/sandbox/runner-bundle.ts";

export const root: string = join(import.meta.dirname, "../..");

export interface Cage {
  readonly containment: Containment;
  readonly runner: RunnerFolder;
  /** Opens `source` as an answer. Throws when it cannot be bundled. Answers of one `owner` share a process. */
  open(source: string, times?: Partial<AnswerTimes>, owner?: Owner): Promise<Answer>;
}

/** For answers that end by themselves: limits against hanging only, however busy the machine. */
export const patient: AnswerTimes = { startSeconds: 120, callSeconds: 60, totalSeconds: 300 };

export async function openCage(only?: readonly Layer[]): Promise<Cage> {
  const runner = await writeRunner(root, ["unrolled/numeric"]);
  const containment = await probeContainment(runner.folder, runner.script, only);
  const { folder, script } = runner;
  return {
    containment,
    runner,
    async open(source, times = {}, owner) {
      const bundle = await bundleAnswer({ source, file: "answer.ts", imports: ["unrolled/numeric"] });
      if ("error" in bundle) throw new Error(bundle.error);
      const frames = { frameBytes: 1 << 20, headerBytes: 1 << 16 };
      const launch = { containment, folder, script, frames, ...(owner && { owner }) };
      return openAnswer({ launch, bundle, without: ["gradientError"], times: { ...defaultTimes, ...times } });
    },
  };
}
