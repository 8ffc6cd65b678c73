/** An embedding to look at: its rows in the plane, and the cosine of each pair of rows. */

import { colourBar, type Figure, layoutOf } from "./figure.ts";
import { heat, model, quantity } from "./palette.ts";
import { fixedText } from "./typeset.ts";

/** Points with names, in groups: points[k]: [x, y]. */
export interface NamedPoints {
  readonly names: readonly string[];
  readonly points: readonly (readonly [number, number])[];
  /** Group of each point, a word for the legend. */
  readonly groups: readonly string[];
  /** Share of the variance that each axis holds. */
  readonly shares: readonly number[];
}

const groupColours = [
  quantity.gradient.mark,
  quantity.hiddenState.mark,
  model.gru.mark,
  quantity.baseline.mark,
];

/** Names in the plane of the two largest principal components. */
export function embeddingPlaneFigure({ names, points, groups, shares }: NamedPoints): Figure {
  const kinds = [...new Set(groups)];
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  return {
    data: kinds.map((kind, k) => {
      const own = points.flatMap((_, at) => (groups[at] === kind ? [at] : []));
      const colour = groupColours[k % groupColours.length];
      return {
        type: "scatter",
        mode: "markers+text",
        name: kind,
        x: own.map((at) => points[at][0]),
        y: own.map((at) => points[at][1]),
        text: own.map((at) => names[at]),
        textposition: own.map((each) => (isBelowAnother(points, each) ? "bottom center" : "top center")),
        textfont: { size: 14 },
        marker: { color: colour, size: 9, symbol: ["circle", "square", "diamond", "cross"][k % 4] },
        hovertemplate: `%{text}<extra>${kind}</extra>`,
      };
    }),
    layout: layoutOf(
      `The rows of the embedding, seen from the side (${percent(shares[0] + shares[1])} of the variance)`,
      { title: `first principal component (${percent(shares[0])})`, zeroline: false },
      { title: `second principal component (${percent(shares[1])})`, zeroline: false },
      { height: 520 },
    ),
    alt: `${names.length} rows in the plane of their two largest principal components, in groups: ${kinds.map((kind) => `${kind} (${names.filter((_, at) => groups[at] === kind).join(" ")})`).join("; ")}.`,
  };
}

/** Whether another point stands where the name of this one would: just above it. */
function isBelowAnother(points: readonly (readonly number[])[], at: number): boolean {
  const span = [0, 1].map((axis) => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  });
  return points.some((other, k) => {
    const [across, up] = [0, 1].map((axis) => (other[axis] - points[at][axis]) / span[axis]);
    return k !== at && Math.abs(across) < 0.02 && up >= 0 && up < 0.06;
  });
}

/** Heat map of cosines[a][b], in the order of the names. `title` says of what. */
export function cosineFigure(
  names: readonly string[],
  cosines: readonly (readonly number[])[],
  title: string,
): Figure {
  const at = names.map((_, k) => k);
  const ticks = {
    tickmode: "array",
    tickvals: at,
    ticktext: names,
    tickangle: 0,
    tickfont: { size: 11 },
    showgrid: false,
  };
  const others = cosines.flatMap((row, a) => row.filter((_, b) => a !== b));
  return {
    data: [
      {
        type: "heatmap",
        x: at,
        y: at,
        z: cosines,
        customdata: names.map((a) => names.map((b) => `${a} and ${b}`)),
        zmin: -1,
        zmax: 1,
        colorscale: heat.diverging,
        reversescale: true,
        colorbar: colourBar("cosine"),
        hovertemplate: "%{customdata}: %{z:.2f}<extra></extra>",
      },
    ],
    layout: layoutOf(
      title,
      { title: "symbol", ...ticks },
      { title: "symbol", autorange: "reversed", ...ticks },
      { height: 560 },
    ),
    alt: `Cosines of ${names.length} rows with each other. On the diagonal all are 1, elsewhere between ${fixedText(Math.min(...others), 2)} and ${fixedText(Math.max(...others), 2)}.`,
  };
}
