/** How far an LSTM remembers before it has learned anything: the starting bias of its forget gate. */

import type { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";

/**
 * One number for all units (Gers et al. 2000; Jozefowicz et al. 2015 advise 1), or chrono initialisation for
 * lags up to `longestLag` time steps (Tallec & Ollivier 2018, eq. 16):
 *
 *   bf ~ log(uniform(1, longestLag − 1)),   bi = −bf
 *
 * so that a unit's half-life is itself drawn from the lags expected.
 */
export type ForgetBias = number | { readonly longestLag: number };

/** Sets it in place; b: [1, …·hidden] with the input gate's columns first, then the forget gate's. */
export function setForgetBias(b: Matrix, hidden: number, bias: ForgetBias, random: Random): void {
  if (typeof bias === "number") {
    b.data.fill(bias, hidden, 2 * hidden);
    return;
  }
  if (!(bias.longestLag >= 2)) {
    throw new RangeError(`forget bias: longestLag must be at least 2 time steps, got ${bias.longestLag}.`);
  }
  for (let unit = 0; unit < hidden; unit++) {
    const forget = Math.log(1 + (bias.longestLag - 2) * random());
    b.data[unit] = -forget;
    b.data[hidden + unit] = forget;
  }
}
