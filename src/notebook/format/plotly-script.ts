/** Which of plotly.js's ready-made scripts draws given figures; each sets the global `Plotly`. */

import { createRequire } from "node:module";
import type { FigureData } from "./output-html.ts";

const resolve = createRequire(import.meta.url).resolve;

const inThreeDimensions = /^(?:scatter3d|surface|mesh3d|cone|streamtube|isosurface|volume)$/;

/** What plotly.js's cartesian bundle draws. */
const flatTypes =
  /^(?:scatter|bar|pie|histogram|histogram2d|histogram2dcontour|box|violin|heatmap|image|contour|scatterternary)$/;

/** The path of the smallest one that draws them all: 0.5 MB compressed for flat figures, 1.6 MB for the others. */
export function plotlyScript(figures: readonly FigureData[]): string {
  const traces = figures.flatMap(({ data }) => data as { type?: string }[]);
  const isFlat = !traces.some((trace) => inThreeDimensions.test(trace?.type ?? ""));
  const isKnown = traces.every((trace) => flatTypes.test(trace?.type ?? "scatter"));
  return resolve(`plotly.js/dist/plotly-${isFlat && isKnown ? "cartesian" : "strict"}.min.js`);
}
