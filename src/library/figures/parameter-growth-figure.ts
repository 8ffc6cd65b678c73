/** Parameters against sequence length: flat with a loop, rising without. */

import type { ParameterGrowthResult } from "../experiments/parameter-growth.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

/** Lines: parameters against time steps. */
export function parameterGrowthFigure({ config, recurrent, feedForward }: ParameterGrowthResult): Figure {
  const hover = "T = %{x}<br>%{y:,} parameters";
  const line = (name: string, y: number[], color: string, dash: string): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: config.steps,
    y,
    line: { color, dash },
    hovertemplate: `${hover}<extra>${name}</extra>`,
  });
  return {
    data: [
      line("feed-forward layer on all T inputs", feedForward, quantity.baseline.mark, "dot"),
      line("recurrent cell", recurrent, model.rnn.mark, "solid"),
    ],
    layout: layoutOf(
      "Parameters needed to read a sequence",
      { title: "sequence length T (time steps)" },
      { title: "parameters", rangemode: "tozero", tickformat: "," },
    ),
    alt:
      `Two lines over sequence length. The recurrent cell stays at ${recurrent[0]} parameters; ` +
      `the feed-forward layer rises in proportion to ${feedForward[feedForward.length - 1]} at T = ${config.steps[config.steps.length - 1]}.`,
  };
}
