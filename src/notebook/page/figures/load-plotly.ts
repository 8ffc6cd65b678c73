/** Loads Plotly under a content security policy that allows no style element but those with its nonce. */

import { cspNonce } from "../dom/csp-nonce.ts";

/** What the page asks of Plotly. The book takes it from a ready-made script instead (book/load-plotly.ts). */
export type PlotlyModule = typeof import("./plotly.ts")["Plotly"];

let loading: Promise<PlotlyModule> | undefined;

/** `needsWebGl`: with the traces in three dimensions. */
export async function loadPlotly(needsWebGl: boolean): Promise<PlotlyModule> {
  loading ??= load();
  const Plotly = await loading;
  if (needsWebGl) await import("./plotly-3d.ts");
  return Plotly;
}

async function load(): Promise<PlotlyModule> {
  // Plotly puts its rules into an element of this id, and would make one without a nonce.
  const style = document.createElement("style");
  style.id = "plotly.js-style-global";
  style.nonce = cspNonce();
  document.head.append(style);
  return (await import("./plotly.ts")).Plotly;
}
