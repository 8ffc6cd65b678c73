/**
 * A layer that turns a whole sequence into another: one contract for plain, deep, bidirectional and fused ones.
 *
 * xs[t]: [batch, input] -> ys[t]: [batch, outputSize(size)].
 */

import type { Cell, Size } from "../cells/cell.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { mapNamed, type Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import type { Mask } from "./losses.ts";
import { maskedBackward, unrollMasked } from "./masked.ts";
import { backpropagate, completeGradients, unroll } from "./recurrent.ts";

/** What differs between training and using, and where the padding is. */
export interface SequenceOptions {
  /** Given while training: dropout draws from it; without it nothing is dropped. */
  readonly random?: Random;
  /** masks[t][row]: 0 in the padding, where the state is carried over unchanged. */
  readonly masks?: readonly Mask[];
}

/**
 * Forward and backward over a whole sequence, whatever is inside. Throws on an empty sequence and on inputs that are
 * NaN.
 */
export interface SequenceLayer<Cache = unknown> {
  readonly name: string;
  /** The precision that a model over this layer takes unless told: float32 on kernels, float64 where it is not said. */
  readonly dtype?: Dtype;
  /** Number of features of each ys[t]. */
  outputSize(size: Size): number;
  initParams(size: Size, random: Random): Named;
  /** The state before time step 0: zeros. */
  initState(batch: number, size: Size): Named;
  forward(
    params: Named,
    xs: readonly Matrix[],
    initial: Named,
    options?: SequenceOptions,
  ): { ys: Matrix[]; final: Named; cache: Cache };
  /** dys: one gradient per time step; dFinal: gradient of the final state, if it is used. Adds to `grads`. */
  backward(
    params: Named,
    cache: Cache,
    gradients: { readonly dys: readonly Matrix[]; readonly dFinal?: Partial<Named> },
    grads: Named,
  ): { dxs: Matrix[]; dInitial: Named };
}

/** States (for their shapes) and tape of one unrolled sequence. */
export interface RecurrentCache {
  readonly states: readonly Named[];
  readonly tape: readonly unknown[];
  readonly masked: boolean;
}

/** A cell, unrolled over the sequence; ys[t] is its hidden state h. */
export function recurrent<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
): SequenceLayer<RecurrentCache> {
  const anyCell = cell as unknown as Cell;
  const anyMasked = maskedBackward(anyCell) as Cell<string, string, unknown>;
  return {
    name: cell.name,
    outputSize: ({ hidden }) => hidden,
    initParams: (size, random) => cell.initParams(size, random),
    initState: (batch, size) => cell.initState(batch, size),

    forward(params, xs, initial, { masks } = {}) {
      const { states, tape } = masks
        ? unrollMasked(anyCell, params, xs, initial, masks)
        : unroll(anyCell, params, xs, initial);
      const cache = { states, tape, masked: masks !== undefined };
      return { ys: states.map(({ h }) => h), final: states[states.length - 1], cache };
    },

    backward(params, { states, tape, masked }, { dys, dFinal }, grads) {
      const given = dys.map((dy) => ({ h: dy }));
      const dStates = completeGradients(states, given);
      const end = dStates.length - 1;
      if (dFinal) dStates[end] = mapNamed(dStates[end], (d, key) => plusMaybe(d, dFinal[key]));
      return backpropagate(masked ? anyMasked : anyCell, params, tape, dStates, grads);
    },
  };
}

const plusMaybe = (d: Matrix, other: Matrix | undefined): Matrix => (other ? d.plus(other) : d);
