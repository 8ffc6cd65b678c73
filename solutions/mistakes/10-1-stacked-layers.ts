/** Known mistakes of X10.1, a stack of recurrent layers, forward and backward. */

import { type RnnCache, rnn } from "unrolled/cells";
import { backpropagate, unroll } from "unrolled/layers";
import { type Matrix, zerosLike } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnParams } from "../10-1-stacked-layers.ts";

const clauses = {
  "second-layer-shared": "all layers above the first have the parameters of the second",
  "initial-zero": "every layer begins at zero instead of at its own h0",
  "initial-of-bottom": "every layer begins at the h0 of the bottom layer",
  "initial-from-below": "a layer begins at the last state of the layer below instead of at its own h0",
  "initials-reversed": "the initial states are given to the layers from the top down",
  "one-step-late": "a layer reads the state that the layer below had one time step before",
  "reads-backward": "the layers above the first read the states below from the last time step to the first",
  "last-state-below": "the layers above the first read the last state of the layer below at every time step",
  "one-layer-only": "only the bottom layer is run",
  "top-layer-skipped": "the loop stops before the top layer",
  "residual-forward": "the input of each upper layer is added to its output: that is a residual stack",
  "output-of-bottom": "output is the state of the bottom layer instead of the top layer",
  "output-summed": "output is the sum of the states of all layers",
  "output-reversed": "output is returned in reverse order of time",
  "output-is-hN": "output and hN are exchanged: one layer at all steps, all layers at one step",
  "hN-first-step": "hN is taken at the first time step instead of the last",
  "hN-of-top": "hN repeats the state of the top layer instead of one state for each layer",
  "hN-top-first": "hN is listed from the top layer down",
  "hN-initial": "hN is h0s, the states before the first time step",
  "dhN-ignored": "dhN is left out of the backward pass",
  "dhN-of-top-only": "dhN counts for the top layer only",
  "dhN-at-every-step": "dhN is added at every time step instead of at the last",
  "dhN-at-first-step": "dhN is added at the first time step instead of the last",
  "dhN-top-first": "dhN is read from the top layer down",
  "dOutput-ignored": "dOutput is left out of the backward pass",
  "dOutput-last-only": "dOutput counts at the last time step only",
  "dOutput-to-every-layer": "dOutput is added at every layer, not at the top layer alone",
  "dOutput-instead": "every layer is given dOutput instead of what comes down from the layer above it",
  "dOutput-to-bottom": "dOutput is given to the bottom layer instead of the top layer",
  "nothing-handed-down": "no gradient is handed from a layer to the layer below",
  "last-step-handed-down": "only the gradient of the last time step is handed to the layer below",
  "handed-down-reversed": "the gradients are handed to the layer below in reverse order of time",
  "slope-twice":
    "on its way down the gradient is multiplied by the slope 1 − h² of the layer below once more",
  "residual-backward":
    "the gradient of a layer's output is added to that of its input: that is a residual stack",
  "initial-handed-down":
    "the gradient of a layer's initial state is handed to the last state of the layer below",
  "grads-of-top-only": "the gradients of the lower layers' parameters stay zero",
  "grads-of-bottom-only": "the gradients of the upper layers' parameters stay zero",
  "grads-top-first": "grads is listed from the top layer down",
  "dh0s-top-first": "dh0s is listed from the top layer down",
  "dh0s-zero": "dh0s stays zero",
  "dh0s-of-bottom": "dh0s repeats that of the bottom layer for every layer",
  "dxs-reversed": "dxs is returned in reverse order of time",
  "dxs-zero": "dxs stays zero",
  "dxs-of-top": "dxs is the gradient of the top layer's input, not of the bottom layer's",
  "mean-over-layers": "the gradients of the parameters are divided by the number of layers",
  "mean-over-batch":
    "the gradients of the parameters are divided by the batch size; that belongs in the loss",
  negative: "every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

interface Run {
  readonly hs: Matrix[][];
  readonly tapes: RnnCache[][];
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    stackedForward(layers: RnnParams[], xs: Matrix[], h0s: Matrix[]) {
      const { hs } = run(layers, xs, h0s, has);
      const top = hs.length - 1;
      const output = outputOf(hs, has);
      const hN = layers.map((_, l) => finalOf(hs, h0s, has("hN-of-top") ? top : l, has));
      if (has("hN-top-first")) hN.reverse();
      if (has("zero")) return { output: output.map(nothing), hN: hN.map(nothing) };
      return has("output-is-hN") ? { output: hN, hN: output } : { output, hN };
    },
    stackedBackward(layers: RnnParams[], xs: Matrix[], h0s: Matrix[], dOutput: Matrix[], dhN: Matrix[]) {
      const { hs, tapes } = run(layers, xs, h0s, has);
      const ran = tapes.length;
      const grads = layers.map(({ Wx, Wh, b }) => zerosLike({ Wx, Wh, b }));
      const dh0s = h0s.map(nothing);
      const arrived = has("dhN-top-first") ? dhN.toReversed() : dhN;
      const given = dOutput.map((d, t) =>
        has("dOutput-ignored") || (has("dOutput-last-only") && t < xs.length - 1) ? nothing(d) : d,
      );
      let d = has("dOutput-to-bottom") ? given.map(nothing) : given;
      let dOfTop = d;
      for (let l = ran - 1; l >= 0; l--) {
        const above = aboveOf(d, given, l, ran, has);
        const dStates = above.map((dh, t) => ({
          h: withFinal(dh, arrived[l], { l, t }, xs.length, ran, has),
        }));
        const { dxs, dInitial } = backpropagate(rnn, paramsOf(layers, l, has), tapes[l], dStates, grads[l]);
        dh0s[l] = dInitial.h;
        d = l === 0 ? dxs : handedDown(dxs, dInitial.h, above, hs[l - 1], has);
        if (l === ran - 1) dOfTop = dxs;
      }
      return finish({ dxs: has("dxs-of-top") ? dOfTop : d, dh0s, grads }, xs, has);
    },
  }),
  { grave: ["zero"] },
);

