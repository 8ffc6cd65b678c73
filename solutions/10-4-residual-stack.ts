/**
 * Exercise X10.4: a stack with residual connections, forward and backward.
 *
 *   hˡ[t] = hˡ⁻¹[t] + Fˡ(hˡ⁻¹)[t]        where both have the same number of columns
 *   hˡ[t] = Fˡ(hˡ⁻¹)[t]                  where they do not: a layer that changes the width stands alone
 *
 * A sum hands its gradient on unchanged to both of its terms.
 */

import type { Matrix } from "unrolled/numeric";

/** One matrix per time step in, one per time step out. */
export type OverTime = (steps: Matrix[]) => Matrix[];

/** layers: bottom first; xs[t]: [batch, features] -> the outputs of the top layer, [batch, its width] each. */
export function residualForward(layers: OverTime[], xs: Matrix[]): Matrix[] {
  return layers.reduce((hs, layer) => plusWhereFits(layer(hs), hs), xs);
}

/** layers: the backward passes, bottom first; dys: the gradients of the outputs -> those of xs. */
export function residualBackward(layers: OverTime[], dys: Matrix[]): Matrix[] {
  return layers.reduceRight((dhs, layer) => plusWhereFits(layer(dhs), dhs), dys);
}

const plusWhereFits = (after: Matrix[], before: Matrix[]): Matrix[] =>
  after.map((m, t) => (m.cols === before[t].cols ? m.plus(before[t]) : m));
