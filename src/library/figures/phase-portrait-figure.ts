/** Where two hidden units go, step by step, from several starts; a slider sets the gain. */

import type { PhasePortrait, PhasePortraitResult } from "../experiments/phase-portrait.ts";
import { type Figure, layoutOf, sliderOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

/** Arrows are drawn at this share of the true step, so that they do not cross. */
const ARROW_SHARE = 0.35;

/** Trajectories in the plane of two units; each frame is one gain. */
export function phasePortraitFigure({ config, portraits }: PhasePortraitResult): Figure {
  const slider = sliderOf(
    "gain",
    portraits.map((portrait) => ({ label: String(portrait.gain), data: tracesOf(portrait) })),
  );
  const axis = { range: [-1.1, 1.1], dtick: 0.5, zeroline: true };
  return {
    data: tracesOf(portraits[0]),
    layout: layoutOf(
      "Where two units go when nothing more comes in",
      { title: "h₁", ...axis, constrain: "domain" },
      { title: "h₂", ...axis, scaleanchor: "x" },
      { height: 560, showlegend: false, sliders: slider.sliders },
    ),
    frames: slider.frames,
    alt:
      `Phase portraits of h ← tanh(h Wh) for gains ${portraits.map(({ gain }) => gain).join(", ")}, a rotation by ${config.angle.toFixed(2)} radians per step. ` +
      "Below gain 1 every path spirals into the origin; above 1 paths leave the origin and settle on a closed curve.",
  };
}

function tracesOf({ gain, arrows, paths }: PhasePortrait): object[] {
  const xs: (number | null)[] = [];
  const ys: (number | null)[] = [];
  for (const { from, to } of arrows) {
    xs.push(from[0], from[0] + ARROW_SHARE * (to[0] - from[0]), null);
    ys.push(from[1], from[1] + ARROW_SHARE * (to[1] - from[1]), null);
  }
  return [
    {
      type: "scatter",
      mode: "lines",
      x: xs,
      y: ys,
      line: { color: translucent(quantity.baseline.mark, 0.7), width: 1.5 },
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "markers",
      x: arrows.map(({ from }) => from[0]),
      y: arrows.map(({ from }) => from[1]),
      marker: { color: quantity.baseline.mark, size: 3 },
      hoverinfo: "skip",
    },
    ...paths.map((path, start) => ({
      type: "scatter",
      mode: "lines+markers",
      x: path.map(([h1]) => h1),
      y: path.map(([, h2]) => h2),
      line: { color: translucent(quantity.hiddenState.mark, 0.85), width: 1.5 },
      marker: { color: quantity.hiddenState.mark, size: path.map((_, t) => (t === 0 ? 11 : 4.5)) },
      hovertemplate: `gain ${gain}, start ${start + 1}<br>step %{pointNumber}: (%{x:.2f}, %{y:.2f})<extra></extra>`,
    })),
  ];
}
