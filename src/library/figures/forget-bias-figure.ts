/** Gradient norm by lag for several forget biases: all at once, and one at a time with the direct path beside it. */

import type {
  ForgetBiasCurve,
  ForgetBiasRun,
  ForgetBiasSweepResult,
} from "../experiments/forget-bias-sweep.ts";
import { median } from "../numeric/statistics.ts";
import { type Figure, layoutOf, legendLowerLeft, sliderOf } from "./figure.ts";
import { quantity, sweepColour, translucent } from "./palette.ts";
import { sizeText, withIndices } from "./typeset.ts";

const lagAxis = { title: "lag (time steps back from the loss)" };
const normAxis = { title: "‖∂L/∂(h, c)‖ (relative to lag 0)", type: "log", exponentformat: "power" };

/** Median over the seeds, one line per bias. */
export function forgetBiasFigure({ config, curves }: ForgetBiasSweepResult): Figure {
  const lags = lagsOf(curves);
  const last = lags.length - 1;
  const numbered = curves.filter(({ bias }) => typeof bias === "number");
  const traces = curves.map((curve) => {
    const at = numbered.indexOf(curve);
    const colour = at < 0 ? quantity.forgetGate.mark : sweepColour(at / Math.max(1, numbered.length - 1));
    return {
      type: "scatter",
      mode: "lines",
      name: withIndices(curve.name),
      x: lags,
      y: middleOf(curve, "full"),
      line: { color: colour, width: 2.5, dash: at < 0 ? "dash" : "solid" },
      hovertemplate: `lag %{x}<br>median %{y:.1e}<extra>${withIndices(curve.name)}</extra>`,
    };
  });
  return {
    data: traces,
    layout: layoutOf(
      `Gradient of an untrained LSTM by forget bias (median of ${config.seeds.length} seeds)`,
      lagAxis,
      { ...normAxis, range: [-45, 4] },
      { height: 480 },
    ),
    alt: `Gradient norm over lag on a logarithmic axis. Median after ${last} steps: ${curves.map((curve) => `${curve.name}: ${sizeText(middleOf(curve, "full")[last])}`).join("; ")}.`,
  };
}

/** Every seed as a line, the direct path dashed; a slider chooses the bias. */
export function forgetBiasSliderFigure({ config, curves }: ForgetBiasSweepResult): Figure {
  const lags = lagsOf(curves);
  const frames = curves.map((curve) => ({ label: curve.name, data: pathsOf(curve, lags) }));
  const first = Math.max(
    0,
    curves.findIndex(({ bias }) => bias === 1),
  );
  const slider = sliderOf("", frames, first);
  return {
    data: frames[first].data,
    layout: layoutOf(
      "The direct path, and all paths together",
      lagAxis,
      { ...normAxis, range: [-45, 4] },
      { height: 520, sliders: slider.sliders, legend: legendLowerLeft },
    ),
    frames: slider.frames,
    alt: `For each of ${curves.map(({ name }) => name).join(", ")}: the gradient norms of ${config.seeds.length} seeds over lag, along all paths and along the direct path alone. With small biases both fall in parallel; with large ones the full gradient grows while the direct path stays level or falls slowly.`,
  };
}

function pathsOf({ runs }: ForgetBiasCurve, lags: number[]): object[] {
  const line = (run: ForgetBiasRun, k: number, kind: "full" | "direct"): object => ({
    type: "scatter",
    mode: "lines",
    name: kind === "full" ? "all paths" : "direct path (product of forget gates)",
    legendgroup: kind,
    showlegend: k === 0,
    x: lags,
    y: run[kind],
    line:
      kind === "full"
        ? { color: translucent(quantity.gradient.mark, 0.85), width: 1.5 }
        : { color: translucent(quantity.forgetGate.mark, 0.9), width: 2, dash: "dash" },
    hovertemplate: `lag %{x}<br>%{y:.1e}<extra>seed ${run.seed}, ${kind === "full" ? "all paths" : "direct"}</extra>`,
  });
  return [...runs.map((run, k) => line(run, k, "full")), ...runs.map((run, k) => line(run, k, "direct"))];
}

const lagsOf = (curves: readonly ForgetBiasCurve[]): number[] => curves[0].runs[0].full.map((_, lag) => lag);

function middleOf({ runs }: ForgetBiasCurve, kind: "full" | "direct"): number[] {
  return runs[0][kind].map((_, lag) => median(runs.map((run) => run[kind][lag])));
}
