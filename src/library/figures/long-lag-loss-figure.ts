/** Loss on new sequences over training, one line per seed, one colour per variant, and the best loss without memory. */

import { taskForm } from "../experiments/long-lag-tasks.ts";
import type { LongLagResult } from "../experiments/long-lag-training.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity, sweepColour } from "./palette.ts";

/** Loss in nats or as squared error over updates; the dotted line is the best loss without memory. */
export function longLagLossFigure({ config, trainings }: LongLagResult): Figure {
  const { variants, updates, task } = config;
  const { baselineLoss, output } = taskForm(task);
  const unit = "numbers" in output ? "squared error" : "nats";
  const curves = variants.flatMap(({ name }, k) =>
    trainings[k].map(({ seed, points }, s) => ({
      type: "scatter",
      mode: "lines",
      name,
      legendgroup: name,
      showlegend: s === 0,
      x: points.map(({ update }) => update),
      y: points.map(({ loss }) => loss ?? null),
      line: { color: sweepColour(variants.length === 1 ? 1 : k / (variants.length - 1)), width: 2 },
      hovertemplate: `update %{x}<br>${unit} %{y:.3f}<extra>${name}, seed ${seed}</extra>`,
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
  const title = `${task.kind[0].toUpperCase()}${task.kind.slice(1)}${"steps" in task ? `, ${task.steps} time steps` : ""}: loss on new sequences`;
  const ends = variants.map(({ name }, k) => {
    const losses = trainings[k].map(({ points }) => points[points.length - 1].loss ?? 0);
    return `${name}: ${losses.map((loss) => loss.toFixed(3)).join(", ")}`;
  });
  return {
    data: [...(baselineLoss === undefined ? [] : [baseline]), ...curves],
    layout: layoutOf(
      title,
      { title: "updates", range: [0, updates], tickformat: "," },
      { title: unit, type: "log", exponentformat: "none", dtick: 1 },
      { height: 440 },
    ),
    alt: `${title}, at the end of each training; ${ends.join("; ")}.${baselineLoss === undefined ? "" : ` Without memory ${baselineLoss.toFixed(3)}.`}`,
  };
}
