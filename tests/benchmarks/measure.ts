/**
 * Times candidates side by side: warm, in rounds that take turns, in CPU time.
 *
 * Absolute figures of a shared machine drift by up to two times; candidates of one round drift together, so
 * ratios hold. The median over the rounds is reported, and the spread: (third quartile − first) / median.
 */

export interface Candidate {
  readonly name: string;
  /** CPU seconds of `times` runs. */
  measure(times: number): Promise<number>;
}

export interface Timing {
  /** CPU seconds of one run: median and best of the rounds. */
  readonly median: number;
  readonly best: number;
  readonly spread: number;
  readonly rounds: number;
}

export interface Budget {
  readonly rounds: number;
  /** CPU seconds of one candidate in one round. */
  readonly secondsPerRound: number;
}

/** A candidate of this process. */
export function local(name: string, run: () => unknown): Candidate {
  return {
    name,
    async measure(times) {
      const before = process.cpuUsage();
      for (let k = 0; k < times; k++) {
        const pending = run();
        if (pending instanceof Promise) await pending;
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    },
  };
}

/** Longer than this, one run is warm enough to count, and a second must do; from VERY_SLOW on, one. */
const SLOW_SECONDS = 2;
const VERY_SLOW_SECONDS = 6;

interface Plan {
  readonly candidate: Candidate;
  readonly times: number;
  readonly rounds: number;
  readonly seconds: number[];
}

/** Warms every candidate, then lets them take turns. */
export async function interleave(
  candidates: readonly Candidate[],
  budget: Budget,
): Promise<Record<string, Timing>> {
  const plans: Plan[] = [];
  for (const candidate of candidates) plans.push(await warm(candidate, budget));
  for (let round = 0; round < budget.rounds; round++) {
    for (const { candidate, times, rounds, seconds } of plans) {
      if (round < rounds) seconds.push((await candidate.measure(times)) / times);
    }
  }
  return Object.fromEntries(plans.map(({ candidate, seconds }) => [candidate.name, summary(seconds)]));
}

async function warm(candidate: Candidate, { rounds, secondsPerRound }: Budget): Promise<Plan> {
  let once = await candidate.measure(1);
  if (once >= SLOW_SECONDS) {
    return { candidate, times: 1, rounds: once < VERY_SLOW_SECONDS ? 1 : 0, seconds: [once] };
  }
  for (let k = 0; k < 3; k++) {
    const times = Math.max(1, Math.round((0.5 * secondsPerRound) / Math.max(once, 1e-6)));
    once = (await candidate.measure(times)) / times;
  }
  const times = Math.max(1, Math.round(secondsPerRound / Math.max(once, 1e-6)));
  return { candidate, times, rounds, seconds: [] };
}

function summary(seconds: readonly number[]): Timing {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  const median = at(0.5);
  return { median, best: sorted[0], spread: (at(0.75) - at(0.25)) / median, rounds: sorted.length };
}
