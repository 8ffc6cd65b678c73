/** Known mistakes of X10.4, a stack with residual connections, forward and backward. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { OverTime } from "../10-4-residual-stack.ts";

const clauses = {
  "no-residual": "no layer's input is added to its output: that is a plain stack",
  "residual-at-top-only": "only the top layer has a residual connection",
  "not-at-top": "the top layer has no residual connection",
  "from-the-bottom":
    "the input of the bottom layer is added at every layer, where it fits, instead of the layer's own",
  "added-twice": "a layer's input is added twice",
  subtracted: "a layer's input is taken away from its output",
  averaged: "output and input of a layer are averaged: the sum is halved",
  multiplied: "a layer's output is multiplied by its input",
  "last-step-only": "the input is added at the last time step only",
  "first-step-only": "the input is added at the first time step only",
  "previous-time-step": "the input of the time step before is added",
  "widths-padded": "where the widths differ, as many columns of the input as fit are added",
  "input-of-layer-below": "the input of the layer below is added, where it fits, instead of the layer's own",
  "top-first": "the layers are gone through in the wrong order",
  "top-skipped": "the loop stops before the last layer",
  "bottom-skipped": "the loop starts at the second layer",
  "applied-twice": "each layer's function is applied to the sum once more",
  "plain-backward": "backward is that of a plain stack: the gradient does not pass by the layers",
  "direct-path-only": "backward passes by the layers only and never through them, where the widths agree",
  "backward-of-outputs":
    "in backward the gradient is added before the layer instead of after it, so that it is doubled",
  "forward-order-backward": "backward begins with the bottom layer",
  "backward-last-step-only": "in backward the gradient passes by at the last time step only",
  "backward-scaled": "in backward the sum is divided by two",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    residualForward(layers: OverTime[], xs: Matrix[]): Matrix[] {
      const order = has("top-first") ? layers.toReversed() : [...layers];
      const used = order.slice(has("bottom-skipped") ? 1 : 0, has("top-skipped") ? -1 : undefined);
      let hs = xs;
      let before = xs;
      used.forEach((layer, l) => {
        const own = hs;
        const isTop = l === used.length - 1;
        let source = own;
        if (has("from-the-bottom")) source = xs;
        if (has("input-of-layer-below")) source = before;
        const plain =
          has("no-residual") || (has("residual-at-top-only") && !isTop) || (has("not-at-top") && isTop);
        const out = layer(hs);
        hs = plain ? out : joined(out, source, has);
        if (has("applied-twice") && hs[0].cols === own[0].cols) hs = layer(hs);
        before = own;
      });
      return has("zero") ? hs.map((h) => h.scale(0)) : hs;
    },
    residualBackward(layers: OverTime[], dys: Matrix[]): Matrix[] {
      const backward = has("forward-order-backward") || has("top-first") ? [...layers] : layers.toReversed();
      const used = backward.slice(has("top-skipped") ? 1 : 0, has("bottom-skipped") ? -1 : undefined);
      const last = dys.length - 1;
      const ds = used.reduce((given, layer, k) => {
        const through = has("backward-of-outputs") ? layer(given.map((d) => d.scale(2))) : layer(given);
        const isTop = k === 0;
        const plain =
          has("no-residual") ||
          has("plain-backward") ||
          has("backward-of-outputs") ||
          (has("residual-at-top-only") && !isTop) ||
          (has("not-at-top") && isTop);
        return through.map((d, t) => {
          if (plain || d.cols !== given[t].cols) return d;
          if (has("direct-path-only")) return given[t];
          if (has("backward-last-step-only") && t < last) return d;
          const share = has("backward-scaled") || has("averaged") ? 0.5 : 1;
          const sign = has("subtracted") ? -1 : has("added-twice") ? 2 : 1;
          return d.plus(given[t].scale(sign)).scale(share);
        });
      }, dys);
      return has("zero") ? ds.map((d) => d.scale(0)) : ds;
    },
  }),
  { grave: ["zero"] },
);

/** A layer's outputs with what is added to them. */
function joined(out: Matrix[], source: Matrix[], has: Has): Matrix[] {
  return out.map((h, t) => {
    const x = has("previous-time-step") ? source[Math.max(0, t - 1)] : source[t];
    if (has("last-step-only") && t < out.length - 1) return h;
    if (has("first-step-only") && t > 0) return h;
    if (h.cols !== x.cols) return has("widths-padded") ? h.map((v, k) => v + fitting(x, h, k)) : h;
    if (has("multiplied")) return h.times(x);
    if (has("subtracted")) return h.minus(x);
    const sum = h.plus(has("added-twice") ? x.scale(2) : x);
    return has("averaged") ? sum.scale(0.5) : sum;
  });
}

/** The element of x at the place of element k of h, or 0 where x has no such column. */
function fitting(x: Matrix, h: Matrix, k: number): number {
  const column = k % h.cols;
  return column < x.cols ? x.data[Math.floor(k / h.cols) * x.cols + column] : 0;
}
