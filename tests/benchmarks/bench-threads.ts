/**
 * Two workers over the batch: each runs the LSTM step on half of the rows, with weights and gradients in
 * shared memory; this thread adds the gradients and updates.
 *
 * Two ratios tell how much sooner a step is done: by the clock, which needs two idle cores, and by the CPU time of the
 * busiest worker (Linux only), which is what two idle cores would give.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { lstm } from "../../src/library/cells/lstm.ts";
import { fusedAdam } from "../../src/library/fused/adam.ts";
import { Matrix } from "../../src/library/numeric/matrix.ts";
import type { Named } from "../../src/library/numeric/named.ts";
import { createRandom } from "../../src/library/numeric/random.ts";
import { DONE, ROUND, type Share, STOP } from "./half-batch-worker.ts";
import type { Report } from "./report.ts";
import type { StepSize } from "./training-step.ts";

/** Each round is one step; the rounds of one turn take about a second. */
const sizes: Record<string, StepSize & { readonly rounds: number }> = {
  small: { steps: 32, batch: 16, input: 32, hidden: 64, rounds: 400 },
  mid: { steps: 50, batch: 32, input: 64, hidden: 128, rounds: 50 },
  large: { steps: 64, batch: 64, input: 128, hidden: 256, rounds: 8 },
};
const [WARM_SHARE, TURNS] = [0.25, 3];
const THREADS = "/proc/self/task";

/** Seconds of one training step. */
interface StepSeconds {
  readonly wall: number;
  /** CPU of the busiest worker, and this thread's own. */
  readonly cpu?: number;
}

export async function benchThreads(report: Report): Promise<void> {
  for (const name of Object.keys(sizes)) await benchSize(report, name);
}

async function benchSize(report: Report, name: string): Promise<void> {
  const runs: Record<1 | 2, StepSeconds[]> = { 1: [], 2: [] };
  for (let turn = 0; turn < TURNS; turn++) {
    for (const workers of [1, 2] as const) runs[workers].push(await timeSteps(name, workers));
  }
  const [one, two] = [runs[1], runs[2]];
  const key = `threads.lstm.${name}`;
  report.ratio(`${key}.two-workers-by-clock`, middle(one, "wall") / middle(two, "wall"));
  if (one[0].cpu !== undefined) {
    report.ratio(`${key}.two-workers-by-busiest-cpu`, middle(one, "cpu") / middle(two, "cpu"));
  }
  const milliseconds = (of: keyof StepSeconds): string =>
    `${(1e3 * middle(one, of)).toPrecision(3)} and ${(1e3 * middle(two, of)).toPrecision(3)} ms`;
  report.note(
    `${name} LSTM step with one worker and with two: ${milliseconds("wall")} by the clock, ${milliseconds("cpu")} CPU on the busiest path`,
  );
}

const middle = (runs: readonly StepSeconds[], key: keyof StepSeconds): number =>
  runs.map((run) => run[key] ?? Number.NaN).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)];

async function timeSteps(name: string, count: number): Promise<StepSeconds> {
  const { steps, batch, input, hidden, rounds } = sizes[name];
  const size = { input, hidden, dtype: "float32" } as const;
  const numbers = 4 * size.hidden * (size.input + size.hidden + 1);
  const signals = new Int32Array(new SharedArrayBuffer(8));
  const [weights, ...gradients] = Array.from({ length: count + 1 }, () => sharedFloats(numbers));
  const initial = Object.values(lstm.initParams(size, createRandom(1)));
  let from = 0;
  for (const { data } of initial) {
    weights.set(data, from);
    from += data.length;
  }
  const workers = await Promise.all(
    gradients.map((own, k) => {
      const shape = { ...size, steps, batch: batch / count };
      return startWorker({ shape, seed: k, signals, weights, gradients: own });
    }),
  );
  const optimizer = fusedAdam({ rate: 1e-3 });
  const seconds = timeRounds(signals, count, rounds, () => update(optimizer, weights, gradients));
  Atomics.store(signals, ROUND, STOP);
  Atomics.notify(signals, ROUND);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
}

function timeRounds(signals: Int32Array, count: number, rounds: number, finish: () => void): StepSeconds {
  const warm = Math.ceil(WARM_SHARE * rounds);
  let [clock, cpu] = [0, new Map<string, number>()];
  for (let round = 1; round <= warm + rounds; round++) {
    if (round === warm + 1) [clock, cpu] = [performance.now(), cpuByThread()];
    Atomics.store(signals, DONE, 0);
    Atomics.store(signals, ROUND, round);
    Atomics.notify(signals, ROUND);
    for (let done = 0; done < count; done = Atomics.load(signals, DONE)) Atomics.wait(signals, DONE, done);
    finish();
  }
  const wall = (performance.now() - clock) / 1e3 / rounds;
  if (cpu.size === 0) return { wall };
  const spent = [...cpuByThread()].map(([thread, now]) => ({ thread, ns: now - (cpu.get(thread) ?? now) }));
  const own = spent.find(({ thread }) => thread === `${process.pid}`)?.ns ?? 0;
  const busiest = Math.max(...spent.filter(({ thread }) => thread !== `${process.pid}`).map(({ ns }) => ns));
  return { wall, cpu: (own + busiest) / 1e9 / rounds };
}

/** Nanoseconds on a core, for each thread of this process. */
function cpuByThread(): Map<string, number> {
  if (!existsSync(THREADS)) return new Map();
  return new Map(
    readdirSync(THREADS).map((thread) => {
      const [running] = readFileSync(`${THREADS}/${thread}/schedstat`, "utf8").split(" ");
      return [thread, Number(running)];
    }),
  );
}

function update(
  optimizer: { step(params: Named, grads: Named): void },
  weights: Float32Array,
  gradients: readonly Float32Array[],
): void {
  const [sum, ...others] = gradients;
  for (const other of others) for (let k = 0; k < sum.length; k++) sum[k] += other[k];
  optimizer.step({ all: new Matrix(1, weights.length, weights) }, { all: new Matrix(1, sum.length, sum) });
}

const sharedFloats = (count: number): Float32Array =>
  new Float32Array(new SharedArrayBuffer(count * Float32Array.BYTES_PER_ELEMENT));

/** A worker does not inherit the loader of TypeScript sources; it has to register its own. */
function startWorker(share: Share): Promise<Worker> {
  const file = new URL("./half-batch-worker.ts", import.meta.url).href;
  const start = `import("tsx/esm/api").then(({ register }) => { register(); return import("${file}"); })`;
  const worker = new Worker(start, { eval: true, workerData: share });
  return new Promise((resolve, reject) => {
    worker.once("message", () => resolve(worker));
    worker.once("error", reject);
  });
}
