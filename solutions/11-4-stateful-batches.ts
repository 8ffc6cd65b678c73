/**
 * Exercise X11.4: one long text as batches, so that the state can be carried from each to the next.
 *
 *   inputs[t][r]  = the token of strand r at time step k·steps + t
 *   targets[t][r] = the token that follows it in the text
 */

/** inputs[t], targets[t]: [batch]. */
export interface TextWindow {
  inputs: Int32Array[];
  targets: Int32Array[];
}

/** ids: the text, at least batch · steps + 1 tokens -> its windows, in the order in which they are to be read. */
export function statefulBatches(ids: Int32Array, batch: number, steps: number): TextWindow[] {
  const strand = Math.floor((ids.length - 1) / batch); // the last token can only be a target
  const column = (t: number): Int32Array => Int32Array.from({ length: batch }, (_, r) => ids[r * strand + t]);
  return Array.from({ length: Math.floor(strand / steps) }, (_, k) => {
    const times = Array.from({ length: steps }, (_step, t) => k * steps + t);
    return { inputs: times.map(column), targets: times.map((t) => column(t + 1)) };
  });
}
