/** The choice between the two implementations of a model's layers, for whoever runs experiments. */

import type { Cell } from "../cells/cell.ts";
import { type Linear, linear } from "../layers/linear.ts";
import { recurrent, type SequenceLayer } from "../layers/sequence-layer.ts";
import type { Dtype } from "../numeric/numbers.ts";
import { canFuse, type FusedOptions, fused } from "./fused-layer.ts";
import { fusedLinear } from "./linear.ts";

/** "fused": on SIMD kernels, fast; "explicit": the cell itself, step by step, to read and to check. */
export type Engine = "fused" | "explicit";

/** How a training computes: fused in float32 unless told otherwise; explicit in float64. */
export interface EngineChoice {
  readonly engine?: Engine;
  readonly dtype?: Dtype;
}

/** The choice with its defaults filled in. */
export function chooseEngine({
  engine = "fused",
  dtype = engine === "fused" ? "float32" : "float64",
}: EngineChoice): { engine: Engine; dtype: Dtype } {
  return { engine, dtype };
}

/** The engine of a model that is told only its precision: float32 is for speed, float64 for reading and checking. */
export const engineFor = (dtype: Dtype): Engine => (dtype === "float32" ? "fused" : "explicit");

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
