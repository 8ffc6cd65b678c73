/** How much gradient reaches the input that an output is about, and how many cells it passes. */

import type { SourceGradientResult, SourceGradientRun } from "../experiments/source-gradient.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";
import { sizeText } from "./typeset.ts";

/** Above: gradient norm by output, log scale. Below: cells on the shortest way. */
export function sourceGradientFigure({ config, runs }: SourceGradientResult): Figure {
  const looks = {
    "without attention": { colour: quantity.baseline.mark, dash: "dash", symbol: "circle" },
    "with attention": { colour: model.gru.mark, dash: "solid", symbol: "square" },
  };
  const line = (
    run: SourceGradientRun,
    values: readonly number[],
    axis: "y" | "y2",
    unit: string,
  ): object => {
    const { colour, dash, symbol } = looks[run.name];
    return {
      type: "scatter",
      mode: "lines+markers",
      name: run.name,
      showlegend: axis === "y",
      x: values.map((_, t) => t + 1),
      y: values,
      yaxis: axis,
      line: { color: colour, dash, width: 2.5 },
      marker: { symbol, size: 8 },
      hovertemplate: `output %{x}<br>${unit}<extra>${run.name}</extra>`,
    };
  };
  return {
    data: runs.flatMap((run) => [
      line(run, run.norms, "y", "gradient %{y:.2e}"),
      line(run, run.cells, "y2", "%{y} cells"),
    ]),
    layout: layoutOf(
      `From an output back to the input that it is about (reversal, ${config.length} symbols, untrained)`,
      { title: "output", dtick: 1, anchor: "y2" },
      { title: "gradient norm", type: "log", exponentformat: "power", domain: [0.42, 1] },
      {
        height: 520,
        yaxis2: axisOf({ title: "cells on the way", domain: [0, 0.3], rangemode: "tozero" }),
      },
    ),
    alt: `Gradient from each output to the input that it is about, geometric mean of ${config.seeds.length} seeds. ${runs.map(({ name, norms, cells }) => `${name}: ${norms.map(sizeText).join(", ")} over ${cells.join(", ")} cells`).join("; ")}.`,
  };
}
