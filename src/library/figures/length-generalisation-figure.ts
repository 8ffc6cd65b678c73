/** Right answers at the end of sequences longer than those in training, one line per training. */

import type { LengthGeneralisationResult } from "../experiments/length-generalisation.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";
import { countText, withIndices } from "./typeset.ts";
import { variantStyles } from "./variant-style.ts";

const symbols = ["circle-open", "square", "diamond"];

/** Share of right answers (%) over the number of time steps, one line per training. */
export function lengthGeneralisationFigure({
  config,
  baseline,
  accuracies,
}: LengthGeneralisationResult): Figure {
  const { lengths, variants, task, seeds } = config;
  const styles = variantStyles(variants);
  const lines = variants.flatMap(({ name }, k) =>
    accuracies[k].map((shares, seed) => ({
      type: "scatter",
      mode: "lines+markers",
      name: withIndices(name),
      legendgroup: name,
      showlegend: seed === 0,
      x: lengths,
      y: shares.map((share) => 100 * share),
      line: { ...styles[k], width: 2 },
      // Smaller for each variant, so that equal results do not hide each other.
      marker: { color: styles[k].color, symbol: symbols[k % symbols.length], size: Math.max(7, 15 - 4 * k) },
      hovertemplate: `%{x} steps<br>%{y:.1f} % right<extra>${withIndices(name)}, seed ${seeds[seed]}</extra>`,
    })),
  );
  const rule = task.kind === "parity" ? "Running parity" : "Brackets";
  const mean = (k: number, at: number): string =>
    ((100 * accuracies[k].reduce((sum, shares) => sum + shares[at], 0)) / seeds.length).toFixed(0);
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "without memory",
        x: [lengths[0], lengths[lengths.length - 1]],
        y: [100 * baseline, 100 * baseline],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      ...lines,
    ],
    layout: layoutOf(
      `${rule}: trained on ${task.steps} time steps, tested on more`,
      {
        title: "time steps in the test",
        type: "log",
        tickmode: "array",
        tickvals: lengths,
        ticktext: lengths.map(String),
      },
      { title: "right among the last answers (%)", range: [Math.min(45, 100 * baseline - 5), 102] },
      { height: 420 },
    ),
    alt: `${rule}, trained on ${task.steps} time steps: right answers at the end of sequences of ${lengths.join(", ")} steps, mean of ${countText(seeds.length, "seed")}. ${variants.map(({ name }, k) => `${name}: ${lengths.map((_, at) => mean(k, at)).join(", ")} %`).join("; ")}. Without memory ${(100 * baseline).toFixed(0)} %.`,
  };
}
