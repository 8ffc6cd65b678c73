/**
 * Exercise X14.1: what the decoder reads while it is taught.
 *
 *   targets   t  o  m  <end>        what it must say
 *   inputs    <start>  t  o  m      what it reads: at each time step the truth of the time step before
 *
 */

/** targets[t]: [batch] token ids, one entry per time step, at least one -> inputs[t]: [batch], as many time steps. */
export function teacherForcedInputs(targets: Int32Array[], start: number): Int32Array[] {
  const first = targets[0].map(() => start);
  return [first, ...targets.slice(0, -1).map((ids) => ids.slice())];
}
