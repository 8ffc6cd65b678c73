/** The states of one GRU, spelled in several ways, beside what they differ by; a slider switches the spelling. */

import type { GruConventionRun, GruConventionsResult } from "../experiments/gru-conventions.ts";
import { axisOf, colourBar, type Figure, layoutOf, sliderOf, titleAtTop } from "./figure.ts";

const title = "One network, five spellings";

const updateText = { cho: "h = (1 − z) ⊙ n + z ⊙ h₋", chung: "h = (1 − z) ⊙ h₋ + z ⊙ n" } as const;
const resetText = { after: "n = tanh(a + r ⊙ (h₋ W))", before: "n = tanh(a + (r ⊙ h₋) W)" } as const;

/** Two heat maps, states and differences; each frame is one spelling. */
export function gruConventionsFigure({ config, runs }: GruConventionsResult): Figure {
  const units = Array.from({ length: config.hidden }, (_, unit) => unit + 1);
  const times = Array.from({ length: config.steps }, (_, t) => t + 1);
  const byUnit = (rows: readonly (readonly number[])[]): number[][] =>
    units.map((_, unit) => rows.map((row) => row[unit]));
  const map = (z: number[][], side: 1 | 2, what: string): object => ({
    type: "heatmap",
    x: times,
    y: units,
    z,
    ...(side === 2 && { xaxis: "x2" }),
    zmin: -1,
    zmax: 1,
    coloraxis: "coloraxis",
    hovertemplate: `step %{x}, unit %{y}<br>${what} %{z:.3f}<extra></extra>`,
  });
  const traces = (run: GruConventionRun): object[] => [
    map(byUnit(run.states), 1, "h"),
    map(byUnit(run.differences), 2, "difference"),
  ];
  const notes = (run: GruConventionRun): object[] => [
    note(0, `${updateText[run.update]}<br>${resetText[run.reset]}`, "left", 22),
    note(0.23, "states h"),
    note(0.77, `difference${run.weights === "r held open" ? ", r = 1" : ""}: ${sizeText(run)}`),
  ];
  const frames = runs.map((run) => ({
    label: run.name,
    data: traces(run),
    layout: { annotations: notes(run) },
  }));
  return {
    data: traces(runs[0]),
    layout: layoutOf(
      title,
      { title: "time step", domain: [0, 0.46], dtick: 4 },
      { title: "unit", dtick: 1 },
      {
        title: titleAtTop(title),
        height: 464,
        margin: { l: 64, r: 16, t: 104, b: 52 },
        xaxis2: axisOf({ title: "time step", domain: [0.54, 1], dtick: 4, anchor: "y" }),
        coloraxis: { colorscale: "RdBu", cmin: -1, cmax: 1, colorbar: colourBar("value") },
        annotations: notes(runs[0]),
        ...{ sliders: sliderOf("spelling:", frames).sliders },
      },
    ),
    frames: sliderOf("spelling:", frames).frames,
    alt: `States of a GRU with ${config.hidden} units over ${config.steps} time steps, and their difference from Cho's spelling. ${runs.map((run) => `${run.name}: ${sizeText(run)}`).join("; ")}.`,
  };
}

const sizeText = ({ largestDifference }: GruConventionRun): string =>
  largestDifference < 1e-12 ? "none" : `up to ${largestDifference.toFixed(2)}`;

const note = (x: number, text: string, xanchor = "center", yshift = 0): object => ({
  x,
  y: 1.02,
  xref: "paper",
  yref: "paper",
  xanchor,
  yshift,
  align: xanchor,
  yanchor: "bottom",
  showarrow: false,
  text,
});
