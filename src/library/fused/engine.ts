/** The choice between the two implementations of a recurrent layer, for whoever runs experiments. */

import type { Cell } from "../cells/cell.ts";
import { recurrent, type SequenceLayer } from "../layers/sequence-layer.ts";
import { canFuse, type FusedOptions, fused } from "./fused-layer.ts";

/** "fused": on SIMD kernels, fast; "explicit": the cell itself, step by step, to read and to check. */
export type Engine = "fused" | "explicit";

/** The cell as a layer over sequences. A cell without kernels runs explicitly in either case. */
export function layerOf<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
  engine: Engine = "fused",
  options: FusedOptions = {},
): SequenceLayer {
  return (engine === "fused" && canFuse(cell) ? fused(cell, options) : recurrent(cell)) as SequenceLayer;
}
