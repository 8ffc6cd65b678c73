/** One training step of a recurrent model in TensorFlow.js, on one of its backends. */

import { type Candidate, local } from "../measure.ts";
import type { StepSize } from "../training-step.ts";
import { loadTensorflow } from "./peers.ts";

export type Backend = "cpu" | "wasm";

/** Recurrent layer, dense head on the last state, mean squared error, Adam: `trainOnBatch`. */
export async function tensorflowStep(
  kind: "lstm" | "gru" | "rnn",
  backend: Backend,
  { steps, batch, input, hidden }: StepSize,
): Promise<Candidate | undefined> {
  const tf = await loadTensorflow();
  if (!tf) return undefined;
  await tf.setBackend(backend);
  const options = { units: hidden, inputShape: [steps, input], recurrentInitializer: "glorotUniform" };
  const recurrent = {
    lstm: () => tf.layers.lstm({ ...options, recurrentActivation: "sigmoid" }),
    gru: () => tf.layers.gru({ ...options, recurrentActivation: "sigmoid" }),
    rnn: () => tf.layers.simpleRNN(options),
  }[kind]();
  const model = tf.sequential({ layers: [recurrent, tf.layers.dense({ units: 1 })] });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "meanSquaredError" });
  const [x, y] = [tf.randomNormal([batch, steps, input]), tf.randomNormal([batch, 1])];
  return local(`tfjs-${backend}`, async () => {
    await tf.setBackend(backend);
    await model.trainOnBatch(x, y);
  });
}