const nothing = (m: Matrix): Matrix => m.scale(0);
const paramsOf = (layers: RnnParams[], l: number, has: Has): RnnParams =>
  layers[has("second-layer-shared") && l > 1 ? 1 : l];

function run(layers: RnnParams[], xs: Matrix[], h0s: Matrix[], has: Has): Run {
  const hs: Matrix[][] = [];
  const tapes: RnnCache[][] = [];
  const count = has("one-layer-only") ? 1 : layers.length - (has("top-layer-skipped") ? 1 : 0);
  let below = xs;
  for (let l = 0; l < count; l++) {
    const initial = initialOf(h0s, l, below, has);
    const read = l === 0 ? below : readFrom(below, h0s[l - 1], has);
    const { states, tape } = unroll(rnn, paramsOf(layers, l, has), read, { h: initial });
    const own = states.map(({ h }, t) => (has("residual-forward") && l > 0 ? h.plus(read[t]) : h));
    hs.push(own);
    tapes.push(tape);
    below = own;
  }
  return { hs, tapes };
}

function initialOf(h0s: Matrix[], l: number, below: Matrix[], has: Has): Matrix {
  if (has("initial-zero")) return nothing(h0s[l]);
  if (has("initial-of-bottom")) return h0s[0];
  if (has("initials-reversed")) return h0s[h0s.length - 1 - l];
  return has("initial-from-below") && l > 0 ? below[below.length - 1] : h0s[l];
}

function readFrom(below: Matrix[], before: Matrix, has: Has): Matrix[] {
  if (has("one-step-late")) return [before, ...below.slice(0, -1)];
  if (has("reads-backward")) return below.toReversed();
  return has("last-state-below") ? below.map(() => below[below.length - 1]) : below;
}

function outputOf(hs: Matrix[][], has: Has): Matrix[] {
  const top = hs[has("output-of-bottom") ? 0 : hs.length - 1];
  if (has("output-summed"))
    return top.map((_, t) => hs.map((states) => states[t]).reduce((a, b) => a.plus(b)));
  return has("output-reversed") ? top.toReversed() : top;
}

function finalOf(hs: Matrix[][], h0s: Matrix[], l: number, has: Has): Matrix {
  if (has("hN-initial")) return h0s[l];
  const states = hs[Math.min(l, hs.length - 1)];
  return states[has("hN-first-step") ? 0 : states.length - 1];
}

/** What reaches the states of layer l from above. */
function aboveOf(d: Matrix[], given: Matrix[], l: number, ran: number, has: Has): Matrix[] {
  if (l === ran - 1) return d;
  if (has("dOutput-instead")) return given;
  const more = has("dOutput-to-every-layer") || (has("dOutput-to-bottom") && l === 0);
  return more ? d.map((dh, t) => dh.plus(given[t])) : d;
}

function withFinal(
  dh: Matrix,
  final: Matrix,
  { l, t }: { l: number; t: number },
  steps: number,
  ran: number,
  has: Has,
): Matrix {
  if (has("dhN-ignored") || (has("dhN-of-top-only") && l < ran - 1)) return dh;
  const at = has("dhN-at-first-step") ? 0 : steps - 1;
  return t === at || has("dhN-at-every-step") ? dh.plus(final) : dh;
}

/** What the layer below is given at each time step. */
function handedDown(dxs: Matrix[], dInitial: Matrix, above: Matrix[], below: Matrix[], has: Has): Matrix[] {
  const last = dxs.length - 1;
  if (has("nothing-handed-down")) return dxs.map(nothing);
  if (has("handed-down-reversed")) return dxs.toReversed();
  return dxs.map((dx, t) => {
    if (has("last-step-handed-down") && t < last) return nothing(dx);
    if (has("slope-twice")) return dx.times(below[t].map((v) => 1 - v * v));
    if (has("residual-backward")) return dx.plus(above[t]);
    return has("initial-handed-down") && t === last ? dx.plus(dInitial) : dx;
  });
}

function finish(
  { dxs, dh0s, grads }: { dxs: Matrix[]; dh0s: Matrix[]; grads: RnnParams[] },
  xs: Matrix[],
  has: Has,
): object {
  const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
  const share = (has("mean-over-layers") ? grads.length : 1) * (has("mean-over-batch") ? xs[0].rows : 1);
  const kept = grads.map(({ Wx, Wh, b }, l) => {
    const dropped =
      (has("grads-of-top-only") && l < grads.length - 1) || (has("grads-of-bottom-only") && l > 0);
    const factor = dropped ? 0 : sign / share;
    return { Wx: Wx.scale(factor), Wh: Wh.scale(factor), b: b.scale(factor) };
  });
  const initial = dh0s.map((d, l) => {
    if (has("dh0s-of-bottom")) return dh0s[0].scale(sign);
    return (has("dh0s-top-first") ? dh0s[dh0s.length - 1 - l] : d).scale(has("dh0s-zero") ? 0 : sign);
  });
  const inputs = dxs.map((dx) => dx.scale(has("dxs-zero") ? 0 : sign));
  return {
    dxs: has("dxs-reversed") ? inputs.reverse() : inputs,
    dh0s: initial,
    grads: has("grads-top-first") ? kept.reverse() : kept,
  };
}
