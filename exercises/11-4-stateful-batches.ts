/**
 * Exercise X11.4: one long text as batches, so that the state can be carried from each to the next.
 *
 * Cut the text into `batch` strands of equal length, floor((tokens − 1) / batch) each: strand r begins at r times that
 * length. The strands are read side by side. Window k holds time steps k·steps … (k + 1)·steps − 1 of every strand:
 *
 *   inputs[t][r]  = the token of strand r at time step k·steps + t
 *   targets[t][r] = the token that follows it in the text
 *
 * So row r of window k + 1 goes on where row r of window k stopped. What does not fill a last window is left out.
 * Check: npx unrolled grade 11.4
 */

/** inputs[t], targets[t]: [batch]. */
export interface TextWindow {
  inputs: Int32Array[];
  targets: Int32Array[];
}

/** ids: the text, at least batch · steps + 1 tokens -> its windows, in the order in which they are to be read. */
export function statefulBatches(ids: Int32Array, batch: number, steps: number): TextWindow[] {
  throw new Error("TODO: exercise X11.4");
}
