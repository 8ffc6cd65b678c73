/** The learning curve of the names model with its baselines, and its loss by position in the name. */

import type { NamesModelResult } from "../experiments/names-model.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

/** Lines: bits per character against updates, with both baselines. */
export function namesLearningFigure({ config, baselines, curve }: NamesModelResult): Figure {
  const baseline = (name: string, bits: number, dash: string): object => ({
    type: "scatter",
    mode: "lines+text",
    name: `${name}: ${bits.toFixed(2)}`,
    x: [0, config.updates],
    y: [bits, bits],
    line: { color: quantity.baseline.mark, dash, width: 2 },
    hovertemplate: `${name}: %{y:.3f} bits per character<extra></extra>`,
  });
  const last = curve[curve.length - 1];
  return {
    data: [
      baseline("any letter alike", baselines.uniform, "dot"),
      baseline("letter counts", baselines.unigram, "dashdot"),
      baseline("pair counts", baselines.bigram, "dash"),
      {
        type: "scatter",
        mode: "lines+markers",
        name: `recurrent network: ${last.bits.toFixed(2)}`,
        x: curve.map(({ update }) => update),
        y: curve.map(({ bits }) => bits),
        line: { color: model[config.cell ?? "rnn"].mark, width: 3 },
        marker: { size: 6 },
        hovertemplate: "after %{x} updates<br>%{y:.3f} bits per character<extra>recurrent network</extra>",
      },
    ],
    layout: layoutOf(
      "How well is the next letter of an unseen name predicted?",
      { title: "updates" },
      { title: "loss (bits per character)" },
      { height: 440 },
    ),
    alt:
      `Loss on unseen names over ${config.updates} updates: from ${curve[0].bits.toFixed(2)} to ${last.bits.toFixed(2)} bits per character. ` +
      `Baselines: uniform ${baselines.uniform.toFixed(2)}, unigram ${baselines.unigram.toFixed(2)}, bigram ${baselines.bigram.toFixed(2)}.`,
  };
}

/** Loss by position, for networks trained on names of different length. */
export function lossByPositionFigure(results: readonly NamesModelResult[]): Figure {
  const nameOf = ({ config }: NamesModelResult): string =>
    config.longestTrained === undefined
      ? "trained on all names"
      : `trained on names of at most ${config.longestTrained} letters`;
  const symbols = ["circle", "square"];
  return {
    data: results.map((result, k) => ({
      type: "scatter",
      mode: "lines+markers",
      name: nameOf(result),
      x: result.bitsByPosition.map((_, t) => t + 1),
      y: result.bitsByPosition,
      line: {
        color: k === 0 ? model.rnn.mark : quantity.gradient.mark,
        dash: k === 0 ? "solid" : "dash",
        width: 2.5,
      },
      marker: { symbol: symbols[k % symbols.length], size: 8 },
      hovertemplate: `character %{x}<br>%{y:.2f} bits<extra>${nameOf(result)}</extra>`,
    })),
    layout: layoutOf(
      "Loss by position in the name",
      { title: "position of the predicted character", dtick: 1 },
      { title: "loss (bits)", rangemode: "tozero" },
    ),
    alt: `Loss per position on unseen names. ${results.map((result) => `${nameOf(result).replace("trained", "Trained")}: ${result.bitsByPosition.map((bits) => bits.toFixed(1)).join(", ")}`).join(". ")}.`,
  };
}
