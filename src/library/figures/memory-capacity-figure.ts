/** How much of its past a state holds, against its size, and how far back it reaches. */

import type { MemoryCapacityResult } from "../experiments/memory-capacity.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity, sweepColour } from "./palette.ts";

/** A named series of capacities, such as linear and tanh. */
export interface NamedCapacity {
  readonly name: string;
  readonly result: MemoryCapacityResult;
}

const colours = [quantity.hiddenState.mark, quantity.gradient.mark, quantity.candidate.mark];
const symbols = ["circle", "square", "diamond"];
/** Dashed over solid: two curves that agree are both seen. */
const dashes = ["solid", "dash", "dot"];

/** Total capacity against hidden units, with the bound: as many past inputs as there are units. */
export function memoryCapacityFigure(series: readonly NamedCapacity[]): Figure {
  const sizes = series[0].result.config.hidden;
  const most = Math.max(...sizes);
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "bound: H",
        x: [0, most],
        y: [0, most],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      ...series.map(({ name, result }, k) => ({
        type: "scatter",
        mode: "lines+markers",
        name,
        x: result.capacities.map(({ hidden }) => hidden),
        y: result.capacities.map(({ total }) => total),
        line: { color: colours[k % colours.length], dash: dashes[k % dashes.length] },
        marker: { symbol: symbols[k % symbols.length], size: 9 },
        hovertemplate: `H = %{x}<br>%{y:.1f} past inputs<extra>${name}</extra>`,
      })),
    ],
    layout: layoutOf(
      "A state of H units holds at most H past inputs",
      { title: "hidden units H", rangemode: "tozero" },
      { title: "memory capacity (past inputs)", rangemode: "tozero" },
    ),
    alt: series
      .map(({ name, result }) => {
        const { hidden, total } = result.capacities[result.capacities.length - 1];
        return `With ${hidden} units, ${name} holds ${total.toFixed(1)} past inputs.`;
      })
      .join(" "),
  };
}

/** Share of an input that can still be read, against how long ago it was; one line per state size. */
export function capacityByLagFigure({ config, capacities }: MemoryCapacityResult): Figure {
  return {
    data: capacities.map(({ hidden, byLag }, k) => ({
      type: "scatter",
      mode: "lines",
      name: `H = ${hidden}`,
      x: byLag.map((_, at) => at + 1),
      y: byLag.map((share) => 100 * share),
      line: { color: sweepColour(capacities.length === 1 ? 1 : k / (capacities.length - 1)), width: 2 },
      hovertemplate: `%{x} steps ago<br>%{y:.0f} % recovered<extra>H = ${hidden}</extra>`,
    })),
    layout: layoutOf(
      `What can still be read, ${config.activation} cell`,
      { title: "how long ago (time steps)", rangemode: "tozero" },
      { title: "variance recovered (%)", range: [0, 105] },
    ),
    alt: `Lines that fall from near 100 % to 0 with the lag; the more units, the later. ${capacities
      .map(({ hidden, byLag }) => `H = ${hidden}: half is lost after ${halfAt(byLag)} steps.`)
      .join(" ")}`,
  };
}

const halfAt = (byLag: readonly number[]): number => {
  const at = byLag.findIndex((share) => share < 0.5);
  return at < 0 ? byLag.length : at;
};
