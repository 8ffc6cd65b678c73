/** The three paths from a recurrent weight to the loss; a slider lights them up one after the other. */

import type { PathGraphEdge, PathGraphResult } from "../experiments/path-graph.ts";
import { type Figure, layoutOf, sliderOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";
import { minusText } from "./typeset.ts";

/** The graph with its local derivatives; each frame lights one path up. */
export function pathGraphFigure(result: PathGraphResult): Figure {
  const { paths, total } = result;
  const shown = [
    ...paths.map(({ enters, edges, product }) => ({
      label: `through step ${enters}`,
      edges,
      caption: `product along this path: ${minusText(product.toFixed(4))}`,
    })),
    {
      label: "all paths",
      edges: paths.flatMap(({ edges }) => edges),
      caption: `dL/dw = ${sumOf(paths.map(({ product }) => product))} = ${minusText(total.toFixed(4))}`,
    },
  ];
  const frames = shown.map(({ label, edges, caption }) => ({
    label,
    data: tracesOf(result, new Set(edges)),
    layout: { annotations: annotationsOf(result, new Set(edges), caption) },
  }));
  const slider = sliderOf("", frames, 0);
  const hidden = { showgrid: false, zeroline: false, showticklabels: false };
  return {
    data: frames[0].data,
    layout: layoutOf(
      "All paths from w to the loss",
      { title: "", ...hidden, range: [-0.4, result.nodes.length - paths.length - 0.6] },
      { title: "", ...hidden, range: [-0.35, 1.35] },
      {
        height: 370,
        showlegend: false,
        margin: { l: 8, r: 8, t: 56, b: 8 },
        ...frames[0].layout,
        sliders: slider.sliders,
      },
    ),
    frames: slider.frames,
    alt:
      `A graph: h0 to h${paths.length} and the loss in a row, the weight w above each step. ` +
      `Products along the paths that enter at step 1 to ${paths.length}: ${paths.map(({ product }) => minusText(product.toFixed(4))).join(", ")}; their sum is ${minusText(total.toFixed(4))}.`,
  };
}

function tracesOf({ nodes, edges }: PathGraphResult, lit: ReadonlySet<string>): object[] {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const middle = ({ from, to }: PathGraphEdge, axis: "x" | "y"): number =>
    (at.get(from)![axis] + at.get(to)![axis]) / 2;
  return [
    {
      type: "scatter",
      mode: "markers",
      x: edges.map((edge) => middle(edge, "x")),
      y: edges.map((edge) => middle(edge, "y")),
      text: edges.map(
        ({ from, to, formula, value }) =>
          `∂${to}/∂${from[0] === "w" ? "w" : from} = ${formula} = ${minusText(value.toFixed(4))}`,
      ),
      marker: {
        size: 9,
        color: edges.map((edge) => (lit.has(nameOf(edge)) ? quantity.gradient.mark : quantity.baseline.mark)),
      },
      hovertemplate: "%{text}<extra></extra>",
    },
    {
      type: "scatter",
      mode: "markers",
      x: nodes.map(({ x }) => x),
      y: nodes.map(({ y }) => y),
      text: nodes.map(({ id, value }) => `${id[0] === "w" ? "w" : id} = ${minusText(value.toFixed(4))}`),
      marker: {
        size: 40,
        color: nodes.map(({ id }) =>
          translucent(id[0] === "h" ? quantity.hiddenState.mark : quantity.input.mark, 0.25),
        ),
        line: {
          width: 1.5,
          color: nodes.map(({ id }) => (id[0] === "h" ? quantity.hiddenState.mark : quantity.input.mark)),
        },
      },
      hovertemplate: "%{text}<extra></extra>",
    },
  ];
}

function annotationsOf(
  { nodes, edges }: PathGraphResult,
  lit: ReadonlySet<string>,
  caption: string,
): object[] {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const arrows = edges.map((edge) => {
    const [from, to] = [at.get(edge.from)!, at.get(edge.to)!];
    const isLit = lit.has(nameOf(edge));
    return {
      x: to.x,
      y: to.y,
      ax: from.x,
      ay: from.y,
      xref: "x",
      yref: "y",
      axref: "x",
      ayref: "y",
      standoff: 22,
      startstandoff: 22,
      arrowhead: 2,
      arrowwidth: isLit ? 3.5 : 1.2,
      arrowcolor: isLit ? quantity.gradient.mark : quantity.baseline.mark,
      text: "",
    };
  });
  const words = nodes.map(({ id, x, y }) => ({
    x,
    y,
    text: id[0] === "w" ? "<i>w</i>" : `<i>${id[0]}</i><sub>${id.slice(1)}</sub>`,
    showarrow: false,
  }));
  // One annotation per edge in every frame, empty where the edge is not lit: Plotly matches them by position.
  const numbers = edges.map((edge) => {
    const [from, to] = [at.get(edge.from)!, at.get(edge.to)!];
    const isDown = from.x === to.x;
    return {
      x: (from.x + to.x) / 2,
      y: (from.y + to.y) / 2,
      xshift: isDown ? 30 : 0,
      yshift: isDown ? 0 : 22,
      text: lit.has(nameOf(edge)) ? minusText(edge.value.toFixed(3)) : " ",
      showarrow: false,
    };
  });
  const sum = {
    xref: "paper",
    yref: "paper",
    x: 0,
    y: 1.08,
    xanchor: "left",
    text: caption,
    showarrow: false,
  };
  return [...arrows, ...words, ...numbers, sum];
}

function sumOf(terms: readonly number[]): string {
  return terms
    .map((term, k) => `${term < 0 ? "− " : k > 0 ? "+ " : ""}${Math.abs(term).toFixed(4)}`)
    .join(" ");
}

function nameOf({ from, to }: PathGraphEdge): string {
  return `${from}→${to}`;
}
