/** Learning rates that change while training: functions of the number of updates made so far. */

/** The learning rate of an update; updates count from 0. */
export type Schedule = (update: number) => number;

/** rate · factor ^ ⌊update / every⌋. */
export function stepDecay(rate: number, { every, factor }: { every: number; factor: number }): Schedule {
  return (update) => rate * factor ** Math.floor(update / every);
}

/** rate · factor ^ update. */
export function exponentialDecay(rate: number, factor: number): Schedule {
  return (update) => rate * factor ** update;
}

/** From `rate` down to `floor` along half a cosine over `updates` updates, then `floor`. Loshchilov & Hutter 2017. */
export function cosineDecay(
  rate: number,
  { updates, floor = 0 }: { updates: number; floor?: number },
): Schedule {
  return (update) => {
    const done = Math.min(update / updates, 1);
    return floor + ((rate - floor) * (1 + Math.cos(Math.PI * done))) / 2;
  };
}

/** Rises linearly to the schedule's own rate over the first `updates` updates; then the schedule, from its start. */
export function warmUp(schedule: number | Schedule, updates: number): Schedule {
  const after: Schedule = typeof schedule === "number" ? () => schedule : schedule;
  return (update) => (update < updates ? (after(0) * (update + 1)) / updates : after(update - updates));
}
