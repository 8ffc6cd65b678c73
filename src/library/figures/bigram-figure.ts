/** Heat map: which letter follows which. */

import { colourBar, type Figure, layoutOf } from "./figure.ts";
import { heat } from "./palette.ts";

/** Symbols, and how often each follows each: table[first][second]. */
export interface BigramTable {
  readonly symbols: readonly string[];
  /** table[b][c] = p(c | b). */
  readonly table: readonly (readonly number[])[];
}

/** Where the colours are named. */
const percents = [0, 1, 5, 10, 20, 40, 60, 80, 100];

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
        // Colours by the square root: one pair that is nearly certain would leave the others in the dark.
        z: table.map((row) => row.map(Math.sqrt)),
        customdata: table.map((row, b) =>
          row.map((p, c) => `${symbols[c]} after ${symbols[b]}: ${(100 * p).toFixed(1)} %`),
        ),
        colorscale: heat.sequential,
        colorbar: {
          ...colourBar("probability (%)"),
          tickmode: "array",
          tickvals: percents.map((percent) => Math.sqrt(percent / 100)),
          ticktext: percents.map(String),
        },
        hovertemplate: "%{customdata}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Which letter follows which",
      { title: "next letter (· ends the name)", ...ticks, tickangle: 0 },
      { title: "letter (· begins the name)", autorange: "reversed", ...ticks },
      { height: 620 },
    ),
    alt: `Probability of the next letter for each of ${symbols.length} symbols. Likeliest pairs: ${likeliest.map(({ pair, p }) => `${pair} ${(100 * p).toFixed(0)}\u00a0%`).join(", ")}; the dot stands for the start and the end of a name.`,
  };
}
