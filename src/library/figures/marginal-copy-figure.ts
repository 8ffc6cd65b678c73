/** What scheduled sampling learns of a distribution over two characters, and the bits that it loses. */

import type { MarginalCopyResult } from "../experiments/marginal-copy.ts";
import { axisOf, colourBar, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { heat, quantity } from "./palette.ts";

/** Heat maps: the second character after each first one, the truth beside what was learned; a slider chooses ε. */
export function marginalCopyFigure({ conditional, runs }: MarginalCopyResult): Figure {
  const letters = conditional.map((_, k) => String.fromCharCode(97 + k));
  const map = (z: readonly (readonly number[])[], axis: "x" | "x2", name: string): object => ({
    type: "heatmap",
    name,
    x: letters,
    y: letters,
    z,
    xaxis: axis,
    zmin: 0,
    zmax: 1,
    colorscale: heat.sequential,
    showscale: axis === "x2",
    colorbar: colourBar("probability"),
    text: z.map((row) => row.map((p) => p.toFixed(2))),
    texttemplate: "%{text}",
    hovertemplate: `after %{y} comes %{x}: %{z:.3f}<extra>${name}</extra>`,
  });
  const frames = runs.map(({ truthShare, conditional: learned }) => ({
    label: truthShare.toFixed(2),
    data: [map(conditional, "x", "truth"), map(learned, "x2", "learned")],
  }));
  const slider = sliderOf("share of truth ε =", frames);
  const rows = (table: readonly (readonly number[])[]): string =>
    table.map((row, z) => `after ${letters[z]} ${row.map((p) => p.toFixed(2)).join(" ")}`).join("; ");
  return {
    data: frames[0].data,
    layout: layoutOf(
      "The second character, given the first",
      { title: "second", domain: [0, 0.45], showgrid: false },
      { title: "first character read", autorange: "reversed", showgrid: false },
      {
        height: 460,
        margin: { l: 64, r: 16, t: 76, b: 130 },
        annotations: [caption("truth", 0.225), caption("learned", 0.775)],
        xaxis2: axisOf({
          title: "second",
          domain: [0.55, 1],
          anchor: "y",
          showgrid: false,
        }),
        sliders: slider.sliders,
      },
    ),
    frames: slider.frames,
    alt: `Probability of the second character. Truth: ${rows(conditional)}. ${runs.map(({ truthShare, conditional: learned }) => `Learned with a share of truth of ${truthShare}: ${rows(learned)}`).join(". ")}.`,
  };
}

/** What a map is of, above its middle. */
const caption = (text: string, x: number): object => ({
  text,
  x,
  y: 1.02,
  xref: "paper",
  yref: "paper",
  xanchor: "center",
  yanchor: "bottom",
  showarrow: false,
});

/** Line: bits lost per text against ε. */
export function marginalLossFigure({ runs }: MarginalCopyResult): Figure {
  return {
    data: [
      {
        type: "scatter",
        mode: "lines+markers",
        name: "bits lost",
        x: runs.map(({ truthShare }) => truthShare),
        y: runs.map(({ divergence }) => Math.max(0, divergence)),
        line: { color: quantity.gradient.mark, width: 2.5 },
        marker: { size: 8 },
        hovertemplate: "ε = %{x}<br>%{y:.3f} bits per text<extra></extra>",
      },
    ],
    layout: layoutOf(
      "What scheduled sampling loses at its own optimum",
      { title: "share of truth ε", autorange: "reversed" },
      { title: "bits lost per text", rangemode: "tozero" },
      { height: 340 },
    ),
    alt: `Bits lost per text at the optimum of scheduled sampling. ${runs.map(({ truthShare, divergence }) => `ε = ${truthShare}: ${Math.max(0, divergence).toFixed(3)}`).join("; ")}.`,
  };
}
