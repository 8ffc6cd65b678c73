/**
 * From the encoder's final state to the decoder's initial state.
 *
 * Where names and shapes agree the state is handed over as it is (Sutskever, Vinyals & Le 2014). Where they do not,
 * e.g. from a bidirectional encoder, each part of the decoder's state is a layer over the whole final state s
 * (Cho et al. 2014):
 *
 *   initial = tanh(s W + b)
 */

import { tanhSlope } from "../cells/activation-slopes.ts";
import type { Size } from "../cells/cell.ts";
import { type LinearCache, linear } from "../layers/linear.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import { joinColumns } from "../numeric/join.ts";
import { mapNamed, type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";

/** Per part of the decoder's state: what its layer saves, and its value. Empty where the state is handed over. */
export interface StateBridgeCache {
  readonly layers: Readonly<Record<string, LinearCache>>;
  readonly initial: Named;
}

/** From one layer's final state to another's first: forward and backward. */
export interface StateBridge {
  /** "h.W", "h.b", … for each part of the decoder's state; nothing where it is handed over. */
  initParams(random: Random): Named;
  forward(params: Named, final: Named): { initial: Named; cache: StateBridgeCache };
  /** Adds to `grads`. */
  backward(params: Named, cache: StateBridgeCache, dInitial: Named, grads: Named): Named;
}

/** Hands the state over where names and widths agree, else learns the way. */
export function stateBridge(
  encoder: { readonly layer: SequenceLayer; readonly size: Size },
  decoder: { readonly layer: SequenceLayer; readonly size: Size },
): StateBridge {
  const from = encoder.layer.initState(1, encoder.size);
  const to = decoder.layer.initState(1, decoder.size);
  const [fromNames, toNames] = [Object.keys(from), Object.keys(to)];
  const agrees =
    fromNames.length === toNames.length && toNames.every((name) => from[name]?.cols === to[name].cols);
  if (agrees) {
    return {
      initParams: () => ({}),
      forward: (_params, final) => ({ initial: final, cache: { layers: {}, initial: final } }),
      backward: (_params, _cache, dInitial) => dInitial,
    };
  }
  const width = fromNames.reduce((sum, name) => sum + from[name].cols, 0);
  const partOf = (named: Named, name: string): Named<"W" | "b"> =>
    withoutPrefix(name, named) as Named<"W" | "b">;
  return {
    initParams(random) {
      const parts = toNames.map((name) => {
        const size = { input: width, output: to[name].cols, dtype: to[name].dtype };
        return withPrefix(name, linear.initParams(size, random));
      });
      return Object.assign({}, ...parts);
    },

    forward(params, final) {
      const s = joinColumns(fromNames.map((name) => final[name]));
      const layers: Record<string, LinearCache> = {};
      const initial = mapNamed(to, (_, name) => {
        const { y, cache } = linear.forward(partOf(params, name), s);
        layers[name] = cache;
        return y.tanh();
      });
      return { initial, cache: { layers, initial } };
    },

    backward(params, { layers, initial }, dInitial, grads) {
      const ds = toNames
        .map((name) => {
          const dz = dInitial[name].times(tanhSlope(initial[name]));
          return linear.backward(partOf(params, name), layers[name], dz, partOf(grads, name));
        })
        .reduce((sum, d) => sum.plus(d));
      let at = 0;
      return mapNamed(from, (part) => {
        at += part.cols;
        return ds.columns(at - part.cols, at);
      });
    },
  };
}
