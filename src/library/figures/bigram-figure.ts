/** Heat map: which letter follows which. */

import { type Figure, layoutOf } from "./figure.ts";
import { heat } from "./palette.ts";

/** Symbols, and how often each follows each: table[first][second]. */
export interface BigramTable {
  readonly symbols: readonly string[];
  /** table[b][c] = p(c | b). */
  readonly table: readonly (readonly number[])[];
}

/** Heat map with first symbols in rows and second ones in columns. */
export function bigramFigure({ symbols, table }: BigramTable): Figure {
  const places = symbols.map((_, k) => k);
  const ticks = { tickmode: "array", tickvals: places, ticktext: symbols, showgrid: false };
  const pairs = table.flatMap((row, b) => row.map((p, c) => ({ pair: `${symbols[b]}${symbols[c]}`, p })));
  const likeliest = pairs.sort((a, b) => b.p - a.p).slice(0, 3);
  return {
    data: [
      {
        type: "heatmap",
        x: places,
        y: places,
        z: table.map((row) => row.map((p) => 100 * p)),
        customdata: table.map((row, b) => row.map((_, c) => `${symbols[c]} after ${symbols[b]}`)),
        colorscale: heat.sequential,
        colorbar: { title: { text: "probability (%)", side: "right" } },
        hovertemplate: "%{customdata}: %{z:.1f} %<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Which letter follows which",
      { title: "next letter", ...ticks },
      { title: "letter", autorange: "reversed", ...ticks },
      { height: 620 },
    ),
    alt: `Probability of the next letter for each of ${symbols.length} symbols. Likeliest pairs: ${likeliest.map(({ pair, p }) => `${pair} ${(100 * p).toFixed(0)} %`).join(", ")}.`,
  };
}
