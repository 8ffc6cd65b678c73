/** Surprise at names never seen, against the number of names in training: mean and range over the seeds. */

import type { DataSizeResult } from "../experiments/data-size.ts";
import { mean } from "../numeric/statistics.ts";
import { type Figure, layoutOf, logAxisAt } from "./figure.ts";
import { model, quantity, translucent } from "./palette.ts";

const looks = {
  lstm: { label: "LSTM", colour: model.lstm.mark, dash: "solid" },
  gru: { label: "GRU, same hidden size", colour: model.gru.mark, dash: "solid" },
  "wide gru": { label: "GRU, same parameters", colour: model.gru.mark, dash: "dash" },
} as const;

/** Lines: bits per character against the number of names, with the range over seeds. */
export function dataSizeFigure({ config, bigram, curves }: DataSizeResult): Figure {
  const { sizes } = config;
  const lines = curves.flatMap(({ name, bits, parameters }) => {
    const { label, colour, dash } = looks[name];
    return [
      {
        type: "scatter",
        mode: "lines",
        showlegend: false,
        hoverinfo: "skip",
        x: [...sizes, ...[...sizes].reverse()],
        y: [...bits.map((row) => Math.max(...row)), ...bits.map((row) => Math.min(...row)).reverse()],
        fill: "toself",
        line: { width: 0 },
        fillcolor: translucent(colour, 0.15),
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name: `${label} (${parameters} parameters)`,
        x: sizes,
        y: bits.map(mean),
        line: { color: colour, dash, width: 2.5 },
        hovertemplate: `%{x} names<br>%{y:.3f} bits per character<extra>${label}</extra>`,
      },
    ];
  });
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "counting pairs",
        x: sizes,
        y: bigram,
        line: { color: quantity.baseline.mark, dash: "dot" },
        hovertemplate: "%{x} names<br>%{y:.3f} bits per character<extra>counting pairs</extra>",
      },
      ...lines,
    ],
    layout: layoutOf(
      `First names: what more data brings (mean and range of ${config.seeds.length} seeds)`,
      {
        title: "names in training",
        ...logAxisAt(sizes),
      },
      { title: "surprise at new names (bits per character)" },
      { height: 480 },
    ),
    alt: `Bits per character on new names after training on ${sizes.join(", ")} names, mean of ${config.seeds.length} seeds. ${curves.map(({ name, bits }) => `${looks[name].label}: ${bits.map((row) => mean(row).toFixed(2)).join(", ")}`).join("; ")}. Counting pairs: ${bigram.map((value) => value.toFixed(2)).join(", ")}.`,
  };
}
