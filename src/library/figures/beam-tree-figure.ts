/** The tree of beginnings that beam search weighs: kept ones filled, dropped ones hollow. */

import type { BeamNode, BeamTree } from "../experiments/beam-tree.ts";
import { type Figure, layoutOf, sliderOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** One tree per width, chosen by a slider. */
export function beamTreeFigure(trees: readonly BeamTree[]): Figure {
  const frames = trees.map((tree) => ({ label: String(tree.config.width), data: tracesOf(tree) }));
  const slider = sliderOf("beginnings kept:", frames);
  const depth = Math.max(...trees.flatMap(({ nodes }) => nodes.map((node) => node.depth)));
  return {
    data: frames[0].data,
    layout: layoutOf(
      "What beam search keeps and drops",
      { title: "tokens said", dtick: 1, range: [-0.5, depth + 0.5], zeroline: false },
      { title: "beginnings", showticklabels: false, showgrid: false, zeroline: false },
      {
        height: 560,
        margin: { l: 48, r: 16, t: 92, b: 150 },
        legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
        sliders: slider.sliders,
      },
    ),
    frames: slider.frames,
    alt: `Trees of beginnings. ${trees.map(({ config, nodes }) => `Width ${config.width}: ${nodes.length - 1} weighed; finished: ${finishedOf(nodes)}`).join(". ")}.`,
  };
}

function finishedOf(nodes: readonly BeamNode[]): string {
  const found = nodes.filter(({ finished, kept }) => finished && kept);
  return found.map((node) => `“${textOf(nodes, node)}” ${node.probability.toFixed(3)}`).join(", ") || "none";
}

function textOf(nodes: readonly BeamNode[], { parent, token }: BeamNode): string {
  return parent === null ? "" : textOf(nodes, nodes[parent]) + token;
}

/** Edges of kept and of dropped beginnings, in right angles so that none crosses a label; then the nodes. */
function tracesOf({ nodes }: BeamTree): object[] {
  const heights = layOut(nodes);
  const edges = (kept: boolean): object => {
    const shown = nodes.filter((node) => node.parent !== null && node.kept === kept);
    return {
      type: "scatter",
      mode: "lines",
      name: kept ? "kept" : "dropped",
      showlegend: false,
      hoverinfo: "skip",
      x: shown.flatMap(({ depth }) => [depth - 1, depth - 0.5, depth - 0.5, depth, null]),
      y: shown.flatMap(({ id, parent }) => [
        ...[heights[parent!], heights[parent!]],
        ...[heights[id], heights[id], null],
      ]),
      line: {
        color: (kept ? quantity.hiddenState : quantity.baseline).mark,
        width: kept ? 2.5 : 1,
        dash: kept ? "solid" : "dot",
      },
    };
  };
  const points = (name: string, shown: readonly BeamNode[], symbol: string, colour: string): object => ({
    type: "scatter",
    mode: "markers+text",
    name,
    x: shown.map(({ depth }) => depth),
    y: shown.map(({ id }) => heights[id]),
    text: shown.map(({ parent, token, probability }) =>
      parent === null ? token : `${token} ${probability.toFixed(3)}`,
    ),
    textposition: "top center",
    marker: { symbol, size: 12, color: colour, line: { color: colour, width: 2 } },
    customdata: shown.map((node) => [textOf(nodes, node), node.probability]),
    hovertemplate: `“%{customdata[0]}”<br>probability %{customdata[1]:.4f}<extra>${name}</extra>`,
  });
  const { hiddenState, gradient, baseline } = quantity;
  return [
    edges(false),
    edges(true),
    points(
      "kept",
      nodes.filter((node) => node.kept && !node.finished),
      "circle",
      hiddenState.mark,
    ),
    points(
      "finished",
      nodes.filter((node) => node.kept && node.finished),
      "square",
      gradient.mark,
    ),
    points(
      "dropped",
      nodes.filter((node) => !node.kept),
      "circle-open",
      baseline.mark,
    ),
  ];
}

/** Leaves one below the other, a parent in the middle of its children. */
function layOut(nodes: readonly BeamNode[]): number[] {
  const heights = new Array<number>(nodes.length).fill(0);
  let row = 0;
  const place = (id: number): number => {
    const children = nodes.filter(({ parent }) => parent === id);
    if (children.length === 0)
      heights[id] = 1 - ++row; // 0, −1, −2, …
    else {
      const rows = children.map((child) => place(child.id));
      heights[id] = (rows[0] + rows[rows.length - 1]) / 2;
    }
    return heights[id];
  };
  place(0);
  return heights;
}
