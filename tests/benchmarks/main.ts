/**
 * Benchmarks: everything in one run, interleaved, in CPU time; ratios first.
 *
 *   npm run bench                     this library alone, and PyTorch where python3-torch is installed
 *   npm run bench -- --peers          against TensorFlow.js, brain.js, ml-matrix and @stdlib; installs them first
 *   npm run bench -- --json FILE      writes everything as JSON
 *   npm run bench -- --results        writes its section of RESULTS.md beside this file
 *   npm run bench -- --quick          short rounds, to see that it runs
 *   npm run bench -- --relaxed        with relaxed SIMD (Node 20: NODE_OPTIONS=--experimental-wasm-relaxed-simd)
 *   npm run bench -- --only LIST      some of: start,products,steps,single,scaling,threads,tasks
 */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { useKernels } from "../../src/library/fused/kernels/load.ts";
import { benchProducts } from "./bench-products.ts";
import { benchScaling } from "./bench-scaling.ts";
import { benchSingle } from "./bench-single.ts";
import { benchStart } from "./bench-start.ts";
import { benchSteps } from "./bench-steps.ts";
import { benchTasks } from "./bench-tasks.ts";
import { benchThreads } from "./bench-threads.ts";
import type { Budget } from "./measure.ts";
import { installPeers } from "./peers/peers.ts";
import { startTorch, type Torch } from "./peers/torch.ts";
import { machine, Report } from "./report.ts";
import { writeResults } from "./results-page.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    peers: { type: "boolean", default: false },
    results: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    relaxed: { type: "boolean", default: false },
    only: { type: "string", default: "start,products,steps,single,scaling,threads,tasks" },
  },
});

async function main(): Promise<void> {
  const sections = options.only.split(",");
  const budget: Budget = options.quick
    ? { rounds: 3, secondsPerRound: 0.03 }
    : { rounds: 5, secondsPerRound: 0.25 };
  const report = new Report();
  if (options.relaxed) useKernels("relaxed");
  if (sections.includes("start")) benchStart(report);
  if (options.peers && !existsSync(join(import.meta.dirname, "node_modules"))) installPeers();
  const torch = await startTorch();
  report.note(torch ? describeTorch(torch) : "PyTorch is not installed (python3-torch).");
  if (!options.peers) report.note("Without --peers: no comparison with other npm libraries.");
  if (sections.includes("products")) await benchProducts(report, budget, options.peers);
  if (sections.includes("steps")) {
    await benchSteps(report, budget, { tensorflow: options.peers, ...(torch && { torch }) });
  }
  if (sections.includes("single")) await benchSingle(report, budget, options.peers);
  if (sections.includes("scaling")) await benchScaling(report, budget);
  if (sections.includes("threads")) await benchThreads(report);
  if (sections.includes("tasks")) await benchTasks(report);
  torch?.close();
  finish(report);
}

function describeTorch({ version, blas, isReferenceBlas }: Torch): string {
  const text = `PyTorch ${version} on the CPU, one thread, matrix products by ${blas}`;
  if (!isReferenceBlas) return text;
  return `${text}: plain loops, no fair comparison, so its targets are not judged; install libopenblas0-pthread`;
}

function finish(report: Report): void {
  console.log(report.toMarkdown());
  const missed = report.missed();
  console.log(missed.length ? `\nTargets missed: ${missed.join(", ")}` : "\nAll targets met.");
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report.toJSON(), undefined, 1)}\n`);
  if (options.results) writeResults("library", resultsPage(report));
}

/** From profiles of the small and the large LSTM step (node --cpu-prof), the engine's machine code, and experiments. */
const whereTheTimeGoes: string = `### Where the time goes

Matrix products take about 75 % of the small LSTM step and 90 % of the large one; the gates 8 % and 5 %; the rest is
packing, copying between matrices and kernels, and Adam.

The products run at the peak of 128 bits. Their inner loop, 8 vector products and 8 vector sums, keeps the arithmetic units
busy: the engine makes 29 instructions of it, with nothing spilled, and unrolled to 27 it runs no faster. Products with few terms (32 inputs) reach 92 % of the speed of long
ones, because a tile of results is loaded and stored for fewer terms.

Against PyTorch with OpenBLAS the mid and the large size are bound by the width of the registers: WebAssembly has 128 bits,
OpenBLAS uses 256. At the large size that alone is a factor of two, of which the fused steps win back some.

What helped last:

- Gates: an LSTM waits for c before tanh(c), and a processor looks ahead only past a short loop, so a row is now swept twice,
  first to c, then to h. The polynomial of eˣ adds its terms in pairs, σ(x) = eˣ / (eˣ + 1) needs no negation. Together a quarter
  to a third less time forward in the gates of the LSTM, somewhat more in those of the GRU, a tenth in the RNN.
- One row: even and odd terms have sums of their own, since a sum waits for the one before it. The product of a single row
  takes a quarter less time.
- Models: the softmax cross-entropy in TypeScript took 15 % of an update of the names model; in float32 it runs on kernels.

Tried without gain: unrolling the tile of two rows; for a single row, two panels side by side (the engine runs out of
registers). Not done: one product over inputs and hidden state together. Measured alone, [16, 96] · [96, 256] takes 3 % less
time than its two parts, which is 1 % of the small step, and nothing at the mid size; every cell would need states with a stride.

### Two workers over the batch

The rows "threads" run the LSTM step with one worker and with two, each on half of the rows, weights and gradients in
a SharedArrayBuffer; the main thread adds the gradients and updates. The CPU time of the busiest path (busiest worker and main
thread) says what two idle cores would give; the ratio by the clock holds only where two cores are idle, and falls to 1
and below where other programs want them.

On two idle cores the large step was 1.8 times as fast by the clock (96 instead of 175 ms), against PyTorch with one thread about
1.2 instead of 0.68. Yet the library trains on one thread, and this stays an experiment of the benchmark. The trainings of
the course take steps of a few milliseconds. A model is made of functions, which cannot be sent to a worker: it would have to be
written in a file of its own, where a notebook cell cannot put it. A page would need cross-origin isolation for shared memory.
And the second core draws figures while a lecture goes on.

### How wide the margins are

On two idle cores every target was met (2026-11-22). The narrowest: PyTorch mid 5 % and large 2 % above its target, tfjs-wasm
small 1 %, PyTorch small 7 %, tfjs-cpu large 7 %, tfjs-cpu small 8 %. The same day with 30 to 40 other programs waiting for
the cores up to seven were missed, at worst lstm.small.tfjs-cpu with 78 for 120: CPU time does not count the waiting, but it counts
caches filled anew after each switch.

The "128-bit peak" is the fastest loop of products and sums that we could write in WebAssembly. The product kernel
beats it, so it is a lower bound of the machine's peak, and nn-over-peak above 1 means "at least as fast as that loop".`;

function resultsPage(report: Report): string {
  return [
    "## The library",
    "",
    `${new Date().toISOString().slice(0, 10)}, ${machine()}. CPU time, one thread, all candidates in one run, taking turns;`,
    "medians over the rounds. Ratios above 1 mean that this library is faster. Run again with",
    "`npm run bench -- --peers --results`; PyTorch is Debian's `python3-torch` with `libopenblas0-pthread`.",
    "",
    report.toMarkdown(),
    "",
    whereTheTimeGoes,
    "",
  ].join("\n");
}

await main();
process.exit();
