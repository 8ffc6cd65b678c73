/**
 * A real series: how many were born each day? A recurrent forecaster reads some weeks and says the next days. It must
 * beat the seasonal-naive forecast, "as it was a week ago" (Hyndman & Athanasopoulos, "Forecasting", section 5.2).
 *
 * The first years are learned from, the last ones are never seen in training. Errors are in births per day.
 */

import { type DailyBirths, loadBirths } from "../data/births.ts";
import {
  meanAbsoluteError,
  seasonalNaive,
  slidingWindows,
  standardise,
  type Window,
  windowBatch,
} from "../data/series.ts";
import { chooseEngine, type EngineChoice } from "../fused/engine.ts";
import { forecaster, type NumberBatch } from "../models/forecaster.ts";
import { createRandom, randomInteger } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { cellOf, type LongLagCell } from "./long-lag-model.ts";

/** Windows, split and training. */
export interface BirthsForecastConfig extends EngineChoice {
  readonly seeds: readonly number[];
  readonly cell: LongLagCell;
  readonly hidden: number;
  /** Days read and days forecast. */
  readonly past: number;
  readonly ahead: number;
  /** Days from the end of the series that only the test sees. */
  readonly testDays: number;
  readonly batch: number;
  readonly updates: number;
  readonly rate: number;
}

/** Forecasts of one week, for a figure. */
export interface ForecastExample {
  /** ISO dates of the past and of the days ahead. */
  readonly dates: readonly string[];
  readonly past: readonly number[];
  readonly actual: readonly number[];
  readonly forecast: readonly number[];
  readonly naive: readonly number[];
  /** Per day ahead: the 10th and 90th percentile of this model's errors on the days it was trained on. */
  readonly band: readonly { readonly low: number; readonly high: number }[];
}

/** Errors in births per day, one per seed, beside the baseline's. */
export interface BirthsForecastResult {
  readonly config: BirthsForecastConfig;
  readonly naiveError: number;
  readonly errors: readonly number[];
  /** byDay[day ahead] of the first seed and of the baseline. */
  readonly byDay: { readonly model: readonly number[]; readonly naive: readonly number[] };
  /** Of the first seed. */
  readonly example: ForecastExample;
}

const SEASON = 7;

/** `onProgress` is called after each training. */
export async function runBirthsForecast(
  config: BirthsForecastConfig,
  onProgress?: (done: number, total: number) => void,
): Promise<BirthsForecastResult> {
  const days = loadBirths();
  const { learned, tested, scale } = split(days, config);
  const naive = tested.map(({ past, ahead }) => seasonalNaive(past, SEASON, ahead.length).map(scale.back));
  const actual = tested.map(({ ahead }) => ahead.map(scale.back));
  const runs: number[][][] = [];
  let predict: ((windows: readonly Window[]) => number[][]) | undefined;
  for (const seed of config.seeds) {
    const forecast = await fitForecaster(config, learned, seed);
    const said = (windows: readonly Window[]): number[][] =>
      forecast(windows).map((row) => row.map(scale.back));
    predict ??= said;
    runs.push(said(tested));
    onProgress?.(runs.length, config.seeds.length);
  }
  const errorOf = (forecasts: number[][]): number => meanAbsoluteError(forecasts.flat(), actual.flat());
  const byDayOf = (forecasts: number[][]): number[] =>
    Array.from({ length: config.ahead }, (_, k) =>
      meanAbsoluteError(
        forecasts.map((row) => row[k]),
        actual.map((row) => row[k]),
      ),
    );
  const band = bandOf(
    predict!(learned),
    learned.map(({ ahead }) => ahead.map(scale.back)),
  );
  return {
    config,
    naiveError: errorOf(naive),
    errors: runs.map(errorOf),
    byDay: { model: byDayOf(runs[0]), naive: byDayOf(naive) },
    example: exampleOf(days, tested[0], { forecast: runs[0][0], naive: naive[0], band }, scale.back),
  };
}

interface Scale {
  back(value: number): number;
}

/** Windows a week apart, so that no day is forecast twice; scaled by the days that are learned from. */
function split(
  days: readonly DailyBirths[],
  { past, ahead, testDays }: BirthsForecastConfig,
): { learned: Window[]; tested: Window[]; scale: Scale } {
  const births = days.map((day) => day.births);
  const border = births.length - testDays;
  const { mean, deviation } = standardise(births.slice(0, border));
  const values = births.map((value) => (value - mean) / deviation);
  const windows = slidingWindows(values, { past, ahead, stride: 1 });
  return {
    learned: windows.filter(({ at }) => at + ahead <= border),
    tested: windows.filter(({ at }) => at >= border && (at - border) % ahead === 0),
    scale: { back: (value) => value * deviation + mean },
  };
}

async function fitForecaster(
  config: BirthsForecastConfig,
  learned: readonly Window[],
  seed: number,
): Promise<(windows: readonly Window[]) => number[][]> {
  const { hidden, ahead, batch, updates, rate } = config;
  const choice = chooseEngine(config);
  const model = forecaster({ layer: cellOf(config.cell), hidden, features: 1, ahead, ...choice });
  const batchOf = (windows: readonly Window[]): NumberBatch => {
    const { inputs, targets } = windowBatch(windows);
    return { inputs: inputs.map((x) => x.to(choice.dtype)), targets: targets.to(choice.dtype) };
  };
  const params = model.initParams(createRandom(seed));
  await train<NumberBatch>({
    model,
    params,
    optimizer: adam({ rate }),
    clipNorm: 1,
    updates,
    batchAt(update) {
      const random = createRandom(seed, update + 1);
      return batchOf(Array.from({ length: batch }, () => learned[randomInteger(learned.length, random)]));
    },
  });
  return (windows) => {
    const answers = model.forecast(params, batchOf(windows).inputs);
    return windows.map((_, r) => Array.from(answers.row(r).data));
  };
}

function bandOf(forecasts: number[][], actual: number[][]): { low: number; high: number }[] {
  return forecasts[0].map((_, k) => {
    const errors = forecasts.map((row, r) => actual[r][k] - row[k]).sort((a, b) => a - b);
    const at = (share: number): number => errors[Math.floor(share * (errors.length - 1))];
    return { low: at(0.1), high: at(0.9) };
  });
}

function exampleOf(
  days: readonly DailyBirths[],
  { past, ahead, at }: Window,
  said: Pick<ForecastExample, "forecast" | "naive" | "band">,
  back: Scale["back"],
): ForecastExample {
  const dates = days.slice(at - past.length, at + ahead.length).map(({ date }) => date);
  return { dates, past: past.map(back), actual: ahead.map(back), ...said };
}
