/** How open the two gates of a GRU are: share of all units and time steps, before and after training. */

import type { GruReaderResult } from "../experiments/gru-reader.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** Histograms of both gates, before and after training. */
export function gruReaderFigure({ config, before, after }: GruReaderResult): Figure {
  const centres = Array.from({ length: config.bins }, (_, bin) => (bin + 0.5) / config.bins);
  const panel = (gate: "reset" | "update", axis: string): object[] => {
    const colour = quantity[gate === "reset" ? "resetGate" : "updateGate"].mark;
    const letter = gate === "reset" ? "r" : "z";
    const shared = { x: centres, yaxis: axis };
    const hover = `${letter} near %{x:.2f}<br>%{y:.1f} % of units and steps`;
    return [
      {
        ...shared,
        type: "bar",
        name: `${letter} after`,
        y: after[gate].map((share) => 100 * share),
        marker: { color: colour },
        hovertemplate: `${hover}<extra>after</extra>`,
      },
      {
        ...shared,
        type: "scatter",
        mode: "lines",
        name: `${letter} before`,
        y: before[gate].map((share) => 100 * share),
        line: { color: quantity.baseline.mark, shape: "hvh", width: 2 },
        hovertemplate: `${hover}<extra>before</extra>`,
      },
    ];
  };
  const extremes = (shares: readonly number[]): string => {
    const tenth = Math.max(1, Math.round(shares.length / 10));
    const sum = (part: readonly number[]): string => (100 * part.reduce((a, b) => a + b)).toFixed(0);
    return `${sum(shares.slice(0, tenth))} % below 0.1, ${sum(shares.slice(-tenth))} % above 0.9`;
  };
  return {
    data: [...panel("update", "y"), ...panel("reset", "y2")],
    layout: layoutOf(
      "How open the gates are, before and after learning temporal order",
      { title: "gate", range: [0, 1], anchor: "y2" },
      { title: "update gate z", domain: [0.55, 1], ticksuffix: " %" },
      {
        height: 480,
        bargap: 0.05,
        yaxis2: axisOf({ title: "reset gate r", domain: [0, 0.43], ticksuffix: " %" }),
      },
    ),
    alt: `Histograms of the gates of a GRU with ${config.hidden} units on temporal order. After training, update gate: ${extremes(after.update)}; reset gate: ${extremes(after.reset)}. Before training, update gate: ${extremes(before.update)}; reset gate: ${extremes(before.reset)}. Right answers before ${(100 * before.accuracy).toFixed(0)} %, after ${(100 * after.accuracy).toFixed(0)} %.`,
  };
}
