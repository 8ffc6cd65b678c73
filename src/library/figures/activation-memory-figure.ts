/** What backpropagation through time holds in memory, against the length of the segments that are computed again. */

import { countActivations } from "../analysis/activation-count.ts";
import type { CountedCell } from "../analysis/parameter-count.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** A layer and a sequence. */
export interface ActivationMemory {
  readonly cell: CountedCell;
  readonly input: number;
  readonly hidden: number;
  readonly batch: number;
  readonly steps: number;
}

const megabytes = (numbers: number): number => (numbers * 4) / 1e6;

/** Lines: MB in float32 against segment length, beside the whole tape; a mark at the square root of T. */
export function activationMemoryFigure({ cell, ...size }: ActivationMemory): Figure {
  const { steps } = size;
  const segments: number[] = [];
  for (let segment = 1; segment < steps; segment *= 2) segments.push(segment);
  segments.push(steps);
  const held = (segment: number): number => megabytes(countActivations(cell, { ...size, segment }).total);
  const whole = megabytes(countActivations(cell, size).total);
  const inputs = megabytes(size.batch * steps * size.input);
  const root = Math.ceil(Math.sqrt(steps));
  const flat = (name: string, value: number, dash: string): object => ({
    type: "scatter",
    mode: "lines",
    name,
    x: [1, steps],
    y: [value, value],
    line: { color: quantity.baseline.mark, dash },
    hovertemplate: "%{y:.1f} MB<extra></extra>",
  });
  return {
    data: [
      flat("the whole tape", whole, "dash"),
      flat("the inputs alone", inputs, "dot"),
      {
        type: "scatter",
        mode: "lines+markers",
        name: "recomputed by segments",
        x: segments,
        y: segments.map(held),
        line: { color: quantity.hiddenState.mark },
        hovertemplate: "S = %{x}<br>%{y:.1f} MB<extra></extra>",
      },
      {
        type: "scatter",
        mode: "markers",
        name: `S = √T, rounded up: ${root}`,
        x: [root],
        y: [held(root)],
        marker: { color: quantity.gradient.mark, symbol: "diamond", size: 12 },
        hovertemplate: "S = %{x}<br>%{y:.1f} MB<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Too many checkpoints, or too long a segment: in between is least",
      { title: "segment length S (time steps)", type: "log", dtick: Math.log10(4), tickformat: "~g" },
      { title: "memory held (MB, float32)", rangemode: "tozero" },
    ),
    alt:
      `Memory over segment length for T = ${steps}: the whole tape takes ${whole.toFixed(1)} MB, ` +
      `segments of ${root} time steps take ${held(root).toFixed(1)} MB, of which the inputs are ${inputs.toFixed(1)} MB.`,
  };
}
