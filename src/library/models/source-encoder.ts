/**
 * The reading half of an encoder–decoder.
 *
 *   keys_j, final = encoder(embedded source_0 … source_j)
 *   initial = bridge(final)                 where the decoder starts
 *
 * Padding is masked: the state is carried over it, and attention does not see it.
 */

import type { Size } from "../cells/cell.ts";
import type { EmbeddingCache, TokenIds } from "../layers/embedding.ts";
import type { Mask } from "../layers/losses.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { inputReader } from "./input-reader.ts";
import { type StateBridgeCache, stateBridge } from "./state-bridge.ts";

/** source[j]: [batch] token ids; sourceMasks[j]: [batch], 0 in the padding, all true unless given. */
export interface Source {
  readonly source: readonly TokenIds[];
  readonly sourceMasks?: readonly Mask[];
}

/** The encoder's layer and sizes, and the decoder whose first state it makes. */
export interface SourceEncoderConfig {
  readonly layer: SequenceLayer;
  readonly hidden: number;
  readonly kind: { readonly tokens: number; readonly embedding?: number };
  readonly decoder: { readonly layer: SequenceLayer; readonly size: Size };
  readonly dtype: Dtype;
}

/** What the reading half saves. */
export interface SourceEncoderCache {
  readonly embeddings: readonly EmbeddingCache[];
  readonly layer: unknown;
  readonly keys: readonly Matrix[];
  readonly bridge: StateBridgeCache;
}

/** From source tokens to keys and the decoder's first state: forward and backward. */
export interface SourceEncoder {
  /** Features of each key. */
  readonly keySize: number;
  /** "source.embedding.E", "encoder.…", "bridge.…", as far as there are any. */
  initParams(random: Random): Named;
  /** keys[j]: [batch, keySize]. */
  forward(
    params: Named,
    source: Source,
    random?: Random,
  ): { keys: Matrix[]; initial: Named; cache: SourceEncoderCache };
  /** dKeys may be empty: then the final state is the only way back. Adds to `grads`. */
  backward(
    params: Named,
    cache: SourceEncoderCache,
    gradients: { readonly dKeys: readonly Matrix[]; readonly dInitial: Named },
    grads: Named,
  ): void;
}

/** Reader, recurrent layer and bridge. Its forward pass throws on an empty source. */
export function sourceEncoder({ layer, hidden, kind, decoder, dtype }: SourceEncoderConfig): SourceEncoder {
  const reader = inputReader(kind, dtype);
  const size = { input: reader.size, hidden, dtype };
  const bridge = stateBridge({ layer, size }, decoder);
  return {
    keySize: layer.outputSize(size),

    initParams: (random) => ({
      ...withPrefix("source", reader.initParams(random)),
      ...withPrefix("encoder", layer.initParams(size, random)),
      ...withPrefix("bridge", bridge.initParams(random)),
    }),

    forward(params, { source, sourceMasks }, random) {
      if (source.length === 0) throw new RangeError("encoder: the source is empty; give at least one token.");
      const { xs, cache: embeddings } = reader.forward(withoutPrefix("source", params), source);
      const options = { ...(sourceMasks && { masks: sourceMasks }), ...(random && { random }) };
      const start = layer.initState(source[0].length, size);
      const read = layer.forward(withoutPrefix("encoder", params), xs, start, options);
      const { initial, cache } = bridge.forward(withoutPrefix("bridge", params), read.final);
      return {
        keys: read.ys,
        initial,
        cache: { embeddings, layer: read.cache, keys: read.ys, bridge: cache },
      };
    },

    // The forward pass, last line first.
    backward(
      params,
      { embeddings, layer: layerCache, keys, bridge: bridgeCache },
      { dKeys, dInitial },
      grads,
    ) {
      const part = (name: string): Named => withoutPrefix(name, grads);
      const dFinal = bridge.backward(withoutPrefix("bridge", params), bridgeCache, dInitial, part("bridge"));
      const dys = keys.map((y, j) => dKeys[j] ?? Matrix.zeros(y.rows, y.cols, y.dtype));
      const { dxs } = layer.backward(
        withoutPrefix("encoder", params),
        layerCache,
        { dys, dFinal },
        part("encoder"),
      );
      reader.backward(embeddings, dxs, part("source"));
    },
  };
}
