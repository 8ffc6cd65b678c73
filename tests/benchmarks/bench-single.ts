/** One sequence at a time, where the libraries without batches can be compared: sequences per second. */

import { type Budget, interleave, local } from "./measure.ts";
import { peer } from "./peers/peers.ts";
import type { Report } from "./report.ts";
import { fusedStep } from "./training-step.ts";

const size = { steps: 32, batch: 1, input: 32, hidden: 64 };

export async function benchSingle(report: Report, budget: Budget, withPeers: boolean): Promise<void> {
  const candidates = [local("float32", fusedStep("lstm", size, "float32"))];
  const brain = withPeers ? peer("brain.js") : undefined;
  if (brain) {
    const { steps, input, hidden } = size;
    const net = new brain.recurrent.LSTMTimeStep({
      inputSize: input,
      hiddenLayers: [hidden],
      outputSize: input,
    });
    const sequence = Array.from({ length: steps }, () => Array.from({ length: input }, () => Math.random()));
    const train = { iterations: 1, log: false, errorThresh: 0 };
    candidates.push(local("brain.js", () => net.train([sequence], train)));
  }
  const timings = await interleave(candidates, budget);
  report.group("batch1.lstm", timings);
  if (!timings["brain.js"]) return;
  const ratio = timings["brain.js"].median / timings.float32.median;
  report.ratio("batch1.lstm.brain.js", ratio, { relation: ">=", value: 40 });
}
