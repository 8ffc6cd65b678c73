/** When each gated cell was published, and from which other it came. */

import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

interface Publication {
  readonly year: number;
  readonly row: number;
  readonly name: string;
  readonly source: string;
  readonly kind: "lstm" | "gru";
  /** Where its label stands, clear of the arrows. */
  readonly label?: string;
}

const publications: readonly Publication[] = [
  { year: 1997, row: 1, name: "LSTM", source: "Hochreiter & Schmidhuber", kind: "lstm" },
  {
    year: 2000,
    row: 1,
    name: "forget gate",
    source: "Gers, Schmidhuber & Cummins",
    kind: "lstm",
    label: "bottom left",
  },
  { year: 2002, row: 2, name: "peepholes", source: "Gers, Schraudolph & Schmidhuber", kind: "lstm" },
  { year: 2014, row: 0, name: "GRU", source: "Cho and others", kind: "gru", label: "bottom center" },
  { year: 2017, row: 1, name: "coupled gates (CIFG)", source: "Greff and others", kind: "lstm" },
];

/** Places in `publications`: from, to. */
const descents: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [1, 3],
  [1, 4],
];

/** Points on a time line, with arrows from where each came. */
export function gatedCellsTimelineFigure(): Figure {
  return {
    data: [
      {
        type: "scatter",
        mode: "markers+text",
        showlegend: false,
        x: publications.map(({ year }) => year),
        y: publications.map(({ row }) => row),
        text: publications.map(({ name, year }) => `${name.replace(" (", "<br>(")}<br>${year}`),
        textposition: publications.map(({ label = "top center" }) => label),
        customdata: publications.map(({ source }) => source),
        marker: { color: publications.map(({ kind }) => model[kind].mark), size: 14 },
        hovertemplate: "%{text}<br>%{customdata}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Where the gated cells come from",
      { title: "year", range: [1991, 2021], zeroline: false },
      { title: "", range: [-0.8, 2.8], showticklabels: false, zeroline: false, showgrid: false },
      {
        annotations: descents.map(([from, to]) => ({
          ax: publications[from].year,
          ay: publications[from].row,
          axref: "x",
          ayref: "y",
          x: publications[to].year,
          y: publications[to].row,
          showarrow: true,
          arrowhead: 2,
          standoff: 9,
          startstandoff: 9,
          arrowcolor: quantity.baseline.mark,
          text: "",
        })),
      },
    ),
    alt: `Timeline: ${publications.map(({ year, name }) => `${year} ${name}`).join(", ")}. An arrow leads from the LSTM with forget gate to the GRU, none from the peepholes.`,
  };
}
