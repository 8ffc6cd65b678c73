/**
 * How long is a gradient after it went `lag` time steps back?
 *
 *   v_0 = random, ‖v_0‖ = 1       the loss gradient at the last hidden state
 *   v_{lag+1} = (v_lag ⊙ (1 − h²)) Whᵀ
 *
 * for a vanilla network whose recurrent weights are drawn with standard deviation gain / √hidden,
 * or are an orthogonal or the identity matrix times the gain. Each seed draws weights, inputs and v_0 anew.
 */

import { gradientNormByLag } from "../analysis/gradient-norms.ts";
import type { Cell } from "../cells/cell.ts";
import { type RnnCache, type RnnParam, type RnnState, rnn } from "../cells/rnn.ts";
import { identity, orthogonal } from "../numeric/initialisation.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { createRandom, normal, type Random, uniform } from "../numeric/random.ts";
import { largestSingularValue, spectralRadius } from "../numeric/spectrum.ts";
import { median } from "../numeric/statistics.ts";

/** How the recurrent weights are drawn. */
export type RecurrentStart = "random" | "orthogonal" | "identity";

/** Network, gains and seeds. */
export interface GradientByLagConfig {
  readonly hidden: number;
  readonly input: number;
  readonly steps: number;
  readonly gains: readonly number[];
  readonly seeds: readonly number[];
  /** Inputs are uniform in ± this. */
  readonly inputScale: number;
  readonly start: RecurrentStart;
  /** false leaves the factor 1 − h² out of the backward pass, to see what the weights do alone. */
  readonly tanhSlope: boolean;
}

/** One seed: the norms, and what the weights alone would predict. */
export interface GradientByLagRun {
  readonly seed: number;
  /** norms[lag] = ‖∂L/∂h_{T−lag}‖, for lag 0 … steps. */
  readonly norms: number[];
  readonly largestSingularValue: number;
  readonly spectralRadius: number;
}

/** All runs at one gain. */
export interface GradientByLagCurve {
  readonly gain: number;
  readonly runs: readonly GradientByLagRun[];
}

/** One curve per gain. */
export interface GradientByLagResult {
  readonly config: GradientByLagConfig;
  readonly curves: readonly GradientByLagCurve[];
}

/** Sends a gradient of length 1 back through time for every gain and seed. */
export function runGradientByLag(config: GradientByLagConfig): GradientByLagResult {
  const curves = config.gains.map((gain) => ({
    gain,
    runs: config.seeds.map((seed) => runOne(config, gain, seed)),
  }));
  return { config, curves };
}

function runOne(config: GradientByLagConfig, gain: number, seed: number): GradientByLagRun {
  const { hidden, input, steps, inputScale } = config;
  const random = createRandom(seed);
  const params = rnn.initParams({ input, hidden }, random);
  params.Wh = recurrentWeights(config.start, hidden, gain, random);
  const xs = Array.from({ length: steps }, () => uniform(1, input, inputScale, random));
  const v = normal(1, hidden, 1, random);
  const { norms } = gradientNormByLag(config.tanhSlope ? rnn : withoutSlope, params, {
    xs,
    initial: rnn.initState(1, { input, hidden }),
    dLast: { h: v.scale(1 / v.norm()) },
  });
  return {
    seed,
    norms,
    largestSingularValue: largestSingularValue(params.Wh, { tolerance: 1e-9 }),
    spectralRadius: spectralRadius(params.Wh),
  };
}

/** The vanilla cell as if the slope of tanh were 1: what the weights alone do to a gradient. */
const withoutSlope: Cell<RnnParam, RnnState, RnnCache> = {
  ...rnn,
  backward: ({ Wx, Wh }, _cache, { h: dh }) => ({
    dx: dh.dot(Wx.transpose()),
    dPrev: { h: dh.dot(Wh.transpose()) },
  }),
};

/** Wh: [hidden, hidden]. */
export function recurrentWeights(
  start: RecurrentStart,
  hidden: number,
  gain: number,
  random: Random,
): Matrix {
  if (start === "orthogonal") return orthogonal(hidden, hidden, random, gain);
  if (start === "identity") return identity(hidden, gain);
  return normal(hidden, hidden, gain / Math.sqrt(hidden), random);
}

/** Median of ln ‖norm(steps)‖ / steps over the runs: how fast the gradient grows (> 0) or shrinks per time step. */
export function growthPerStep({ runs }: GradientByLagCurve): number {
  return median(runs.map(({ norms }) => Math.log(norms[norms.length - 1]) / (norms.length - 1)));
}
