/** Loads Plotly under a content security policy that allows no style element but those with its nonce. */

import { cspNonce } from "../dom/csp-nonce.ts";

export async function loadPlotly(): Promise<typeof import("./plotly.ts")> {
  // Plotly puts its rules into an element of this id, and would make one without a nonce.
  const style = document.createElement("style");
  style.id = "plotly.js-style-global";
  style.nonce = cspNonce();
  document.head.append(style);
  return await import("./plotly.ts");
}
