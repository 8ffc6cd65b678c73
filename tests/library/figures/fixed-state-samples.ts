/** Small samples of the figures of chapters 12 and 13. */

import { dependencyTicks } from "../../../src/library/analysis/dependency-ticks.ts";
import { runBirthsForecast } from "../../../src/library/experiments/births-forecast.ts";
import { runLongLagTraining } from "../../../src/library/experiments/long-lag-training.ts";
import { runMemoryCapacity } from "../../../src/library/experiments/memory-capacity.ts";
import { runNameCloze } from "../../../src/library/experiments/name-cloze-training.ts";
import { runStepCost } from "../../../src/library/experiments/step-cost.ts";
import { activationMemoryFigure } from "../../../src/library/figures/activation-memory-figure.ts";
import { birthsForecastFigure } from "../../../src/library/figures/births-forecast-figure.ts";
import type { Figure } from "../../../src/library/figures/figure.ts";
import {
  capacityByLagFigure,
  memoryCapacityFigure,
} from "../../../src/library/figures/memory-capacity-figure.ts";
import { nameClozeFigure } from "../../../src/library/figures/name-cloze-figure.ts";
import { recallByWidthFigure } from "../../../src/library/figures/recall-by-width-figure.ts";
import {
  rateByBatchFigure,
  timeByLengthFigure,
  timeBySizeFigure,
} from "../../../src/library/figures/step-cost-figure.ts";
import { wavefrontFigure } from "../../../src/library/figures/wavefront-figure.ts";

const gru = { kind: "gru", updateBias: 0 } as const;
const tiny = { seeds: [1, 2], hidden: 3, batch: 4, updates: 4, rate: 0.01 };

export async function fixedStateFigures(): Promise<Record<string, Figure>> {
  const capacity = runMemoryCapacity({
    seed: 1,
    hidden: [2, 3],
    activation: "tanh",
    gain: 0.8,
    inputScale: 1,
    lags: 4,
    steps: 60,
  });
  const variants = [2, 3].map((hidden) => ({ name: `H = ${hidden}`, cell: gru, hidden }));
  const copy = { kind: "copy", length: 2, symbols: 2, lag: 1 } as const;
  const stories = { people: 3, mostDistractors: 1 };
  const windows = { past: 8, ahead: 2, testDays: 20 };
  return {
    memoryCapacity: memoryCapacityFigure([{ name: "tanh", result: capacity }]),
    capacityByLag: capacityByLagFigure(capacity),
    recallByWidth: recallByWidthFigure(
      await runLongLagTraining({ ...tiny, task: copy, variants, every: 2, solvedAt: 2 }),
    ),
    nameCloze: nameClozeFigure(
      await runNameCloze({ ...tiny, ...stories, variants: [{ name: "GRU", kind: "gru", cell: gru }] }),
    ),
    birthsForecast: birthsForecastFigure(await runBirthsForecast({ ...tiny, ...windows, cell: gru })),
    ...costFigures(),
  };
}

function costFigures(): Record<string, Figure> {
  const size = { input: 2, hidden: 3, batch: 2, steps: 4 };
  const entries = (["lstm", "product"] as const).flatMap((pass) => [
    { pass, size },
    { pass, size: { ...size, steps: 8 } },
  ]);
  const costs = runStepCost({ seed: 1, rounds: 1, entries });
  return {
    timeByLength: timeByLengthFigure(costs),
    timeBySize: timeBySizeFigure(costs),
    rateByBatch: rateByBatchFigure(costs),
    activationMemory: activationMemoryFigure({ cell: "gru", ...size, steps: 16 }),
    wavefront: wavefrontFigure(dependencyTicks(2, 4)),
  };
}
