/** How well truncated gradients point. */

import type { TruncationBiasResult } from "../experiments/truncation-bias.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { sweepColour } from "./palette.ts";

const symbols = ["circle", "square", "diamond", "triangle-up"];

/** Lines: cosine with the whole gradient against the reach, one per gain. */
export function truncationBiasFigure({ config, curves }: TruncationBiasResult): Figure {
  return {
    data: curves.map(({ gain, cosines, ratios }, k) => ({
      type: "scatter",
      mode: "lines+markers",
      name: `gain ${gain}`,
      x: config.reaches,
      y: cosines,
      customdata: ratios,
      line: { color: sweepColour(curves.length === 1 ? 0 : k / (curves.length - 1)), width: 2.5 },
      marker: { symbol: symbols[k % symbols.length], size: 8 },
      hovertemplate: `reach %{x}<br>cosine %{y:.2f}, length × %{customdata:.2f}<extra>gain ${gain}</extra>`,
    })),
    layout: layoutOf(
      "Does a truncated gradient point the right way?",
      {
        title: "reach k (time steps, log scale)",
        type: "log",
        tickvals: config.reaches,
      },
      { title: "cosine with the full gradient", range: [0, 1.05] },
      { height: 420 },
    ),
    alt: `Cosine between truncated and full gradient over the reach. At reach ${config.reaches[0]}: ${curves.map(({ gain, cosines }) => `gain ${gain}: ${cosines[0].toFixed(2)}`).join("; ")}; at the full length all are 1.`,
  };
}
