/** What a recurrent layer and self-attention cost as the sequence grows. */

import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";
import { sizeText } from "./typeset.ts";

/** One kind of layer: multiplications in all, and how many operations must wait for each other. */
export interface LayerCost {
  readonly name: string;
  readonly lengths: readonly number[];
  readonly multiplications: readonly number[];
  readonly sequential: readonly number[];
}

/** Left: multiplications; right: steps that must wait for each other. Both axes logarithmic. */
export function attentionCostFigure(costs: readonly LayerCost[]): Figure {
  const colours = [model.rnn.mark, quantity.gradient.mark];
  const line = ({ name, lengths }: LayerCost, k: number, values: readonly number[], side: 1 | 2): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    showlegend: side === 1,
    x: lengths,
    y: values,
    ...(side === 2 && { xaxis: "x2", yaxis: "y2" }),
    line: { color: colours[k % colours.length], dash: k === 0 ? "solid" : "dash", width: 2.5 },
    hovertemplate: `%{x} time steps<br>%{y}<extra>${name}</extra>`,
  });
  const log = { type: "log", dtick: 1, exponentformat: "power" };
  return {
    data: costs.flatMap((cost, k) => [
      line(cost, k, cost.multiplications, 1),
      line(cost, k, cost.sequential, 2),
    ]),
    layout: layoutOf(
      "Cheap and serial, or dear and parallel",
      { title: "time steps", domain: [0, 0.4], ...log },
      { title: "multiplications", ...log },
      {
        height: 420,
        xaxis2: axisOf({ title: "time steps", domain: [0.62, 1], anchor: "y2", ...log }),
        yaxis2: axisOf({ title: "steps one after the other", anchor: "x2", ...log }),
      },
    ),
    alt: `Cost against length. ${costs.map(({ name, lengths, multiplications, sequential }) => `${name}: ${lengths.map((length, k) => `${length} time steps ${sizeText(multiplications[k])} multiplications, ${sequential[k]} one after the other`).join("; ")}`).join(". ")}.`,
  };
}
