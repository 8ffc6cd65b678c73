/** Starting values that the cells share: PyTorch's default for recurrent weights, with zero biases. */

import { Matrix } from "../numeric/matrix.ts";
import { type Random, uniform } from "../numeric/random.ts";
import type { Named, Size } from "./cell.ts";

/**
 * For a cell whose `gates` products stand side by side: Wx: [input, gates·hidden] and
 * Wh: [hidden, gates·hidden] uniform in ±1/√hidden, b: [1, gates·hidden] zero.
 */
export function initialWeights(size: Size, gates: number, random: Random): Named<"Wx" | "Wh" | "b"> {
  const { input, hidden, dtype = "float64" } = size;
  const limit = 1 / Math.sqrt(hidden);
  return {
    Wx: uniform(input, gates * hidden, limit, random).to(dtype),
    Wh: uniform(hidden, gates * hidden, limit, random).to(dtype),
    b: Matrix.zeros(1, gates * hidden, dtype),
  };
}
