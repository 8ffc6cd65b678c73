/** A batch of one-hot sequences, [batch, symbols] at each time step; a slider moves through time. */

import { type Figure, layoutOf, sliderOf } from "./figure.ts";
import { presenceScale, quantity } from "./palette.ts";

/** Sequences, their symbols, and one slice [batch, symbols] per time step. */
export interface SequenceCube {
  /** One word per row of the batch; row r is read one letter per time step. */
  readonly words: readonly string[];
  /** Names of the columns. */
  readonly symbols: readonly string[];
  /** slices[t][row][column]. */
  readonly slices: readonly (readonly (readonly number[])[])[];
}

/** Heat map of one slice; each frame is one time step. */
export function sequenceCubeFigure({ words, symbols, slices }: SequenceCube): Figure {
  const columns = symbols.map((_, c) => c);
  const rows = words.map((_, r) => r);
  const traces = (slice: readonly (readonly number[])[]): object[] => [
    {
      type: "heatmap",
      x: columns,
      y: rows,
      z: slice,
      text: slice.map((row) => row.map((value, column) => (value > 0 ? symbols[column] : ""))),
      texttemplate: "%{text}",
      zmin: 0,
      zmax: 1,
      colorscale: presenceScale(quantity.input),
      showscale: false,
      xgap: 1,
      ygap: 1,
      customdata: words.map((word) => symbols.map((symbol) => `${word}, column ${symbol}`)),
      hovertemplate: "%{customdata}: %{z}<extra></extra>",
    },
  ];
  const frames = slices.map((slice, t) => ({ label: String(t + 1), data: traces(slice) }));
  const slider = sliderOf("time step", frames);
  return {
    data: frames[0].data,
    layout: layoutOf(
      "One time step of a batch of names",
      {
        title: "feature (one column per letter)",
        tickmode: "array",
        tickvals: columns,
        ticktext: symbols,
        tickangle: 0,
        showgrid: false,
        zeroline: false,
      },
      {
        title: "example",
        tickmode: "array",
        tickvals: rows,
        ticktext: words,
        autorange: "reversed",
        showgrid: false,
        zeroline: false,
      },
      { height: 200 + 34 * words.length, sliders: slider.sliders },
    ),
    frames: slider.frames,
    alt: `Slices [batch ${words.length}, features ${symbols.length}] of ${slices.length} time steps. In each row one column is 1: the letter that this name has at that time step.`,
  };
}
