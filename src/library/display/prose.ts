/** Text and equations that a cell computes. */

import { publish } from "./publish.ts";

/** Shows an equation, written in TeX without dollar signs: `math("h_t = \\tanh(z_t)")`. */
export function math(tex: string): void {
  if (!publish({ "text/latex": `$$${tex}$$`, "text/plain": tex })) console.log(tex);
}

/** Shows Markdown; `$…$` and `$$…$$` are equations. */
export function markdown(text: string): void {
  if (!publish({ "text/markdown": text, "text/plain": text })) console.log(text);
}
