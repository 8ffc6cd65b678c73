/**
 * Bidirectional layer: one recurrent layer reads the sequence from the left, another from the right.
 *
 *   y_t = [→h_t, ←h_t]      [batch, 2·hidden]
 *
 * Parameters and states: "forward.Wx", "backward.h". Take the final states from `final`, not from the last ys:
 * the right half of ys[T − 1] has seen one time step only; the whole sequence stands in the right half of ys[0].
 *
 * Schuster & Paliwal 1997.
 */

import { joinColumns } from "../numeric/join.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import type { SequenceLayer } from "./sequence-layer.ts";

/** The caches of both directions. */
export interface BidirectionalCache {
  readonly left: unknown;
  readonly right: unknown;
  /** Number of features of the left half. */
  readonly width: number;
}

/** Left: reads from the first time step on. Right: reads from the last time step back. */
export function bidirectional(
  left: SequenceLayer,
  right: SequenceLayer = left,
): SequenceLayer<BidirectionalCache> {
  return {
    name: `bidirectional ${left.name}`,
    ...(left.dtype && { dtype: left.dtype }),
    outputSize: (size) => left.outputSize(size) + right.outputSize(size),
    initParams: (size, random) => both(left.initParams(size, random), right.initParams(size, random)),
    initState: (batch, size) => both(left.initState(batch, size), right.initState(batch, size)),

    forward(params, xs, initial, { random, masks } = {}) {
      const options = { ...(random && { random }) };
      const l = left.forward(leftOf(params), xs, leftOf(initial), { ...options, ...(masks && { masks }) });
      const r = right.forward(rightOf(params), xs.toReversed(), rightOf(initial), {
        ...options,
        ...(masks && { masks: masks.toReversed() }),
      });
      const rightYs = r.ys.toReversed();
      return {
        ys: l.ys.map((y, t) => joinColumns([y, rightYs[t]])),
        final: both(l.final, r.final),
        cache: { left: l.cache, right: r.cache, width: l.ys[0].cols },
      };
    },

    backward(params, cache, { dys, dFinal = {} }, grads) {
      const { width } = cache;
      const dLeft = { dys: dys.map((dy) => dy.columns(0, width)), dFinal: leftOf(dFinal as Named) };
      const dRightYs = dys.map((dy) => dy.columns(width, dy.cols)).toReversed();
      const dRight = { dys: dRightYs, dFinal: rightOf(dFinal as Named) };
      const l = left.backward(leftOf(params), cache.left, dLeft, leftOf(grads));
      const r = right.backward(rightOf(params), cache.right, dRight, rightOf(grads));
      const rightDxs = r.dxs.toReversed();
      return {
        dxs: l.dxs.map((dx: Matrix, t: number) => dx.plus(rightDxs[t])),
        dInitial: both(l.dInitial, r.dInitial),
      };
    },
  };
}

const both = (left: Named, right: Named): Named => ({
  ...withPrefix("forward", left),
  ...withPrefix("backward", right),
});
const leftOf = (named: Named): Named => withoutPrefix("forward", named);
const rightOf = (named: Named): Named => withoutPrefix("backward", named);
