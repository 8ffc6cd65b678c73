/**
 * Exercise X8.5: predict before you run.
 *
 * The direct path would give 99 log₁₀ σ(b). The ways through the gates carry about a third of those powers back, and with the
 * gate wide open they carry the gradient above 1. A guess from both, rounded, is good enough.
 */

/** forgetBias: −1, 0, 1 or 3 -> log₁₀ of the length after 99 steps. */
export function predictedPower(forgetBias: number): number {
  const direct = 99 * Math.log10(1 / (1 + Math.exp(-forgetBias)));
  return forgetBias > 2 ? 1 : Math.round(0.7 * direct) + (forgetBias > 0 ? 2 : 0);
}
