/** Whole training steps of LSTM, GRU and RNN against TensorFlow.js and PyTorch, in three sizes. */

import { type Budget, type Candidate, interleave, local } from "./measure.ts";
import { tensorflowStep } from "./peers/tensorflow-step.ts";
import type { Torch } from "./peers/torch.ts";
import type { Report } from "./report.ts";
import { explicitStep, fusedStep, type Kind, type StepSize } from "./training-step.ts";

const sizes: Record<string, StepSize> = {
  small: { steps: 32, batch: 16, input: 32, hidden: 64 },
  mid: { steps: 50, batch: 32, input: 64, hidden: 128 },
  large: { steps: 64, batch: 64, input: 128, hidden: 256 },
};

type PerSize = Record<string, number>;
const overCpu: Partial<Record<Kind, PerSize>> = { lstm: { small: 120, mid: 80, large: 75 } };
const overWasm: Record<Kind, PerSize> = {
  lstm: { small: 35, mid: 18, large: 25 },
  gru: { small: 25, mid: 15, large: 15 },
  rnn: { small: 25, mid: 15, large: 15 },
};
const overTorch: Partial<Record<Kind, PerSize>> = { lstm: { small: 2, mid: 1, large: 0.6 } };

export async function benchSteps(
  report: Report,
  budget: Budget,
  peers: { tensorflow: boolean; torch?: Torch },
): Promise<void> {
  for (const kind of ["lstm", "gru", "rnn"] as const) {
    for (const [name, size] of Object.entries(sizes)) {
      const timings = await interleave(await candidatesFor(kind, name, size, peers), budget);
      const key = `${kind}.${name}`;
      report.group(key, timings);
      const over = (peer: string): number | undefined =>
        timings[peer] && timings[peer].median / timings.float32.median;
      const put = (peer: string, wanted: number | undefined): void => {
        const value = over(peer);
        if (value === undefined) return;
        report.ratio(
          `${key}.${peer}`,
          value,
          wanted === undefined ? undefined : { relation: ">=", value: wanted },
        );
      };
      put("tfjs-cpu", overCpu[kind]?.[name]);
      put("tfjs-wasm", overWasm[kind][name]);
      put("pytorch", peers.torch?.isReferenceBlas ? undefined : overTorch[kind]?.[name]);
      if (timings.float64) {
        const share = timings.float32.median / timings.float64.median;
        report.ratio(`${key}.float64-over-float32`, share, { relation: ">=", value: 0.4 });
      }
      if (timings.explicit && timings["tfjs-wasm"]) {
        const share = timings["tfjs-wasm"].median / timings.explicit.median;
        report.ratio(`${key}.explicit-over-tfjs-wasm`, share, { relation: ">=", value: 1 });
      }
    }
  }
}

async function candidatesFor(
  kind: Kind,
  name: string,
  size: StepSize,
  peers: { tensorflow: boolean; torch?: Torch },
): Promise<Candidate[]> {
  const candidates = [local("float32", fusedStep(kind, size, "float32"))];
  if (kind === "lstm") candidates.push(local("float64", fusedStep(kind, size, "float64")));
  if (name === "small") candidates.push(local("explicit", explicitStep(kind, size)));
  if (peers.tensorflow) {
    for (const backend of ["wasm", "cpu"] as const) {
      if (backend === "cpu" && kind !== "lstm") continue;
      const candidate = await tensorflowStep(kind, backend, size);
      if (candidate) candidates.push(candidate);
    }
  }
  const { steps, batch, input, hidden } = size;
  const request = `${kind.toUpperCase()} ${steps} ${batch} ${input} ${hidden} float32`;
  if (peers.torch) candidates.push(peers.torch.candidate("pytorch", request));
  return candidates;
}
