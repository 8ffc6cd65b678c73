/** How time and memory grow with the number of time steps, the batch and the hidden units. */

import { lstm } from "../../src/library/cells/lstm.ts";
import { idleBytes, releaseIdleMemory } from "../../src/library/fused/arena.ts";
import { checkpointed } from "../../src/library/fused/checkpointed.ts";
import { fused } from "../../src/library/fused/fused-layer.ts";
import type { SequenceLayer } from "../../src/library/layers/sequence-layer.ts";
import { Matrix } from "../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../src/library/numeric/random.ts";
import { type Budget, interleave, local } from "./measure.ts";
import type { Report } from "./report.ts";
import { fusedStep, type StepSize } from "./training-step.ts";

const base: StepSize = { steps: 32, batch: 32, input: 64, hidden: 128 };
const axes = {
  steps: [16, 32, 64, 128],
  batch: [8, 16, 32, 64],
  hidden: [32, 64, 128, 256],
} as const;

export async function benchScaling(report: Report, budget: Budget): Promise<void> {
  for (const axis of ["steps", "batch", "hidden"] as const) {
    const candidates = axes[axis].map((value) =>
      local(`${axis} ${value}`, fusedStep("lstm", { ...base, [axis]: value }, "float32")),
    );
    const timings = await interleave(candidates, budget);
    report.group("scaling", timings);
    const [first, last] = [axes[axis][0], axes[axis][axes[axis].length - 1]];
    const growth = timings[`${axis} ${last}`].median / timings[`${axis} ${first}`].median;
    const power = Math.log(growth) / Math.log(last / first);
    // Linear in the number of time steps: the power is 1, give or take the noise of two timings.
    report.ratio(
      `scaling.power-of-${axis}`,
      power,
      axis === "steps" ? { relation: "<=", value: 1.1 } : undefined,
    );
  }
  await benchCheckpoints(report, budget);
}

async function benchCheckpoints(report: Report, budget: Budget): Promise<void> {
  const layers = { whole: fused(lstm), checkpointed: checkpointed(fused(lstm)) } as Record<
    string,
    SequenceLayer
  >;
  for (const steps of [64, 256, 1024]) {
    const candidates = Object.entries(layers).map(([name, layer]) => local(name, layerStep(layer, steps)));
    const timings = await interleave(candidates, budget);
    report.group(`memory.T${steps}`, timings);
    const bytes = Object.entries(layers).map(([name, layer]) => {
      releaseIdleMemory();
      layerStep(layer, steps)();
      report.ratio(`memory.T${steps}.${name}.megabytes`, idleBytes() / 1e6);
      return idleBytes();
    });
    report.ratio(`memory.T${steps}.whole-over-checkpointed`, bytes[0] / bytes[1]);
    report.ratio(
      `memory.T${steps}.checkpointed-time-over-whole`,
      timings.checkpointed.median / timings.whole.median,
    );
  }
}

/** Forward and backward of the layer alone, with a gradient at every time step. */
function layerStep(layer: SequenceLayer, steps: number): () => void {
  const size = { input: 16, hidden: 64, dtype: "float32" as const };
  const batch = 8;
  const random = createRandom(2);
  const params = layer.initParams(size, random);
  const xs = Array.from({ length: steps }, () => uniform(batch, size.input, 1, random).to("float32"));
  const dys = xs.map(() => Matrix.filled(batch, size.hidden, 0.01, "float32"));
  const grads = zerosLike(params);
  return () => {
    const { cache } = layer.forward(params, xs, layer.initState(batch, size));
    layer.backward(params, cache, { dys }, grads);
  };
}
