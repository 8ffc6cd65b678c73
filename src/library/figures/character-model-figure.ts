/** The character model of Moby-Dick: its learning curve with baselines, and its units over a text. */

import type { CharacterModelResult, ReadingTrace } from "../experiments/character-model.ts";
import { colourBar, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { heat, model, quantity } from "./palette.ts";

const cellNames = { gru: "GRU", lstm: "LSTM" } as const;

/** Lines: bits per character against updates, with three baselines. */
export function characterLearningFigure({ config, baselines, curve }: CharacterModelResult): Figure {
  const last = curve[curve.length - 1];
  const baseline = (name: string, bits: number, dash: string): object => ({
    type: "scatter",
    mode: "lines",
    name: `${name}: ${bits.toFixed(2)}`,
    x: [0, config.updates],
    y: [bits, bits],
    line: { color: quantity.baseline.mark, dash, width: 2 },
    hovertemplate: `${name}: %{y:.3f} bits per character<extra></extra>`,
  });
  const name = `${cellNames[config.cell]}: ${last.bits.toFixed(2)}`;
  return {
    data: [
      baseline("any symbol alike", baselines.uniform, "dot"),
      baseline("symbol counts", baselines.unigram, "dashdot"),
      baseline("pair counts", baselines.bigram, "dash"),
      {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: curve.map(({ update }) => update),
        y: curve.map(({ bits }) => bits),
        line: { color: model[config.cell].mark, width: 3 },
        marker: { size: 6 },
        hovertemplate: "after %{x} updates<br>%{y:.3f} bits per character<extra></extra>",
      },
    ],
    layout: layoutOf(
      "How well is the next character of Moby-Dick predicted?",
      { title: "updates" },
      { title: "loss (bits per character)" },
      { height: 440 },
    ),
    alt: `Loss on the end of the book over ${config.updates} updates, from ${curve[0].bits.toFixed(2)} to ${last.bits.toFixed(2)} bits per character. Baselines: uniform ${baselines.uniform.toFixed(2)}, unigram ${baselines.unigram.toFixed(2)}, bigram ${baselines.bigram.toFixed(2)}.`,
  };
}

/** The text in rows, each character coloured by the state of one unit; a slider chooses among `units`. */
export function unitTrackerFigure(
  trace: ReadingTrace,
  units: readonly { readonly unit: number; readonly says: string }[],
  { columns = 40 }: { columns?: number } = {},
): Figure {
  const rows = Math.ceil(trace.text.length / columns);
  const cut = <Item>(list: readonly Item[], empty: Item): Item[][] =>
    Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_column, c) => list[r * columns + c] ?? empty),
    );
  const letters = cut([...trace.text], "").map((row) => row.map((letter) => (letter === " " ? "·" : letter)));
  const traces = ({ unit, says }: (typeof units)[number]): object[] => [
    {
      type: "heatmap",
      z: cut<number | null>(trace.states[unit], null),
      y: letters.map((_, r) => r + 1),
      x: letters[0].map((_, c) => c + 1),
      text: letters,
      texttemplate: "%{text}",
      zmin: -1,
      zmax: 1,
      colorscale: heat.diverging,
      reversescale: true,
      xgap: 1,
      ygap: 2,
      hoverongaps: false,
      colorbar: colourBar(`h of unit ${unit + 1}`),
      hovertemplate: `after "%{text}": h = %{z:.2f}<extra>unit ${unit + 1}, ${says}</extra>`,
    },
  ];
  const frames = units.map((each) => ({ label: `${each.unit + 1} (${each.says})`, data: traces(each) }));
  const slider = sliderOf("unit", frames);
  return {
    data: traces(units[0]),
    layout: layoutOf(
      "One unit of the network while it reads",
      { title: "character in the row", showgrid: false, dtick: 5 },
      { title: "row of the text", autorange: "reversed", showgrid: false, dtick: 1 },
      { height: 230 + 34 * rows, sliders: slider.sliders },
    ),
    frames: slider.frames,
    alt: `${trace.text.length} characters of the book in ${rows} rows, each coloured by the state of one unit. Units: ${units.map(({ unit, says }) => `${unit + 1}, ${says}`).join("; ")}.`,
  };
}
