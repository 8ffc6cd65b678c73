/** The cliff from above with the paths of two walkers, and their losses. */

import type { CliffResult } from "../experiments/cliff.ts";
import { colourBar, type Figure, layoutOf } from "./figure.ts";
import { heat, paper, quantity } from "./palette.ts";

const colours = [quantity.gradient.mark, quantity.hiddenState.mark];
const dashes = ["dot", "solid"];

/** Contours of the loss over weight and bias, with both walks. */
export function cliffFigure({ config, ws, bs, losses, walks }: CliffResult): Figure {
  const ends = walks.map(({ name, losses: own }) => `${name}: ${own[own.length - 1].toFixed(4)}`);
  return {
    data: [
      {
        type: "contour",
        x: ws,
        y: bs,
        z: losses,
        colorscale: heat.sequential,
        contours: { coloring: "heatmap", showlines: false },
        colorbar: colourBar("loss"),
        hovertemplate: "w %{x:.2f}, b %{y:.2f}<br>loss %{z:.3f}<extra></extra>",
      },
      ...walks.flatMap(walkTraces),
      endsTrace(walks),
    ],
    layout: layoutOf(
      `The loss of one unit after ${config.steps} time steps, from above`,
      { title: "weight w", range: [config.w.from, config.w.to] },
      { title: "bias b", range: [config.b.from, config.b.to] },
      { height: 520, legend: { orientation: "h", x: 0, y: -0.14, yanchor: "top" } },
    ),
    alt: `A map of the loss over weight and bias with a sharp edge, and two descents from one start. Losses at the end: ${ends.join(", ")}.`,
  };
}

/** A walk, with a rim of paper around it: the map is dark and bright in turn, on either page. */
function walkTraces({ name, w, b, losses }: CliffResult["walks"][number], k: number): object[] {
  const line = { type: "scatter", x: w, y: b };
  return [
    { ...line, mode: "lines", line: { color: paper.light, width: 4 }, showlegend: false, hoverinfo: "skip" },
    {
      ...line,
      mode: "lines+markers",
      name,
      customdata: losses,
      line: { color: colours[k], width: 2 },
      marker: { size: 4, symbol: k === 0 ? "diamond" : "circle", color: colours[k] },
      hovertemplate: `update %{pointNumber}<br>loss %{customdata:.3f}<extra>${name}</extra>`,
    },
  ];
}

/** Where both walks start and where each of them ends. */
function endsTrace(walks: CliffResult["walks"]): object {
  const last = walks[0].w.length - 1;
  const places = [
    { w: walks[0].w[0], b: walks[0].b[0], text: "start", color: paper.light },
    ...walks.map(({ w, b }, k) => ({ w: w[last], b: b[last], text: "end", color: colours[k] })),
  ];
  return {
    type: "scatter",
    mode: "markers+text",
    showlegend: false,
    x: places.map(({ w }) => w),
    y: places.map(({ b }) => b),
    text: places.map(({ text }) => text),
    textposition: ["top right", "top left", "top center"],
    textfont: { color: paper.light, size: 14 },
    marker: { size: 11, color: places.map(({ color }) => color), line: { color: paper.light, width: 2 } },
    hoverinfo: "skip",
  };
}

/** Lines: loss against updates, one per walk. */
export function cliffLossFigure({ walks }: CliffResult): Figure {
  return {
    data: walks.map(({ name, losses }, k) => ({
      type: "scatter",
      mode: "lines",
      name,
      x: losses.map((_, update) => update),
      y: losses,
      line: { color: colours[k], dash: dashes[k], width: 2.5 },
      hovertemplate: `update %{x}<br>loss %{y:.4f}<extra>${name}</extra>`,
    })),
    layout: layoutOf(
      "Loss along the two descents",
      { title: "updates" },
      { title: "loss (no unit)", rangemode: "tozero" },
    ),
    alt: `Loss over updates for ${walks.map(({ name, losses }) => `the descent ${name}, which ends at ${losses[losses.length - 1].toFixed(4)}`).join(", and ")}.`,
  };
}
