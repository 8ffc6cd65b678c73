/**
 * A figure as HTML that draws itself in any Jupyter client, offline and without an extension. The first one
 * of a notebook carries Plotly (1.4 MB), the others use it; so does the first one when its cell runs again.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { escapeHtml } from "./escape-html.ts";
import type { ShowingCell } from "./publish.ts";

export interface OfflineFigure {
  readonly data: readonly object[];
  readonly layout: object;
  readonly frames?: readonly object[];
  readonly config: object;
  readonly alt: string;
}

const usualHeight = 400;
const noPlotly =
  "This figure needs Plotly, which the first figure of the notebook carries: run all cells from the top.";

/** The cell that carries Plotly. */
let carrier: ShowingCell | undefined;
let figures = 0;

/** HTML of a figure that `cell` shows. */
export function offlineFigure(
  { data, layout, frames = [], config, alt }: OfflineFigure,
  cell: ShowingCell,
): string {
  const isCarrier = carrier === undefined || (cell.code === carrier.code && cell.run !== carrier.run);
  if (isCarrier) carrier = cell;
  const id = `unrolled-figure-${process.pid}-${++figures}`;
  const { height = usualHeight } = layout as { height?: number };
  const settings = { ...config, responsive: true, displaylogo: false };
  const call = [id, data, layout, settings, frames, noPlotly].map(scriptJson).join(", ");
  return [
    '<figure class="tex2jax_ignore" style="margin: 0">',
    `<div id="${id}" role="img" aria-label="${escapeHtml(alt)}" style="min-height: ${height}px"></div>`,
    `<figcaption>${escapeHtml(alt)}</figcaption></figure>`,
    isCarrier ? `<script>${plotly()}</script>` : "",
    `<script>(${draw})(${call});</script>`,
  ].join("\n");
}

/** Runs in the page; plain JavaScript, because a page takes its text as it is. */
const draw = `function (id, data, layout, config, frames, noPlotly) {
  var place = document.getElementById(id);
  if (!window.Plotly) { place.textContent = noPlotly; return; }
  window.Plotly.newPlot(place, data, layout, config).then(function () {
    if (frames.length > 0) return window.Plotly.addFrames(place, frames);
  });
}`;

/** The bundle; hidden from module loaders in the page, such as the one of Jupyter Notebook. */
function plotly(): string {
  const path = createRequire(import.meta.url).resolve("plotly.js/dist/plotly-cartesian.min.js");
  const text = readFileSync(path, "utf8").replaceAll("</script", "<\\/script");
  return `(function (module, exports, define) {\n${text}\n}).call(window);`;
}

/** JSON that can stand in a script element. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");
