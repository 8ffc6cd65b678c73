/** Which predictions count: one row per sequence, one column per time step. */

import { type Figure, layoutOf } from "./figure.ts";
import { presenceScale, quantity } from "./palette.ts";

/** Words, which of their time steps count, and their names. */
export interface MaskTable {
  readonly words: readonly string[];
  /** masks[t][row]: 1 counts, 0 is padding. */
  readonly masks: readonly ArrayLike<number>[];
  /** labels[t][row]: what is to be predicted there. */
  readonly labels: readonly (readonly string[])[];
}

/** Heat map of a mask, with the symbols written in. */
export function maskFigure({ words, masks, labels }: MaskTable): Figure {
  const rows = words.map((_, row) => row);
  const steps = masks.map((_, t) => t + 1);
  const counted = masks.reduce((sum, mask) => sum + Array.from(mask).reduce((a, b) => a + b, 0), 0);
  return {
    data: [
      {
        type: "heatmap",
        x: steps,
        y: rows,
        z: rows.map((row) => masks.map((mask) => mask[row])),
        text: rows.map((row) => labels.map((label, t) => (masks[t][row] ? label[row] : ""))),
        texttemplate: "%{text}",
        colorscale: presenceScale(quantity.gradient),
        zmin: 0,
        zmax: 1,
        showscale: false,
        xgap: 1,
        ygap: 1,
        hovertemplate: "%{y}, step %{x}: counts %{z}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Which predictions count in the loss",
      { title: "time step", tickvals: steps, showgrid: false, zeroline: false },
      {
        title: "example",
        tickmode: "array",
        tickvals: rows,
        ticktext: words,
        autorange: "reversed",
        showgrid: false,
        zeroline: false,
      },
      { height: 180 + 34 * words.length },
    ),
    alt: `A table of ${words.length} sequences by ${steps.length} time steps; ${counted} of ${words.length * steps.length} places count, the others are padding.`,
  };
}
