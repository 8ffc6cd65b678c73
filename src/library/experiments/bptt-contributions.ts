/**
 * Takes the gradient of the recurrent weights apart: by the time step t of the loss and by
 * the time step k at which the weight was used.
 *
 *   ∂L_t/∂Wh = Σ_{k ≤ t} contribution(t, k),   contribution(t, k) = h_{k−1}ᵀ · ∂L_t/∂z_k
 */

import { type RnnCache, type RnnParam, rnn } from "../cells/rnn.ts";
import { backpropagateByStep } from "../layers/recurrent.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";

/** One addend of dWh per time step k, for the given loss gradients: [hidden, hidden] each. */
export function contributionsByStep(
  params: Named<RnnParam>,
  tape: readonly RnnCache[],
  dStates: readonly Named<"h">[],
): Matrix[] {
  return backpropagateByStep(rnn, params, tape, dStates).addends.map(({ Wh }) => Wh);
}

/** triangle[t][k]: the contribution of step k to the loss at step t, for every t; zero matrices for k > t. */
export function contributionTriangle(
  params: Named<RnnParam>,
  tape: readonly RnnCache[],
  dStates: readonly Named<"h">[],
): Matrix[][] {
  return tape.map((_, t) => {
    const onlyThis = dStates.map(({ h }, s) => ({ h: s === t ? h : h.scale(0) }));
    return contributionsByStep(params, tape, onlyThis);
  });
}

/** ‖contribution(t, k)‖ for every loss step t and source step k ≤ t, with the labels of the steps. */
export interface ContributionNorms {
  readonly labels: readonly string[];
  /** norms[t][k]; only k ≤ t is given. */
  readonly norms: number[][];
}

/** Frobenius norms of a triangle of contributions, upper half left out. */
export function contributionNorms(
  labels: readonly string[],
  triangle: readonly Matrix[][],
): ContributionNorms {
  return { labels, norms: triangle.map((row, t) => row.slice(0, t + 1).map((matrix) => matrix.norm())) };
}
