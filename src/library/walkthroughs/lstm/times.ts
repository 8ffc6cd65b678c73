/** In which order, and at which step of the walk, the numbers of an LSTM appear. */

/** Steps of W3 per time step. */
export const forwardParts = ["f", "i", "g", "c", "o", "tanhC", "h"] as const;
export type ForwardPart = (typeof forwardParts)[number];

/** The step of W3 at which a part of time step t appears. */
export const forwardTime = (t: number, part: ForwardPart): number =>
  t * forwardParts.length + forwardParts.indexOf(part);

/** Steps of W4 per time step, the last time step first, after one step that shows the forward pass. */
export const backwardParts = ["dh", "dO", "dc", "df", "di", "dg", "dcPrev", "dz", "dhPrev"] as const;
export type BackPart = (typeof backwardParts)[number];

/** The step of W4 at which a part of time step t (of `steps`) appears. */
export const backwardTime = (steps: number, t: number, part: BackPart): number =>
  1 + (steps - 1 - t) * backwardParts.length + backwardParts.indexOf(part);
