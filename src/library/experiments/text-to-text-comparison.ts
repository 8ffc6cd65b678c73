/**
 * Several ways to train or to wire an encoder–decoder, each from several seeds: learning curves, and for reversal how
 * the trained network fares at every length.
 */

import { type LengthAccuracy, measureByLength } from "./length-accuracy.ts";
import { type TextMeasure, type TextToTextConfig, trainTextToText } from "./text-to-text.ts";

/** One way: all settings but the seed, and the lengths to measure in the end. */
export interface TextContestant {
  readonly name: string;
  readonly settings: Omit<TextToTextConfig, "seed">;
  /** Lengths of texts to reverse after training; none unless given. */
  readonly lengths?: readonly number[];
}

/** What a comparison runs. */
export interface TextComparisonConfig {
  readonly seeds: readonly number[];
  readonly contestants: readonly TextContestant[];
}

/** One training. */
export interface TextTraining {
  readonly seed: number;
  readonly curve: readonly (TextMeasure & { readonly update: number })[];
  /** Empty unless lengths were asked for. */
  readonly byLength: readonly LengthAccuracy[];
}

/** The trainings of one contestant, one for each seed. */
export interface TextContestantResult {
  readonly name: string;
  readonly parameters: number;
  readonly trainings: readonly TextTraining[];
}

/** One result per contestant, in their order. */
export interface TextComparisonResult {
  readonly config: TextComparisonConfig;
  readonly results: readonly TextContestantResult[];
}

/** Examples of each length. */
const EXAMPLES = 200;

/** Trains every contestant from every seed; `onTraining` hears of each that is done. */
export async function runTextComparison(
  config: TextComparisonConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<TextComparisonResult> {
  const { seeds, contestants } = config;
  const results: TextContestantResult[] = [];
  let done = 0;
  for (const { name, settings, lengths = [] } of contestants) {
    const trainings: TextTraining[] = [];
    let parameters = 0;
    for (const seed of seeds) {
      const network = await trainTextToText({ ...settings, seed });
      parameters = network.result.parameters;
      const byLength =
        lengths.length > 0 ? measureByLength(network, { seed, lengths, examples: EXAMPLES }) : [];
      trainings.push({ seed, curve: network.result.curve.map(rounded), byLength: byLength.map(rounded) });
      onTraining?.(++done, seeds.length * contestants.length);
    }
    results.push({ name, parameters, trainings });
  }
  return { config, results };
}

/** Four digits of every number: what a stored curve needs. */
const rounded = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]: [string, number]) => [key, Math.round(value * 1e4) / 1e4]),
  ) as Row;
