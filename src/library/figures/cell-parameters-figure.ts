/** Parameters of the recurrent cells as bars, with their ratio to the plain cell. */

import { type Figure, layoutOf } from "./figure.ts";
import { model } from "./palette.ts";

/** Sizes, and the count for each cell; the first is the plain one. */
export interface CountedCells {
  readonly input: number;
  readonly hidden: number;
  readonly cells: readonly {
    readonly name: string;
    readonly kind: "rnn" | "gru" | "lstm";
    readonly parameters: number;
  }[];
}

/** Bars: parameters of each cell. */
export function cellParametersFigure({ input, hidden, cells }: CountedCells): Figure {
  const [{ parameters: plain }] = cells;
  return {
    data: [
      {
        type: "bar",
        x: cells.map(({ name }) => name),
        y: cells.map(({ parameters }) => parameters),
        text: cells.map(
          ({ parameters }) =>
            `${parameters.toLocaleString("en")}<br>${Number((parameters / plain).toFixed(2))} ×`,
        ),
        textposition: "outside",
        cliponaxis: false,
        marker: { color: cells.map(({ kind }) => model[kind].mark) },
        hovertemplate: "%{x}: %{y} parameters<extra></extra>",
      },
    ],
    layout: layoutOf(
      `Parameters with ${input} inputs and ${hidden} hidden units`,
      { title: "cell" },
      { title: "parameters", range: [0, 1.2 * Math.max(...cells.map(({ parameters }) => parameters))] },
    ),
    alt: `Parameters with ${input} inputs and ${hidden} hidden units: ${cells.map(({ name, parameters }) => `${name} ${parameters}`).join(", ")}.`,
  };
}
