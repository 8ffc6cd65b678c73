/**
 * Times the grader as `unrolled watch` and the workbook use it: from a saved answer to its report, in a warm process.
 *
 *   npm run bench:grader -- [--results] [ID …]      default: small ones, and the dearest; --results writes its section of RESULTS.md
 *
 * Three answers of each exercise: right; a known mistake; wrong in a way that no mistake explains, so that all of them
 * and all their pairs are tried. Wall time is what a learner waits; CPU time counts every process of the grader,
 * the type checks that run beside it among them, and says the same on a busy machine.
 */

import { readdirSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { createGrader, type Grader } from "../../src/grader/grading/create-grader.ts";
import { type Exercise, findExercises, readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { answerWriter, bankOf } from "../grader/grading/mistake-bank.ts";
import { writeResults } from "./results-page.ts";

const root = join(import.meta.dirname, "../..");
const [warmUps, rounds] = [3, 9];
const dearest = ["X1.1", "X3.2", "X5.2", "X6.1", "X8.1", "X8.2", "X9.2"];
/** Milliseconds from a save to the report. */
const goal = 300;
/** A tick of Linux's process times. */
const millisecondsPerTick = 10;

interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

/** Spoils every number of a result a little. */
const off = `const off = (v) =>
  typeof v === "number" ? v * 1.01 + 0.013
  : Array.isArray(v) || ArrayBuffer.isView(v) || v?.data ? v.map(off)
  : v && typeof v === "object" ? Object.fromEntries(Object.entries(v).map(([key, item]) => [key, off(item)]))
  : v;`;

async function answersOf({ file }: Exercise): Promise<Record<string, string>> {
  const bank = await bankOf(file);
  const write = await answerWriter(file);
  const right = write([]);
  const names = Object.keys(bank.answer(() => false));
  // The writer's text ends with its exports, after the functions as properties of `made`.
  const unknown = [
    right.slice(0, right.lastIndexOf("export {")),
    off,
    ...names.map((name) => `const spoiled_${name} = (...args) => off(made.${name}(...args));`),
    `export { ${names.map((name) => `spoiled_${name} as ${name}`).join(", ")} };`,
  ];
  return {
    right,
    "known mistake": write([Object.keys(bank.clauses)[0]]),
    "unknown mistake": unknown.join("\n"),
  };
}

/** CPU milliseconds so far of all processes below this one, the ended ones among them. */
function cpuBelow(): number {
  const parents = new Map<string, { parent: string; ticks: number }>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
      parents.set(pid, { parent: fields[1], ticks });
    } catch {
      // it ended in between
    }
  }
  const isBelow = (pid: string): boolean => {
    const parent = parents.get(pid)?.parent;
    return parent !== undefined && (parent === String(process.pid) || isBelow(parent));
  };
  let ticks = 0;
  for (const [pid, entry] of parents) if (isBelow(pid)) ticks += entry.ticks;
  return ticks * millisecondsPerTick;
}

async function time(grader: Grader, exercise: string, source: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let k = 0; k < warmUps + rounds; k++) {
    const [started, before] = [performance.now(), cpuBelow()];
    await grader.grade({ exercise, source: `${source}\n// save ${k}\n` });
    if (k >= warmUps) samples.push({ wall: performance.now() - started, cpu: cpuBelow() - before });
  }
  return samples;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((word) => word !== "--results");
  const lines: string[] = [];
  const tell = (line: string): void => {
    console.log(line);
    lines.push(line);
  };
  const exercises = findExercises(readExerciseList(root), names.length > 0 ? names : dearest);
  tell(
    `Save to report, medians of ${rounds} after ${warmUps}; goal ${goal} ms. Load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors, Node ${process.versions.node}.\n`,
  );
  tell("| exercise | answer | wall, ms | CPU, ms |\n| --- | --- | --- | --- |");
  const grader = createGrader({ root });
  try {
    for (const exercise of exercises) {
      for (const [kind, source] of Object.entries(await answersOf(exercise))) {
        const samples = await time(grader, exercise.id, source);
        const [wall, cpu] = [samples.map((s) => s.wall), samples.map((s) => s.cpu)].map(median);
        tell(`| ${exercise.id} | ${kind} | ${wall.toFixed(0)} | ${cpu.toFixed(0)} |`);
      }
    }
  } finally {
    await grader.close();
  }
  if (process.argv.includes("--results")) writeResults("grader", `## The grader\n\n${lines.join("\n")}`);
}

void main();
