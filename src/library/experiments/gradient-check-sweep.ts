/**
 * How small should ε be in a gradient check? Sweeps it, in double and in single precision.
 *
 *   one-sided  (L(w + ε) − L(w)) / ε           truncation error ∝ ε
 *   central    (L(w + ε) − L(w − ε)) / 2ε      truncation error ∝ ε²
 *   rounding error of either                   ∝ unit roundoff / ε
 */

import { rnn } from "../cells/rnn.ts";
import { backpropagate, unroll } from "../layers/recurrent.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { zerosLike } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** The network to check, and the ε to try. */
export interface GradientCheckSweepConfig {
  readonly seed: number;
  readonly input: number;
  readonly hidden: number;
  readonly batch: number;
  readonly steps: number;
  /** log₁₀ ε, from large to small. */
  readonly exponents: readonly number[];
}

/** The error of one way to differentiate, one value per ε. */
export interface GradientCheckCurve {
  readonly dtype: Dtype;
  readonly scheme: "one-sided" | "central";
  /** Largest |analytic − numeric| over Wh, relative to the largest |analytic|; one per exponent. */
  readonly errors: number[];
}

/** One curve per way and precision. */
export interface GradientCheckSweepResult {
  readonly config: GradientCheckSweepConfig;
  readonly curves: readonly GradientCheckCurve[];
}

/** Compares BPTT with finite differences at every ε. */
export function runGradientCheckSweep(config: GradientCheckSweepConfig): GradientCheckSweepResult {
  const dtypes: readonly Dtype[] = ["float64", "float32"];
  return { config, curves: dtypes.flatMap((dtype) => curvesOf(config, dtype)) };
}

function curvesOf(config: GradientCheckSweepConfig, dtype: Dtype): GradientCheckCurve[] {
  const { loss, weights, analytic } = problemOf(config, dtype);
  const scale = Math.max(...Array.from(analytic.data, Math.abs));
  const here = loss();
  const errorAt = (epsilon: number, scheme: GradientCheckCurve["scheme"]): number => {
    let worst = 0;
    for (let k = 0; k < weights.data.length; k++) {
      const value = weights.data[k];
      weights.data[k] = value + epsilon;
      const above = loss();
      weights.data[k] = value - epsilon;
      const below = loss();
      weights.data[k] = value;
      const numeric = scheme === "central" ? (above - below) / (2 * epsilon) : (above - here) / epsilon;
      worst = Math.max(worst, Math.abs(analytic.data[k] - numeric) / scale);
    }
    return worst;
  };
  return (["one-sided", "central"] as const).map((scheme) => ({
    dtype,
    scheme,
    errors: config.exponents.map((exponent) => errorAt(10 ** exponent, scheme)),
  }));
}

/** L = ½ Σ (h_T − target)², all in one precision; returns the loss as a function of the live `weights` Wh. */
function problemOf(
  { seed, input, hidden, batch, steps }: GradientCheckSweepConfig,
  dtype: Dtype,
): { loss: () => number; weights: Matrix; analytic: Matrix } {
  const random = createRandom(seed);
  const params = rnn.initParams({ input, hidden, dtype }, random);
  const xs = Array.from({ length: steps }, () => uniform(batch, input, 1, random).to(dtype));
  const target = uniform(batch, hidden, 1, random).to(dtype);
  const initial = rnn.initState(batch, { input, hidden, dtype });
  const errorOf = (): Matrix => unroll(rnn, params, xs, initial).states[steps - 1].h.minus(target);
  const loss = (): number => {
    const squares = errorOf().map((v) => v * v);
    return squares.sumRows().sumColumns().at(0, 0) / 2;
  };

  const { states, tape } = unroll(rnn, params, xs, initial);
  const dStates = states.map(({ h }, t) => ({ h: t === steps - 1 ? h.minus(target) : h.scale(0) }));
  const grads = zerosLike(params);
  backpropagate(rnn, params, tape, dStates, grads);
  return { loss, weights: params.Wh, analytic: grads.Wh };
}
