/** Which inputs each half of a bidirectional output has read: two maps side by side. */

import type { DirectionInfluenceResult } from "../experiments/direction-influence.ts";
import { axisOf, colourBar, type Figure, layoutOf } from "./figure.ts";
import { heat } from "./palette.ts";

/** Heat maps: output t against input s; exact zeros stay empty. */
export function directionInfluenceFigure({ config, forward, backward }: DirectionInfluenceResult): Figure {
  const steps = forward.map((_, t) => t + 1);
  const map = (change: readonly (readonly number[])[], axis: string, name: string): object => ({
    type: "heatmap",
    x: steps,
    y: steps,
    z: change.map((row) => row.map((value) => (value === 0 ? null : Math.log10(value)))),
    customdata: change,
    xaxis: `x${axis}`,
    yaxis: `y${axis}`,
    zmin: -3,
    zmax: 0,
    colorscale: heat.sequential,
    showscale: axis === "2",
    ...(axis === "2" && { colorbar: colourBar("log₁₀ change") }),
    xgap: 1,
    ygap: 1,
    hoverongaps: false,
    hovertemplate: `input %{x} moved → ${name} half of output %{y} moves by %{customdata:.2e}<extra></extra>`,
  });
  const inputs = (domain: number[]): object =>
    axisOf({ title: "input s", dtick: 1, domain, showgrid: false });
  const caption = (text: string, x: number): object => ({
    text,
    x,
    y: 1.03,
    xref: "paper",
    yref: "paper",
    xanchor: "center",
    yanchor: "bottom",
    showarrow: false,
  });
  const last = backward[config.steps - 1].filter((value) => value !== 0).length;
  return {
    data: [map(forward, "", "forward"), map(backward, "2", "backward")],
    layout: layoutOf(
      "What each half of an output has read",
      { title: "input s", dtick: 1, domain: [0, 0.46], showgrid: false },
      { title: "output t", dtick: 1, autorange: "reversed", showgrid: false },
      {
        height: 420,
        margin: { l: 64, r: 16, t: 84, b: 52 },
        xaxis2: inputs([0.54, 1]),
        yaxis2: axisOf({ title: "", dtick: 1, autorange: "reversed", anchor: "x2", showgrid: false }),
        annotations: [caption("forward half", 0.23), caption("backward half", 0.77)],
      },
    ),
    alt: `Two maps of ${config.steps} outputs by ${config.steps} inputs. The forward half of output t depends on inputs 1 to t, the backward half on inputs t to ${config.steps}. The backward half of the last output depends on ${last} input only.`,
  };
}
