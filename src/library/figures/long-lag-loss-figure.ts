/** Loss on new sequences over training, one line per seed, one colour per variant, and the best loss without memory. */

import { taskForm } from "../experiments/long-lag-tasks.ts";
import type { LongLagResult } from "../experiments/long-lag-training.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { titleOf } from "./long-lag-figure.ts";
import { quantity } from "./palette.ts";
import { withIndices } from "./typeset.ts";
import { solvedMark, variantStyles } from "./variant-style.ts";

/** Loss in nats or as squared error over updates; the dotted line is the best loss without memory. */
export function longLagLossFigure(result: LongLagResult): Figure {
  const { config, trainings } = result;
  const { variants, updates, task } = config;
  const { baselineLoss, output } = taskForm(task);
  const unit = "numbers" in output ? "squared error" : "nats";
  const styles = variantStyles(variants);
  const curves = variants.flatMap(({ name }, k) =>
    trainings[k].map(({ seed, points, solved }, s) => ({
      type: "scatter",
      mode: "lines+markers",
      name: withIndices(name),
      legendgroup: name,
      showlegend: s === 0,
      x: points.map(({ update }) => update),
      y: points.map(({ loss }) => loss ?? null),
      line: { ...styles[k], width: 1.8 },
      marker: solvedMark(styles[k].color, points, solved),
      hovertemplate: `update %{x}<br>${unit} %{y:.3f}<extra>${withIndices(name)}, seed ${seed}</extra>`,
    })),
  );
  const baseline = {
    type: "scatter",
    mode: "lines",
    name: "without memory",
    x: [0, updates],
    y: [baselineLoss, baselineLoss],
    line: { color: quantity.baseline.mark, dash: "dash" },
    hoverinfo: "skip",
  };
  const title = `${titleOf(result)}: loss on new sequences`;
  const ends = variants.map(({ name }, k) => {
    const losses = trainings[k].map(({ points }) => points[points.length - 1].loss ?? 0);
    return `${name}: ${losses.map((loss) => loss.toFixed(3)).join(", ")}`;
  });
  return {
    data: [...(baselineLoss === undefined ? [] : [baseline]), ...curves],
    layout: layoutOf(
      `${title} (dot: solved)`,
      { title: "updates", range: [0, 1.01 * updates], tickformat: "," },
      { title: unit, type: "log", exponentformat: "none", dtick: 1 },
      { height: 440 },
    ),
    alt: `${title}, at the end of each training: ${ends.join("; ")}.${baselineLoss === undefined ? "" : ` Without memory ${baselineLoss.toFixed(3)}.`}`,
  };
}
