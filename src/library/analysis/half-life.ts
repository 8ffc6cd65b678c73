/**
 * How long does a memory last?
 *
 * If each time step keeps the share f, then n steps keep fⁿ, and half is left after
 *
 *   n½ = ln 2 / −ln f
 *
 * For an LSTM with a steady forget gate f = σ(b) that is the half-life of the cell state, and of the gradient on the
 * direct path through it.
 */

/** n½ in time steps of a share kept per step, 0 … 1; 1 keeps for ever (Infinity), 0 keeps nothing (0). */
export function halfLife(keep: number): number {
  if (!(keep >= 0 && keep <= 1)) throw new RangeError(`halfLife: the share kept must be 0 … 1, got ${keep}.`);
  if (keep === 0) return 0;
  return keep === 1 ? Number.POSITIVE_INFINITY : Math.LN2 / -Math.log(keep);
}

/** The share to keep per time step so that half is left after `steps`: 2^(−1/steps). */
export function keepForHalfLife(steps: number): number {
  if (!(steps > 0))
    throw new RangeError(`keepForHalfLife: the half-life must be above 0 time steps, got ${steps}.`);
  return 2 ** (-1 / steps);
}

/** Half-life of a cell state whose forget gate stays at σ(bias). */
export const halfLifeOfForgetBias = (bias: number): number => halfLife(1 / (1 + Math.exp(-bias)));

/** The forget bias whose gate keeps half over `steps`: σ⁻¹(f) = ln(f / (1 − f)). */
export function forgetBiasForHalfLife(steps: number): number {
  const keep = keepForHalfLife(steps);
  return Math.log(keep / (1 - keep));
}

/**
 * Correlation of a series with itself `lag` time steps later, lag 0 … maxLag; 1 at lag 0.
 *
 *   ρ(lag) = Σ (v_t − m)(v_{t+lag} − m) / Σ (v_t − m)²
 */
export function autocorrelation(series: ArrayLike<number>, maxLag: number): number[] {
  if (!Number.isInteger(maxLag) || maxLag < 0 || maxLag >= series.length) {
    throw new RangeError(
      `autocorrelation: the largest lag must be 0 … ${series.length - 1} for ${series.length} values, got ${maxLag}.`,
    );
  }
  const values = Array.from(series);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const moved = values.map((v) => v - mean);
  const variance = moved.reduce((sum, v) => sum + v * v, 0);
  if (variance === 0)
    throw new RangeError("autocorrelation: all values are equal, so nothing varies together.");
  return Array.from({ length: maxLag + 1 }, (_, lag) => {
    let sum = 0;
    for (let t = 0; t + lag < moved.length; t++) sum += moved[t] * moved[t + lag];
    return sum / variance;
  });
}

/** The first lag, between the points on a straight line, at which a decaying curve falls to half of its start. */
export function measuredHalfLife(curve: readonly number[]): number {
  const half = curve[0] / 2;
  const after = curve.findIndex((value) => value <= half);
  if (after < 0) return Number.POSITIVE_INFINITY;
  return after - 1 + (curve[after - 1] - half) / (curve[after - 1] - curve[after]);
}
