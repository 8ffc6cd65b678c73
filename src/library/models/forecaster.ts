/**
 * Forecaster: reads numbers, answers with numbers after the last time step.
 *
 *   h_t = recurrent layer over x_0 … x_t;   forecast = h_T W + b;   loss = mean squared error
 */

import type { EngineChoice, LayerOrCell } from "../fused/engine.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";
import { sequenceModel } from "./sequence-model.ts";

/** Layer and sizes of a forecaster; precision and engine as in `sequenceModel`. */
export interface ForecasterConfig extends EngineChoice {
  readonly layer: LayerOrCell;
  readonly hidden: number;
  /** Numbers per time step that it reads. */
  readonly features: number;
  /** Numbers that it forecasts at once. */
  readonly ahead: number;
}

/** inputs[t]: [batch, features]. targets: [batch, ahead]. */
export interface NumberBatch {
  readonly inputs: readonly Matrix[];
  readonly targets: Matrix;
}

/** A model that answers with numbers. */
export interface Forecaster {
  readonly name: string;
  /** Named as in `sequenceModel`. */
  initParams(random: Random): Named;
  /** [batch, ahead]. */
  forecast(params: Named, inputs: readonly Matrix[]): Matrix;
  /** Mean squared error over rows and columns. */
  loss(params: Named, batch: NumberBatch): { loss: number; count: number };
  gradients(
    params: Named,
    batch: NumberBatch,
    random?: Random,
  ): { loss: number; count: number; grads: Named };
}

/** A many-to-one sequence model with the squared error as its loss. */
export function forecaster(config: ForecasterConfig): Forecaster {
  const { features, ahead, ...rest } = config;
  const model = sequenceModel({
    ...rest,
    input: { features },
    output: { numbers: ahead },
    wiring: "many-to-one",
  });
  return {
    name: `forecaster (${config.layer.name})`,
    initParams: model.initParams,
    forecast: (params, inputs) => model.forward(params, inputs, { outputs: 1 }).ys[0],
    loss: (params, { inputs, targets }) => model.loss(params, { inputs, targets: [targets] }),
    gradients: (params, { inputs, targets }, random) =>
      model.gradients(params, { inputs, targets: [targets] }, random),
  };
}
