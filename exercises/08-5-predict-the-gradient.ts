/**
 * Exercise X8.5: predict before you run.
 *
 * An LSTM with 32 units, untrained, reads 99 random inputs. A gradient of length 1 starts at the last hidden state. How long is
 * it after 99 steps back, through h and c together, for a starting bias b of the forget gate? Answer with a power of ten:
 * −3 stands for 0.001. A table of guesses will do, and so will a formula. Within three powers of ten counts.
 *
 * Write it down before you run the experiment. Check: npx unrolled grade 8.5
 */

/** forgetBias: −1, 0, 1 or 3 -> log₁₀ of the length after 99 steps. */
export function predictedPower(forgetBias: number): number {
  throw new Error("TODO: exercise X8.5");
}
