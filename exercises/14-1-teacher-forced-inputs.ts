/**
 * Exercise X14.1: what the decoder reads while it is taught.
 *
 *   targets   t  o  m  <end>        what it must say
 *   inputs    <start>  t  o  m      what it reads: at each time step the truth of the time step before
 *
 * Check: npx unrolled grade 14.1
 */

/** targets[t]: [batch] token ids, one entry per time step, at least one -> inputs[t]: [batch], as many time steps. */
export function teacherForcedInputs(targets: Int32Array[], start: number): Int32Array[] {
  throw new Error("TODO: exercise X14.1");
}
