/** New state against old state of one GRU unit: one line per update gate, a slider for the reset gate. */

import type { GruGateSweepResult } from "../experiments/gru-gate-sweep.ts";
import { type Figure, layoutOf, sliderOf } from "./figure.ts";
import { quantity, sweepColour } from "./palette.ts";
import { minusText } from "./typeset.ts";

/** Lines: new state against old one; each frame is one reset gate. */
export function gruGateSweepFigure({ config, h }: GruGateSweepResult): Figure {
  const { resets, updates, states, fromInput, recurrentWeight } = config;
  // Drawn last: with z = 1 the new state lies on it.
  const same = {
    type: "scatter",
    mode: "lines",
    name: "h = h₋",
    x: [states[0], states[states.length - 1]],
    y: [states[0], states[states.length - 1]],
    line: { color: quantity.baseline.mark, dash: "dash" },
    hoverinfo: "skip",
  };
  const lines = (reset: number): object[] =>
    updates.map((z, k) => ({
      type: "scatter",
      mode: "lines",
      name: `z = ${z}`,
      x: states,
      y: h[reset][k],
      line: { color: sweepColour(updates.length === 1 ? 1 : k / (updates.length - 1)), width: 2.5 },
      hovertemplate: `h₋ = %{x:.2f}<br>h = %{y:.2f}<extra>z = ${z}</extra>`,
    }));
  const active = resets.length - 1;
  const { frames, sliders } = sliderOf(
    "reset gate r =",
    resets.map((r, k) => ({ label: String(r), data: [...lines(k), same] })),
    active,
  );
  return {
    data: [...lines(active), same],
    layout: layoutOf(
      "What one unit makes of its past",
      { title: "old state h₋", range: [-1, 1] },
      { title: "new state h", range: [-1.05, 1.05] },
      { height: 520, legend: { orientation: "v", x: 1.02, y: 1 }, sliders },
    ),
    frames,
    alt: `New state against old state of a GRU unit with n = tanh(${minusText(fromInput)} + r · ${recurrentWeight} · h₋), for update gates ${updates.join(", ")} and reset gates ${resets.join(", ")}. With z = 1 the new state is the old one for every r; with z = 0 and r = 0 it does not depend on the old one.`,
  };
}
