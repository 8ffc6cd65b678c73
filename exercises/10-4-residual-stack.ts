/**
 * Exercise X10.4: a stack with residual connections, forward and backward.
 *
 *   hˡ[t] = hˡ⁻¹[t] + Fˡ(hˡ⁻¹)[t]        where both have the same number of columns
 *   hˡ[t] = Fˡ(hˡ⁻¹)[t]                  where they do not: a layer that changes the width stands alone
 *
 * What a layer does inside, nobody knows. Forward, layers[l] takes the inputs of all time steps and returns as many
 * outputs. Backward, layers[l] takes the gradients of its outputs and returns those of its inputs.
 * In both directions the lists begin with the bottom layer. Check: npx unrolled grade 10.4
 */

import type { Matrix } from "unrolled/numeric";

/** One matrix per time step in, one per time step out. */
export type OverTime = (steps: Matrix[]) => Matrix[];

/** layers: bottom first; xs[t]: [batch, features] -> the outputs of the top layer, [batch, its width] each. */
export function residualForward(layers: OverTime[], xs: Matrix[]): Matrix[] {
  throw new Error("TODO: exercise X10.4 (residualForward)");
}

/** layers: the backward passes, bottom first; dys: the gradients of the outputs -> those of xs. */
export function residualBackward(layers: OverTime[], dys: Matrix[]): Matrix[] {
  throw new Error("TODO: exercise X10.4 (residualBackward)");
}
