/** Time of forward and backward against sequence length. */

import type { BackpropagationCostResult } from "../experiments/backpropagation-cost.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";
import { sizeText } from "./typeset.ts";

/** Lines: milliseconds against time steps. */
export function backpropagationCostFigure({
  config,
  forwardMs,
  backwardMs,
  paths,
}: BackpropagationCostResult): Figure {
  const line = (name: string, y: number[], color: string, symbol: string): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: config.steps,
    y,
    line: { color },
    marker: { symbol, size: 8 },
    customdata: paths,
    hovertemplate: `T = %{x}<br>%{y:.2f} ms<br>paths: %{customdata:.1e}<extra>${name}</extra>`,
  });
  return {
    data: [
      line("forward", forwardMs, quantity.hiddenState.mark, "circle"),
      line("backward (BPTT)", backwardMs, quantity.gradient.mark, "square"),
    ],
    layout: layoutOf(
      "BPTT costs time in proportion to T",
      { title: "sequence length T (time steps)", rangemode: "tozero" },
      { title: "time (ms)", rangemode: "tozero" },
    ),
    alt:
      `Two lines over sequence length: at T = ${config.steps[config.steps.length - 1]}, ` +
      `forward ${forwardMs[forwardMs.length - 1].toFixed(1)} ms and backward ${backwardMs[backwardMs.length - 1].toFixed(1)} ms, ` +
      `while the number of paths reaches ${sizeText(paths[paths.length - 1])}.`,
  };
}
