/** Random queries, keys and additive scores for the checks of chapter 15. All sizes differ. */

import { type Matrix, type Random, randomInteger, uniform } from "unrolled/numeric";

export interface AttentionExample {
  readonly params: Record<"Wq" | "Wk" | "v", Matrix>;
  /** [batch, query]. */
  readonly query: Matrix;
  /** keys[j]: [batch, key]. */
  readonly keys: Matrix[];
  /** masks[j]: [batch]; row 1 sees all keys, every other row has padding at the end. */
  readonly masks: Uint8Array[];
}

/** Scores of moderate size, so that no key has all the weight. */
export function drawAttention(random: Random): AttentionExample {
  const left = [2, 3, 4, 5, 6, 7];
  const draw = (): number => left.splice(randomInteger(left.length, random), 1)[0];
  const [query, key, hidden] = [draw(), draw(), draw()];
  const count = 5 + randomInteger(2, random);
  const batch = 3 + randomInteger(2, random);
  const lengths = Array.from({ length: batch }, (_, row) =>
    row === 1 ? count : row === 0 ? count - 1 : 2 + randomInteger(count - 2, random),
  );
  return {
    params: {
      Wq: uniform(query, hidden, 0.9, random),
      Wk: uniform(key, hidden, 0.9, random),
      v: uniform(hidden, 1, 1.5, random),
    },
    query: uniform(batch, query, 1, random),
    keys: Array.from({ length: count }, () => uniform(batch, key, 1, random)),
    masks: Array.from({ length: count }, (_, j) =>
      Uint8Array.from(lengths, (length) => (j < length ? 1 : 0)),
    ),
  };
}
