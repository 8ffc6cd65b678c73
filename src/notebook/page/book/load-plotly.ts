/** Plotly in the book: the ready-made script that the page names, which draws all figures of the chapter. */

import type { PlotlyModule } from "../figures/load-plotly.ts";
import { bookPlaces } from "./book-places.ts";
import { loadScript } from "./load-script.ts";

export async function loadPlotly(): Promise<PlotlyModule> {
  const { plotly } = bookPlaces();
  if (plotly === undefined) throw new Error("this page of the book brings no script for figures.");
  await loadScript(plotly);
  return (globalThis as unknown as { Plotly: PlotlyModule }).Plotly;
}
