/** Learning curves of encoder–decoders: losses forced and free, and answers without any mistake. */

import type { TextToTextResult } from "../experiments/text-to-text.ts";
import type { TextComparisonResult, TextContestant } from "../experiments/text-to-text-comparison.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity, translucent } from "./palette.ts";

/** Lines: loss against updates, reading the truth and reading its own words. */
export function textLossFigure({ config, curve }: TextToTextResult): Figure {
  const updates = curve.map(({ update }) => update);
  const line = (name: string, losses: readonly number[], colour: string, dash: string): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: updates,
    y: losses,
    line: { color: colour, dash, width: 2.5 },
    hovertemplate: `after %{x} updates<br>%{y:.3f} nats<extra>${name}</extra>`,
  });
  const [free, forced] = [curve.map(({ freeLoss }) => freeLoss), curve.map(({ forcedLoss }) => forcedLoss)];
  const last = curve[curve.length - 1];
  return {
    data: [
      line("reads its own words", free, quantity.gradient.mark, "solid"),
      line("reads the truth", forced, quantity.hiddenState.mark, "dash"),
    ],
    layout: layoutOf(
      `Two losses of one network (${config.task.kind})`,
      { title: "updates" },
      { title: "loss (nats per character)", rangemode: "tozero" },
    ),
    alt: `Loss on new examples over ${config.updates} updates, from ${curve[0].forcedLoss.toFixed(2)} to ${last.forcedLoss.toFixed(2)} nats per character when it reads the truth, and to ${last.freeLoss.toFixed(2)} when it reads its own words.`,
  };
}

/** The cell chooses the colour; with attention the line is solid. */
function lookOf({ settings }: TextContestant): { colour: string; dash: string } {
  return {
    colour: model[settings.cell ?? "gru"].mark,
    dash: settings.attention === "none" ? "dash" : "solid",
  };
}

/** Lines with bands over the seeds: answers without any mistake, against updates. */
export function exactFigure(title: string, { config, results }: TextComparisonResult): Figure {
  const seeds = results[0].trainings.length;
  const lines = results.map(({ name, trainings }, k) => {
    const updates = trainings[0].curve.map(({ update }) => update);
    return {
      name,
      updates,
      ...lookOf(config.contestants[k]),
      ...rangeOf(updates.map((_, at) => trainings.map(({ curve }) => curve[at].exact))),
    };
  });
  return {
    data: lines.flatMap(({ name, updates, colour, dash, mean, low, high }) =>
      lineWithBand({ name, x: updates, mean, low, high, colour, dash, unit: "%{x} updates" }),
    ),
    layout: layoutOf(
      `${title} (mean and range of ${seeds} seeds)`,
      { title: "updates" },
      { title: "answers without a mistake (%)", range: [-4, 104] },
      { height: 440 },
    ),
    alt: `Answers without a mistake after training. ${lines.map(({ name, mean, updates }) => `${name}: ${mean[mean.length >> 1].toFixed(0)} % after ${updates[mean.length >> 1]} updates, ${mean[mean.length - 1].toFixed(0)} % after ${updates[mean.length - 1]}`).join("; ")}.`,
  };
}

/** Lines with bands over the seeds: right characters by the length of the text; the trained lengths are shaded. */
export function lengthFigure(
  { config, results }: TextComparisonResult,
  trained: { readonly from: number; readonly to: number },
): Figure {
  const lines = results.map(({ name, trainings }, k) => {
    const lengths = trainings[0].byLength.map(({ length }) => length);
    return {
      name,
      lengths,
      ...lookOf(config.contestants[k]),
      ...rangeOf(lengths.map((_, at) => trainings.map(({ byLength }) => byLength[at].exact))),
    };
  });
  return {
    data: lines.flatMap(({ name, lengths, colour, dash, mean, low, high }) =>
      lineWithBand({ name, x: lengths, mean, low, high, colour, dash, unit: "%{x} symbols" }),
    ),
    layout: layoutOf(
      "Reversal: how long may the text be?",
      { title: "symbols in the text (shaded: in training)", dtick: 1 },
      { title: "answers without a mistake (%)", range: [-4, 104] },
      {
        height: 460,
        shapes: [
          {
            type: "rect",
            xref: "x",
            yref: "paper",
            x0: trained.from - 0.5,
            x1: trained.to + 0.5,
            y0: 0,
            y1: 1,
            line: { width: 0 },
            fillcolor: translucent(quantity.baseline.mark, 0.15),
            layer: "below",
          },
        ],
      },
    ),
    alt: `Answers without a mistake by length, trained on ${trained.from} to ${trained.to} symbols. ${lines.map(({ name, lengths, mean }) => `${name}: ${lengths.map((length, at) => `${length}: ${mean[at].toFixed(0)} %`).join(", ")}`).join("; ")}.`,
  };
}

/** Percentages of shares[x][seed]. */
function rangeOf(shares: readonly (readonly number[])[]): { mean: number[]; low: number[]; high: number[] } {
  return {
    mean: shares.map((row) => (100 * row.reduce((sum, share) => sum + share, 0)) / row.length),
    low: shares.map((row) => 100 * Math.min(...row)),
    high: shares.map((row) => 100 * Math.max(...row)),
  };
}

interface Band {
  readonly name: string;
  readonly x: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly colour: string;
  readonly dash: string;
  readonly unit: string;
}

function lineWithBand({ name, x, mean, low, high, colour, dash, unit }: Band): object[] {
  return [
    {
      type: "scatter",
      mode: "lines",
      showlegend: false,
      hoverinfo: "skip",
      x: [...x, ...[...x].reverse()],
      y: [...high, ...[...low].reverse()],
      fill: "toself",
      line: { width: 0 },
      fillcolor: translucent(colour, 0.15),
    },
    {
      type: "scatter",
      mode: "lines+markers",
      name,
      x,
      y: mean,
      line: { color: colour, dash, width: 2.5 },
      marker: { size: 5 },
      hovertemplate: `${unit}<br>%{y:.0f} %<extra>${name}</extra>`,
    },
  ];
}
