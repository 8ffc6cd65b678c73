/** Learning curves of classifiers that differ in how all states become one vector. */

import type { PoolingContestant, PoolingResult } from "../experiments/pooling-comparison.ts";
import { mean } from "../numeric/statistics.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity, sweepColour, translucent } from "./palette.ts";

const labels: Readonly<Record<PoolingContestant["pooling"], string>> = {
  last: "last state",
  ends: "both final states",
  mean: "mean",
  max: "maximum",
  attention: "attention",
};

/** The name of one way to an answer. */
export function poolingLabel({ pooling, bothDirections }: PoolingContestant): string {
  if (pooling === "ends") return "both directions, final states";
  return bothDirections ? "both directions, last output" : labels[pooling];
}

const titles = {
  review: "Praise or blame, told by the order of the words",
  keyword: "Does the keyword occur anywhere?",
  "first symbol": "Which symbol came first?",
} as const;

/** Places on the sweep, away from its grey middle, which is the baseline's. */
const positions = [0, 0.24, 1, 0.76];
const dashes = ["solid", "dash", "dot", "dashdot"];

/** Lines: mean over the seeds with their range as a band, one per contestant. */
export function poolingComparisonFigure({ config, chance, accuracies }: PoolingResult): Figure {
  const { contestants, every, seeds, task } = config;
  const updates = accuracies[0][0].map((_, k) => k * every);
  const percentAt = (k: number, at: number): number[] => accuracies[k].map((row) => 100 * row[at]);
  const data = contestants.flatMap((contestant, k) => {
    const colour = sweepColour(positions[k % positions.length]);
    const name = poolingLabel(contestant);
    return [
      {
        type: "scatter",
        mode: "lines",
        x: [...updates, ...[...updates].reverse()],
        y: [
          ...updates.map((_, at) => Math.max(...percentAt(k, at))),
          ...updates.map((_, at) => Math.min(...percentAt(k, at))).reverse(),
        ],
        fill: "toself",
        line: { width: 0 },
        fillcolor: thinned(colour),
        showlegend: false,
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: updates,
        y: updates.map((_, at) => mean(percentAt(k, at))),
        line: { color: colour, width: 2.5, dash: dashes[k % dashes.length] },
        hovertemplate: `after %{x} updates<br>%{y:.0f} % right<extra>${name}</extra>`,
      },
    ];
  });
  const end = updates.length - 1;
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "guessing",
        x: [0, updates[end]],
        y: [100 * chance, 100 * chance],
        line: { color: quantity.baseline.mark, dash: "longdash" },
        hoverinfo: "skip",
      },
      ...data,
    ],
    layout: layoutOf(
      `${titles[task.kind]} (${seeds.length === 1 ? "one seed" : `mean and range of ${seeds.length} seeds`})`,
      { title: "updates" },
      { title: "right answers (%)", range: [0, 104] },
      { height: 440 },
    ),
    alt: `Right answers over ${updates[end]} updates; guessing gives ${(100 * chance).toFixed(0)} %. At the end: ${contestants.map((contestant, k) => `${poolingLabel(contestant)} ${mean(percentAt(k, end)).toFixed(0)} %`).join(", ")}.`,
  };
}

/** A sweep colour, thinned for a band. */
function thinned(colour: string): string {
  return colour.startsWith("rgb(")
    ? colour.replace("rgb", "rgba").replace(")", ", 0.13)")
    : translucent(colour, 0.13);
}
