/**
 * How long a class takes: 200 submissions of 10 exercises each, in the cage.
 *
 *   npm run bench:class -- [--results] [students] [jobs]      --results writes its section of RESULTS.md
 *
 * Prints the time, the processor time of each part, and this process's memory along the way. The class is the
 * same for each run; 1 hostile answer in 20 never ends.
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { findSubmissions } from "../../src/grader/class/find-submissions.ts";
import { gradeClass } from "../../src/grader/class/grade-class.ts";
import { writeOutputs } from "../../src/grader/class/write-outputs.ts";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { generateClass } from "../grader/class/generated-class.ts";
import { root } from "../grader/support.ts";
import { writeResults } from "./results-page.ts";

const [students = 200, jobs = 2] = process.argv
  .slice(2)
  .filter((word) => word !== "--results")
  .map(Number);
const lines: string[] = [];
const tell = (line: string): void => {
  console.log(line);
  lines.push(line);
};
const exercises = readExerciseList(root).slice(2, 12);
const home = mkdtempSync(join(tmpdir(), "unrolled-class-"));
const folder = join(home, "class");
const out = join(home, "out");

/** Seconds that the processors of this machine were busy, and busy with anything at all they had. */
function machineSeconds(): number {
  const busy = cpus().map(({ times }) => times.user + times.sys + times.nice + times.irq);
  return busy.reduce((a, b) => a + b, 0) / 1000;
}

/** Processor time of this process and of all its children that have ended, in seconds (Linux). */
function familySeconds(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

try {
  await generateClass({ folder, exercises, students, seed: 1, loops: 1 / 20 });
  const { submissions } = findSubmissions(folder, exercises);
  const memory: number[] = [];
  const [started, busy, family] = [performance.now(), machineSeconds(), familySeconds()];
  await gradeClass({
    ...{ root, submissions, exercises, out, secret: "a secret for benchmarks", jobs, resume: false },
    onResult: () => memory.push(process.memoryUsage().rss),
  });
  const graded = performance.now();
  await writeOutputs({ out, assignment: "benchmark", exercises, submissions, roster: [], manual: [] });
  const written = performance.now();

  const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
  const at = (share: number): string => megabytes(memory[Math.floor(share * (memory.length - 1))]);
  tell(
    `${students} students × ${exercises.length} exercises, ${jobs} jobs, load before ${loadavg()[0].toFixed(1)}`,
  );
  tell(
    `graded in ${((graded - started) / 1000).toFixed(1)} s, outputs in ${((written - graded) / 1000).toFixed(1)} s`,
  );
  tell(
    `processor time: this process and its children ${(familySeconds() - family).toFixed(1)} s (without caged ones), whole machine ${(machineSeconds() - busy).toFixed(1)} s`,
  );
  tell(`memory of this process: ${at(0)} first, ${at(0.25)}, ${at(0.5)}, ${at(0.75)}, ${at(1)} last`);
  if (process.argv.includes("--results"))
    writeResults("class", `## A class\n\n${lines.map((line) => `- ${line}`).join("\n")}`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
