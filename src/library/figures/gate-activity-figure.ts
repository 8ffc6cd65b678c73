/** Gates and states of a network that reads a sentence, letter by letter; a slider chooses the quantity. */

import type { GateName, LstmReaderResult } from "../experiments/lstm-reader.ts";
import { axisOf, colourBar, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { heat, presenceScale, quantity } from "./palette.ts";

const shown: readonly { readonly name: GateName; readonly label: string }[] = [
  { name: "f", label: "forget gate f" },
  { name: "i", label: "input gate i" },
  { name: "o", label: "output gate o" },
  { name: "g", label: "candidate g" },
  { name: "c", label: "cell state c" },
  { name: "h", label: "hidden state h" },
];

/** Heat maps of units against letters, before and after training. */
export function gateActivityFigure({ config, before, after }: LstmReaderResult): Figure {
  const letters = [...config.sentence.toLowerCase()];
  const readings = [
    { reading: after, axis: "y", title: "after training" },
    { reading: before, axis: "y2", title: "before training" },
  ];
  const frames = shown.map(({ name, label }) => ({
    label,
    data: readings.map(({ reading, axis, title }) =>
      heatMap(reading.traces[name], { name, letters, axis, title }),
    ),
  }));
  const slider = sliderOf("", frames);
  return {
    data: frames[0].data,
    layout: layoutOf(
      "What the gates do while the network reads",
      {
        title: "letter read",
        tickmode: "array",
        tickvals: letters.map((_, t) => t),
        ticktext: letters.map((letter) => (letter === " " ? "␣" : letter)),
        tickangle: 0,
        showgrid: false,
        zeroline: false,
        anchor: "y2",
      },
      { title: "unit, after", domain: [0.53, 1], showgrid: false },
      {
        height: 620,
        yaxis2: axisOf({ title: "unit, before", domain: [0, 0.47], showgrid: false, anchor: "x" }),
        sliders: slider.sliders,
      },
    ),
    frames: slider.frames,
    alt: `Maps of ${shown.map(({ label }) => label).join(", ")} for ${config.hidden} units over the letters of “${config.sentence}”, before and after training. Before training all gates stand near one value; after it units differ, and some switch at letters or at word ends.`,
  };
}

function heatMap(
  trace: readonly (readonly number[])[],
  { name, letters, axis, title }: { name: GateName; letters: readonly string[]; axis: string; title: string },
): object {
  const units = trace[0].map((_, unit) => unit + 1);
  const most = name === "c" ? 2 : 1;
  const isGate = name === "i" || name === "f" || name === "o";
  const colours = { i: quantity.inputGate, f: quantity.forgetGate, o: quantity.outputGate };
  return {
    type: "heatmap",
    x: trace.map((_, t) => t),
    y: units,
    yaxis: axis,
    z: units.map((unit) => trace.map((row) => row[unit - 1])),
    zmin: isGate ? 0 : -most,
    zmax: most,
    colorscale: isGate ? presenceScale(colours[name]) : heat.diverging,
    showscale: axis === "y",
    colorbar: { ...colourBar(name), len: 0.5, y: 0.77 },
    customdata: units.map(() => [...letters]),
    hovertemplate: `unit %{y}, letter “%{customdata}”<br>${title}: ${name} = %{z:.2f}<extra></extra>`,
  };
}
