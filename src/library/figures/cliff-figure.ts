/** The cliff from above with the paths of two walkers, and their losses. */

import type { CliffResult } from "../experiments/cliff.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { heat, quantity } from "./palette.ts";

const colours = [quantity.gradient.mark, quantity.hiddenState.mark];
const dashes = ["dot", "solid"];

/** Contours of the loss over weight and bias, with both walks. */
export function cliffFigure({ config, ws, bs, losses, walks }: CliffResult): Figure {
  const ends = walks.map(({ name, losses: own }) => `${name} ${own[own.length - 1].toFixed(4)}`);
  return {
    data: [
      {
        type: "contour",
        x: ws,
        y: bs,
        z: losses,
        colorscale: heat.sequential,
        contours: { coloring: "heatmap", showlines: false },
        colorbar: { title: { text: "loss", side: "right" } },
        hovertemplate: "w %{x:.2f}, b %{y:.2f}<br>loss %{z:.3f}<extra></extra>",
      },
      ...walks.map(({ name, w, b, losses: own }, k) => ({
        type: "scatter",
        mode: "lines+markers",
        name,
        x: w,
        y: b,
        customdata: own,
        line: { color: colours[k], dash: dashes[k], width: 2.5 },
        marker: { size: 5, symbol: k === 0 ? "diamond" : "circle", color: colours[k] },
        hovertemplate: `update %{pointNumber}<br>loss %{customdata:.3f}<extra>${name}</extra>`,
      })),
    ],
    layout: layoutOf(
      `The loss of one unit after ${config.steps} time steps, from above`,
      { title: "w", range: [config.w.from, config.w.to] },
      { title: "b", range: [config.b.from, config.b.to] },
      { height: 520 },
    ),
    alt: `A map of the loss over weight and bias with a sharp edge, and two descents from one start. Losses at the end: ${ends.join(", ")}.`,
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
