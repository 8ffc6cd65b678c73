/**
 * Exercise X6.2: what can be had without a memory.
 *
 * For each task of this chapter: the best that a constant answer can do. A net that does no better has learned
 * nothing about the past.
 */

/**
 * The adding problem with `marks` marked numbers, uniform in [low, high) and independent: the constant answer with the
 * least mean squared error, and that error.
 */
export function naiveAdding({ low, high, marks }: { low: number; high: number; marks: number }): {
  answer: number;
  meanSquaredError: number;
} {
  // The best constant is the mean of the sum, and its error is the variance of the sum: (high − low)²/12 for each number.
  return { answer: (marks * (low + high)) / 2, meanSquaredError: (marks * (high - low) ** 2) / 12 };
}

/**
 * The copy task: 2·length + lag time steps; the blanks are certain, each of the `length` answers at the end is one of
 * `symbols` equally likely ones. crossEntropy: nats per time step, over all time steps; accuracy: of those answers alone.
 */
export function naiveCopy({ length, symbols, lag }: { length: number; symbols: number; lag: number }): {
  crossEntropy: number;
  accuracy: number;
} {
  return { crossEntropy: (length * Math.log(symbols)) / (2 * length + lag), accuracy: 1 / symbols };
}

/** Temporal order with `marks` marks, X or Y each: one class per sequence, crossEntropy in nats. */
export function naiveTemporalOrder(marks: number): { crossEntropy: number; accuracy: number } {
  return { crossEntropy: marks * Math.LN2, accuracy: 2 ** -marks };
}

/**
 * The critical symbol of an embedded Reber string (the second-last) for a net that has forgotten the second one, where
 * that was T with probability `probabilityT`, else P. crossEntropy: in nats, of the best probabilities that do not depend on the string.
 */
export function naiveEmbeddedReber(probabilityT: number): { crossEntropy: number; accuracy: number } {
  const p = probabilityT;
  const q = 1 - p;
  return { crossEntropy: -p * Math.log(p) - q * Math.log(q), accuracy: Math.max(p, q) };
}
