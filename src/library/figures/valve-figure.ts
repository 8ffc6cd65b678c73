/** A sigmoid as a valve, and what two valves do to a cell state. */

import type { ValveTable } from "../experiments/steady-gates.ts";
import { axisOf, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { heat, quantity } from "./palette.ts";

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** Left: σ(a) with the chosen a. Right: a signal before and after the valve. A slider sets a. */
export function valveFigure(): Figure {
  const settings = [-6, -4, -2, -1, 0, 1, 2, 4, 6];
  const slider = sliderOf(
    "a =",
    settings.map((a) => ({ label: String(a), data: valveTraces(a) })),
    settings.indexOf(0),
  );
  return {
    data: valveTraces(0),
    layout: layoutOf(
      "A valve: σ(a) · x",
      { title: "a (set by weights)", domain: [0, 0.4] },
      { title: "σ(a)", range: [-0.05, 1.05] },
      {
        height: 440,
        xaxis2: axisOf({ title: "time step", domain: [0.6, 1], anchor: "y2" }),
        yaxis2: axisOf({ title: "signal", range: [-1.15, 1.15], anchor: "x2" }),
        legend: { orientation: "h", x: 1, xanchor: "right", y: 1, yanchor: "bottom" },
        sliders: slider.sliders,
      },
    ),
    frames: slider.frames,
    alt: `The sigmoid σ(a) and a wave multiplied by it. With a = −6 the valve lets ${(100 * sigmoid(-6)).toFixed(1)} % through, with 0 half, and with 6 it lets ${(100 * sigmoid(6)).toFixed(1)} % through.`,
  };
}

function valveTraces(a: number): object[] {
  const open = sigmoid(a);
  const curve = Array.from({ length: 81 }, (_, k) => -8 + k / 5);
  const steps = Array.from({ length: 49 }, (_, k) => k / 2);
  const wave = steps.map((t) => Math.sin(t / 2) * Math.cos(t / 11));
  const line = { type: "scatter", mode: "lines" };
  return [
    {
      ...line,
      x: curve,
      y: curve.map(sigmoid),
      line: { color: quantity.inputGate.mark, width: 2.5 },
      showlegend: false,
      hovertemplate: "σ(%{x:.1f}) = %{y:.3f}<extra></extra>",
    },
    {
      type: "scatter",
      mode: "markers+text",
      x: [a],
      y: [open],
      text: [` ${open.toFixed(3)}`],
      textposition: a <= -4 ? "top center" : a >= 4 ? "bottom center" : "bottom right",
      cliponaxis: false,
      marker: { color: quantity.inputGate.mark, size: 13 },
      showlegend: false,
      hovertemplate: "σ(%{x}) = %{y:.3f}<extra></extra>",
    },
    {
      ...line,
      name: "x",
      x: steps,
      y: wave,
      xaxis: "x2",
      yaxis: "y2",
      line: { color: quantity.baseline.mark, dash: "dot", width: 1.5 },
      hovertemplate: "step %{x}<br>%{y:.2f}<extra>x</extra>",
    },
    {
      ...line,
      name: "σ(a) · x",
      x: steps,
      y: wave.map((x) => open * x),
      xaxis: "x2",
      yaxis: "y2",
      line: { color: quantity.inputGate.mark, width: 2.5 },
      hovertemplate: "step %{x}<br>%{y:.2f}<extra>σ(a) · x</extra>",
    },
  ];
}

/** The cell state after one time step, for each pair of shut and open valves. */
export function valveTableFigure({ cPrev, g, rows }: ValveTable): Figure {
  const at = (f: 0 | 1, i: 0 | 1): ValveTable["rows"][number] =>
    rows.find((row) => row.f === f && row.i === i) as ValveTable["rows"][number];
  const grid = ([1, 0] as const).map((f) => ([0, 1] as const).map((i) => at(f, i)));
  const most = Math.max(...rows.map(({ c }) => Math.abs(c)));
  return {
    data: [
      {
        type: "heatmap",
        x: ["i = 0 (shut)", "i = 1 (open)"],
        y: ["f = 1 (open)", "f = 0 (shut)"],
        z: grid.map((row) => row.map(({ c }) => c)),
        text: grid.map((row) => row.map(({ deed, c }) => `<b>${deed}</b><br>c = ${c.toFixed(2)}`)),
        texttemplate: "%{text}",
        textfont: { size: 15 },
        zmin: -1.6 * most,
        zmax: 1.6 * most,
        zmid: 0,
        colorscale: heat.diverging,
        xgap: 3,
        ygap: 3,
        showscale: false,
        hovertemplate: "%{y}, %{x}: c = %{z:.2f}<extra></extra>",
      },
    ],
    layout: layoutOf(
      `Two valves, four deeds (c₋ = ${cPrev}, g = ${g})`,
      { title: "input gate", side: "bottom", showgrid: false },
      { title: "forget gate", autorange: "reversed", showgrid: false },
      { height: 340 },
    ),
    alt: `Cell state after one time step from c₋ = ${cPrev} with candidate ${g}: ${rows.map(({ f, i, deed, c }) => `f = ${f}, i = ${i}: ${deed}, c = ${c.toFixed(2)}`).join("; ")}.`,
  };
}
