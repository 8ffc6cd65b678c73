/** At which step of W2 each number appears. */

export interface BpttTimes {
  /** z and h of time step t. */
  forward(t: number): number;
  readonly loss: number;
  backward(t: number): number;
  readonly sum: number;
}

/** steps: time steps of the sequence. */
export const bpttTimes = (steps: number): BpttTimes => ({
  forward: (t) => t,
  loss: steps,
  backward: (t) => 2 * steps - t,
  sum: 2 * steps + 1,
});
