/** Schedules of the share of truth, and the gap between reading the truth and reading one's own words. */

import type { TextComparisonResult } from "../experiments/text-to-text-comparison.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity, translucent } from "./palette.ts";
import { fixedText } from "./typeset.ts";

/** One schedule: the share of truth at every update. */
export interface ScheduleCurve {
  readonly name: string;
  readonly updates: readonly number[];
  readonly shares: readonly number[];
}

const dashes = ["solid", "dash", "dot"];

/** Lines: the share of truth against updates, one for each schedule. */
export function scheduleFigure(curves: readonly ScheduleCurve[]): Figure {
  const colours = [quantity.hiddenState, quantity.gradient, quantity.cellState];
  return {
    data: curves.map(({ name, updates, shares }, k) => ({
      type: "scatter",
      mode: "lines",
      name,
      x: updates,
      y: shares,
      line: { color: colours[k % colours.length].mark, dash: dashes[k % dashes.length], width: 2.5 },
      hovertemplate: `update %{x}<br>ε = %{y:.2f}<extra>${name}</extra>`,
    })),
    layout: layoutOf(
      "Three ways from teacher forcing to free running",
      { title: "updates" },
      { title: "share of true inputs ε", range: [-0.04, 1.04] },
      { height: 340 },
    ),
    alt: `Share of true inputs against updates. ${curves.map(({ name, updates, shares }) => `${name}: ${shares[0].toFixed(2)} at the start, ${shares[shares.length >> 1].toFixed(2)} at update ${updates[updates.length >> 1]}, ${shares[shares.length - 1].toFixed(2)} at the end`).join("; ")}.`,
  };
}

/** Lines with bands over the seeds: free loss minus forced loss, against updates. */
export function exposureGapFigure({ results }: TextComparisonResult): Figure {
  const colours = [quantity.gradient.mark, model.gru.mark];
  const gaps = results.map(({ name, trainings }) => {
    const curves = trainings.map(({ curve }) =>
      curve.map(({ freeLoss, forcedLoss }) => freeLoss - forcedLoss),
    );
    const at = (k: number): number[] => curves.map((curve) => curve[k]);
    const updates = trainings[0].curve.map(({ update }) => update);
    return {
      name,
      updates,
      mean: updates.map((_, k) => at(k).reduce((sum, gap) => sum + gap, 0) / curves.length),
      low: updates.map((_, k) => Math.min(...at(k))),
      high: updates.map((_, k) => Math.max(...at(k))),
    };
  });
  return {
    data: gaps.flatMap(({ name, updates, mean, low, high }, k) => [
      {
        type: "scatter",
        mode: "lines",
        showlegend: false,
        hoverinfo: "skip",
        x: [...updates, ...[...updates].reverse()],
        y: [...high, ...[...low].reverse()],
        fill: "toself",
        line: { width: 0 },
        fillcolor: translucent(colours[k % colours.length], 0.18),
      },
      {
        type: "scatter",
        mode: "lines",
        name,
        x: updates,
        y: mean,
        line: { color: colours[k % colours.length], dash: dashes[k % dashes.length], width: 2.5 },
        hovertemplate: `after %{x} updates<br>gap %{y:.2f} nats<extra>${name}</extra>`,
      },
    ]),
    layout: layoutOf(
      `Reading its own words costs this much more (mean and range of ${results[0].trainings.length} seeds)`,
      { title: "updates" },
      { title: "gap (nats per character)" },
      { height: 420 },
    ),
    alt: `Free loss minus forced loss. ${gaps.map(({ name, updates, mean }) => `${name}: ${fixedText(mean[0], 2)} at the start, ${fixedText(mean[mean.length >> 1], 2)} after ${updates[mean.length >> 1]} updates, ${fixedText(mean[mean.length - 1], 2)} at the end`).join("; ")}.`,
  };
}
