/**
 * Exercise X1.3: how many numbers does a recurrent network learn?
 *
 *   rnn              one product:     Wx [D, H], Wh [H, H], and its bias [1, H]
 *   gru              three of them, side by side; with one bias per gate, one more bias bq [1, H]
 *   lstm             four of them, side by side
 *   peephole lstm    as lstm, and the rows pi, pf, po: [1, H] each
 *
 * D: input, H: hidden. biases: 1 per gate, or 2 (one with Wx, one with Wh, as PyTorch stores them; then bq is one of
 * those). A bidirectional layer runs two cells, and gives 2 H features to the layer above. Each layer reads the one
 * below. The number of time steps does not appear. Check: npx unrolled grade 1.3
 */

export type CountedCell = "rnn" | "lstm" | "gru" | "peephole lstm";

export interface CountedSize {
  input: number;
  hidden: number;
  layers?: number;
  bidirectional?: boolean;
  biases?: 1 | 2;
}

export function countParameters(
  cell: CountedCell,
  { input, hidden, layers = 1, bidirectional = false, biases = 1 }: CountedSize,
): number {
  throw new Error("TODO: exercise X1.3");
}
