/** What is left of the gradient down a stack: by layer in one deep stack, and at the bottom for each depth. */

import {
  bottomShares,
  type DepthCell,
  type DepthGradientsCurve,
  type DepthGradientsResult,
  geometricMean,
} from "../experiments/depth-gradients.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, translucent } from "./palette.ts";
import { sizeText } from "./typeset.ts";

const labels: Readonly<Record<DepthCell, string>> = { rnn: "RNN", gru: "GRU", lstm: "LSTM" };
const nameOf = ({ cell, residual }: DepthGradientsCurve): string =>
  `${labels[cell]}, ${residual ? "residual" : "plain"}`;
const shareAxis = { title: "‖∂L/∂y‖ (relative to the top layer)", type: "log", exponentformat: "power" };

/** Lines: gradient by layer in the deepest stacks, geometric mean over the seeds with their range as a band. */
export function gradientByLayerFigure({ config, curves }: DepthGradientsResult): Figure {
  const deepest = config.depths.length - 1;
  const depth = config.depths[deepest];
  const layers = Array.from({ length: depth }, (_, l) => l + 1);
  const data = curves.flatMap((curve) => {
    const bySeed = curve.shares[deepest];
    const columns = layers.map((_, l) => bySeed.map((shares) => shares[l]));
    const colour = model[curve.cell].mark;
    const name = nameOf(curve);
    return [
      {
        type: "scatter",
        mode: "lines",
        x: [...layers, ...[...layers].reverse()],
        y: [
          ...columns.map((column) => Math.max(...column)),
          ...columns.map((column) => Math.min(...column)).reverse(),
        ],
        fill: "toself",
        line: { width: 0 },
        fillcolor: translucent(colour, 0.14),
        showlegend: false,
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: layers,
        y: columns.map(geometricMean),
        line: { color: colour, width: 2.5, dash: curve.residual ? "dash" : "solid" },
        marker: { size: 7, symbol: curve.residual ? "circle-open" : "circle" },
        hovertemplate: `layer %{x}<br>%{y:.1e}<extra>${name}</extra>`,
      },
    ];
  });
  return {
    data,
    layout: layoutOf(
      `Gradient by layer in stacks of ${depth}, before training (${config.seeds.length} seeds)`,
      { title: "layer (1 is the bottom)", dtick: 1 },
      shareAxis,
      { height: 480 },
    ),
    alt: `Gradient at the bottom layer relative to the top layer of ${depth}, geometric mean of ${config.seeds.length} seeds: ${curves.map((curve) => `${nameOf(curve)} ${sizeText(bottomShares(curve)[deepest])}`).join(", ")}.`,
  };
}

/** Lines: the share that is left at the bottom layer, against the number of layers. */
export function gradientByDepthFigure({ config, curves }: DepthGradientsResult): Figure {
  return {
    data: curves.map((curve) => ({
      type: "scatter",
      mode: "lines+markers",
      name: nameOf(curve),
      x: config.depths,
      y: bottomShares(curve),
      line: { color: model[curve.cell].mark, width: 2.5, dash: curve.residual ? "dash" : "solid" },
      marker: { size: 7, symbol: curve.residual ? "circle-open" : "circle" },
      hovertemplate: `%{x} layers<br>%{y:.1e}<extra>${nameOf(curve)}</extra>`,
    })),
    layout: layoutOf(
      `Gradient at the bottom layer by depth, before training (${config.seeds.length} seeds)`,
      { title: "number of layers", dtick: 1 },
      shareAxis,
      { height: 480 },
    ),
    alt: `Share of the gradient at the bottom layer for ${config.depths.join(", ")} layers. ${curves
      .map((curve) => `${nameOf(curve)}: ${bottomShares(curve).map(sizeText).join(", ")}`)
      .join("; ")}.`,
  };
}
