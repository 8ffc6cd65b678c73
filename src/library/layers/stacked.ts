/**
 * Deep recurrent network: the outputs of one layer are the inputs of the next.
 *
 *   y⁰ = xs,   yˡ⁺¹ = layer_l(dropout(yˡ))                  dropout between layers only
 *   yˡ⁺¹ = yˡ + layer_l(dropout(yˡ))                        residual, where both have the same width
 *
 * Parameters and states carry the layer's number: "0.Wx", "1.h". Stacks: Graves 2013; residuals: He et al. 2016,
 * in recurrent stacks Wu et al. 2016.
 */

import type { Size } from "../cells/cell.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import { type DropoutCache, dropout, dropoutBackward } from "./dropout.ts";
import type { SequenceLayer } from "./sequence-layer.ts";

/** What happens between the layers; nothing unless given. */
export interface StackOptions {
  /** Add each layer's input to its output where the widths agree (not at a first layer that changes the width). */
  readonly residual?: boolean;
  /** Rate of dropout between the layers. */
  readonly dropout?: number;
}

/** The caches of all layers, and what was dropped before each. */
export interface StackedCache {
  /** Of each layer. */
  readonly layers: readonly unknown[];
  /** dropped[layer][t]. */
  readonly dropped: readonly (readonly DropoutCache[])[];
}

/** A sequence layer that also tells the gradient at each of its layers. */
export interface StackedLayer extends SequenceLayer<StackedCache> {
  backward(
    params: Named,
    cache: StackedCache,
    gradients: { readonly dys: readonly Matrix[]; readonly dFinal?: Partial<Named> },
    grads: Named,
  ): { dxs: Matrix[]; dInitial: Named; dLayers: Matrix[][] };
}

/** dLayers[l][t] of the backward pass: gradient of the output of layer l at time step t, [batch, width]. */
export function stacked(layers: readonly SequenceLayer[], options: StackOptions = {}): StackedLayer {
  if (layers.length === 0) throw new RangeError("stacked: expected at least one layer, got none.");
  const { residual = false, dropout: rate = 0 } = options;
  const addsInput = (ys: readonly Matrix[], xs: readonly Matrix[]): boolean =>
    residual && ys[0].cols === xs[0].cols;
  return {
    name: `${layers.length} × ${layers[0].name}${residual ? ", residual" : ""}`,
    ...(layers[0].dtype && { dtype: layers[0].dtype }),
    outputSize: (size) => sizes(layers, size).outputSize,

    initParams: (size, random) =>
      joined(layers, (layer, l) => layer.initParams(sizes(layers, size).of[l], random)),
    initState: (batch, size) =>
      joined(layers, (layer, l) => layer.initState(batch, sizes(layers, size).of[l])),

    forward(params, xs, initial, sequence = {}) {
      let ys: Matrix[] = [...xs];
      const final: Named = {};
      const dropped: DropoutCache[][] = [];
      const caches = layers.map((layer, l) => {
        const inputs = ys.map((y) => dropout(y, l === 0 ? 0 : rate, sequence.random));
        const out = layer.forward(
          part(l, params),
          inputs.map(({ y }) => y),
          part(l, initial),
          sequence,
        );
        ys = addsInput(out.ys, ys) ? out.ys.map((y, t) => y.plus(ys[t])) : out.ys;
        Object.assign(final, withPrefix(`${l}`, out.final));
        dropped.push(inputs.map(({ cache }) => cache));
        return out.cache;
      });
      return { ys, final, cache: { layers: caches, dropped } };
    },

    // The forward pass, last layer first.
    backward(params, cache, { dys, dFinal = {} }, grads) {
      let d: Matrix[] = [...dys];
      const dInitial: Named = {};
      const dLayers: Matrix[][] = new Array(layers.length);
      for (let l = layers.length - 1; l >= 0; l--) {
        dLayers[l] = d;
        const back = layers[l].backward(
          part(l, params),
          cache.layers[l],
          { dys: d, dFinal: part(l, dFinal as Named) },
          part(l, grads),
        );
        const dInputs = back.dxs.map((dx, t) => dropoutBackward(cache.dropped[l][t], dx));
        d = addsInput(d, dInputs) ? dInputs.map((dx, t) => dx.plus(d[t])) : dInputs;
        Object.assign(dInitial, withPrefix(`${l}`, back.dInitial));
      }
      return { dxs: d, dInitial, dLayers };
    },
  };
}

const part = (l: number, named: Named): Named => withoutPrefix(`${l}`, named);

function joined(layers: readonly SequenceLayer[], f: (layer: SequenceLayer, l: number) => Named): Named {
  return Object.assign({}, ...layers.map((layer, l) => withPrefix(`${l}`, f(layer, l))));
}

/** The size of each layer, whose input is the output of the one below, and the width of the last output. */
function sizes(layers: readonly SequenceLayer[], size: Size): { of: Size[]; outputSize: number } {
  let input = size.input;
  const of = layers.map((layer) => {
    const own = { ...size, input };
    input = layer.outputSize(own);
    return own;
  });
  return { of, outputSize: input };
}
