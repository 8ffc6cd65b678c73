/** Known mistakes of X9.5: what goes wrong on the way from single trainings to an interval. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "ratio-reversed": "the ratio is second over first",
  "natural-log": "the natural logarithm is taken instead of that to the base two",
  "no-log": "the ratios are averaged without a logarithm",
  difference: "the efforts are subtracted instead of divided",
  "ratio-of-means": "the mean efforts are divided instead of the efforts of each seed",
  "pairs-lost": "the efforts are sorted first, so that the seeds no longer meet their like",
  unpaired: "the two spreads are added as if the models had been trained from different seeds",
  median: "the median of the differences is taken for their mean",
  "unsolved-dropped": "seeds in which one of the two was not solved are left out",
  "twice-the-budget": "an unsolved training counts with twice its budget",
  "divided-by-n": "s² is divided by n instead of n − 1",
  "variance-for-s": "s² is used where s belongs",
  "root-n-missing": "s is not divided by √n, which gives the spread of single seeds, not that of the mean",
  "n-for-root-n": "s is divided by n instead of √n",
  "t-missing": "t is left out",
  "half-doubled": "the interval is twice as wide",
  "upper-only": "the interval begins at the mean",
  "told-by-mean": "the two count as told apart whenever the mean is not 0",
  "told-reversed": "the two count as told apart when the interval contains 0",
  "told-one-way": "only a first model that needs more counts as told apart",
  "solved-swapped": "the two counts of solved trainings are exchanged",
  "failures-counted": "the failures are counted instead of the solved trainings",
};

type Has = (id: keyof typeof clauses) => boolean;

interface Race {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly budget: number;
}

export const mistakes: MistakeBank = mistakeBank(clauses, (has) => ({
  compareTrainings(first: number[], second: number[], { budget, t }: { budget: number; t: number }) {
    const race = { first, second, budget };
    const differences = differencesOf(race, has);
    const mean = meanOf(differences, race, has);
    const half = halfWidth(differences, t, race, has);
    const [low, high] = [has("upper-only") ? mean : mean - half, mean + half];
    return { solved: countsOf(race, has), mean, low, high, toldApart: verdict(mean, low, high, has) };
  },
}));

const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);

function countedOf(efforts: readonly number[], budget: number, has: Has): number[] {
  const most = has("twice-the-budget") ? 2 * budget : budget;
  return efforts.map((effort) => (Number.isFinite(effort) ? effort : most));
}

const logOf = (value: number, has: Has): number =>
  has("no-log") ? value : has("natural-log") ? Math.log(value) : Math.log2(value);

function differencesOf({ first, second, budget }: Race, has: Has): number[] {
  const kept = first.flatMap((a, k) =>
    has("unsolved-dropped") && !Number.isFinite(a + second[k]) ? [] : [k],
  );
  let [a, b] = [first, second].map((efforts) => {
    const counted = countedOf(efforts, budget, has);
    return kept.map((k) => counted[k]);
  });
  if (has("pairs-lost")) [a, b] = [a, b].map((efforts) => [...efforts].sort((x, y) => x - y));
  if (has("ratio-reversed")) [a, b] = [b, a];
  return a.map((effort, k) => (has("difference") ? effort - b[k] : logOf(effort / b[k], has)));
}

function meanOf(differences: readonly number[], { first, second, budget }: Race, has: Has): number {
  if (has("ratio-of-means")) {
    const [a, b] = [first, second].map((efforts) => sum(countedOf(efforts, budget, has)));
    return logOf(has("ratio-reversed") ? b / a : a / b, has);
  }
  if (!has("median")) return sum(differences) / differences.length;
  const sorted = [...differences].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function varianceOf(values: readonly number[], has: Has): number {
  const mean = sum(values) / values.length;
  return sum(values.map((v) => (v - mean) ** 2)) / (values.length - (has("divided-by-n") ? 0 : 1));
}

function halfWidth(differences: readonly number[], t: number, race: Race, has: Has): number {
  const n = differences.length;
  const [a, b] = [race.first, race.second].map((efforts) =>
    countedOf(efforts, race.budget, has).map((effort) => logOf(effort, has)),
  );
  const variance = has("unpaired") ? varianceOf(a, has) + varianceOf(b, has) : varianceOf(differences, has);
  const spread = has("variance-for-s") ? variance : Math.sqrt(variance);
  const half = has("root-n-missing") ? spread : spread / (has("n-for-root-n") ? n : Math.sqrt(n));
  return (has("half-doubled") ? 2 : 1) * (has("t-missing") ? 1 : t) * half;
}

function countsOf({ first, second }: Race, has: Has): [number, number] {
  const counted = (effort: number): boolean => Number.isFinite(effort) !== has("failures-counted");
  const [a, b] = [first, second].map((efforts) => efforts.filter(counted).length);
  return has("solved-swapped") ? [b, a] : [a, b];
}

function verdict(mean: number, low: number, high: number, has: Has): boolean {
  if (has("told-by-mean")) return mean !== 0;
  if (has("told-one-way")) return low > 0;
  const apart = low > 0 || high < 0;
  return has("told-reversed") ? !apart : apart;
}
