/**
 * Exercise X8.4: chrono initialisation of the LSTM's biases (Tallec & Ollivier 2018, eq. 16).
 *
 *   bf = log(u),  u uniform in [1, longestLag − 1), drawn for each unit
 *   bi = −bf
 *
 * so that what the units forget after is itself spread over the lags expected. The other biases are zero.
 * createRandom(seed) gives a function that draws from [0, 1).
 */

import { createRandom, Matrix } from "unrolled/numeric";

/** The bias row of an LSTM, [1, 4·hidden], gates in the order i f g o. longestLag: in time steps, more than 2. */
export function chronoInit(
  { hidden, longestLag }: { hidden: number; longestLag: number },
  seed: number,
): Matrix {
  const random = createRandom(seed);
  const b = new Matrix(1, 4 * hidden);
  for (let unit = 0; unit < hidden; unit++) {
    const bf = Math.log(1 + (longestLag - 2) * random());
    b.data[unit] = -bf;
    b.data[hidden + unit] = bf;
  }
  return b;
}
