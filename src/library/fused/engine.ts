/**
 * The choice between the two implementations of a model's layers: on kernels in float32, for speed, or explicitly in
 * float64, to read and to check. Fused in float32 unless told otherwise; who asks for float64 alone gets it explicitly.
 */

import type { Cell } from "../cells/cell.ts";
import { type Linear, linear } from "../layers/linear.ts";
import { recurrent, type SequenceLayer } from "../layers/sequence-layer.ts";
import type { Dtype } from "../numeric/numbers.ts";
import { canFuse, type FusedOptions, fused } from "./fused-layer.ts";
import { fusedLinear } from "./linear.ts";

/** "fused": on SIMD kernels, fast; "explicit": the cell itself, step by step, to read and to check. */
export type Engine = "fused" | "explicit";

/** How a training computes; see this file's first lines. */
export interface EngineChoice {
  readonly engine?: Engine;
  readonly dtype?: Dtype;
}

/** The choice with its defaults filled in. */
export function chooseEngine({
  dtype,
  engine = engineFor(dtype ?? "float32"),
}: EngineChoice): Required<EngineChoice> {
  return { engine, dtype: dtype ?? (engine === "fused" ? "float32" : "float64") };
}

/** The engine of whoever is told only a precision. */
export const engineFor = (dtype: Dtype): Engine => (dtype === "float32" ? "fused" : "explicit");

/** What a model is built over: a layer over sequences, or a cell, which becomes one on the engine of choice. */
export type LayerOrCell = SequenceLayer | Cell;

/**
 * Layer, precision and engine of a model. A cell runs as `chooseEngine` says, explicitly if there are no kernels for it;
 * a layer has been built for one of the two, so the precision and the engine of the rest follow from it.
 */
export function modelLayer({ layer: given, ...choice }: EngineChoice & { readonly layer: LayerOrCell }): {
  readonly layer: SequenceLayer;
} & Required<EngineChoice> {
  const layer = "outputSize" in given ? given : layerOf(given, chooseEngine(choice).engine);
  const { dtype = layer.dtype ?? "float64" } = choice;
  return { layer, dtype, engine: choice.engine ?? engineFor(dtype) };
}

/** The cell as a layer over sequences. A cell without kernels runs explicitly in either case. */
export function layerOf<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
  engine: Engine = "fused",
  options: FusedOptions = {},
): SequenceLayer {
  return (engine === "fused" && canFuse(cell) ? fused(cell, options) : recurrent(cell)) as SequenceLayer;
}

/** The linear layer of that engine; both have the same contract. */
export const linearOf = (engine: Engine): Linear => (engine === "fused" ? fusedLinear : linear);
