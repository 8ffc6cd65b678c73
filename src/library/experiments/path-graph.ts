/**
 * The smallest network on which all paths can be drawn: one unit, three time steps.
 *
 *   h_t = tanh(u x_t + w h_{t−1}),   L = v h_3
 *
 * w is used three times, so three paths lead from w to L.
 */

export interface PathGraphConfig {
  readonly w: number;
  readonly u: number;
  readonly v: number;
  readonly h0: number;
  readonly xs: readonly number[];
}

/** A quantity, and where it stands in the drawing. */
export interface PathGraphNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** A local derivative. */
export interface PathGraphEdge {
  readonly from: string;
  readonly to: string;
  /** The local derivative ∂to/∂from, as a formula and as a number. */
  readonly formula: string;
  readonly value: number;
}

/** The graph, its paths and their sum. */
export interface PathGraphResult {
  readonly config: PathGraphConfig;
  readonly nodes: readonly PathGraphNode[];
  readonly edges: readonly PathGraphEdge[];
  /** One path per time step at which w is used: its edges and their product. */
  readonly paths: readonly {
    readonly enters: number;
    readonly edges: readonly string[];
    readonly product: number;
  }[];
  /** dL/dw: the sum of the products. */
  readonly total: number;
}

/** Computes every node, every local derivative and every path. */
export function runPathGraph(config: PathGraphConfig): PathGraphResult {
  const { w, u, v, h0, xs } = config;
  const hs = [h0];
  for (const x of xs) hs.push(Math.tanh(u * x + w * hs[hs.length - 1]));
  const last = xs.length;
  const loss = v * hs[last];

  const nodes = [
    ...hs.map((value, t) => ({ id: `h${t}`, x: t, y: 0, value })),
    { id: "L", x: last + 1, y: 0, value: loss },
    ...xs.map((_, t) => ({ id: `w${t + 1}`, x: t + 1, y: 1, value: w })),
  ];
  const slope = (t: number): number => 1 - hs[t] ** 2;
  const edges: PathGraphEdge[] = [];
  for (let t = 1; t <= last; t++) {
    const explicit = hs[t - 1] * slope(t);
    edges.push({ from: `w${t}`, to: `h${t}`, formula: `h${t - 1}·(1 − h${t}²)`, value: explicit });
    edges.push({ from: `h${t - 1}`, to: `h${t}`, formula: `w·(1 − h${t}²)`, value: w * slope(t) });
  }
  edges.push({ from: `h${last}`, to: "L", formula: "v", value: v });

  const derivativeOf = (name: string): number =>
    edges.find(({ from, to }) => `${from}→${to}` === name)?.value ?? Number.NaN;
  const paths = xs.map((_, t) => {
    const names = [`w${t + 1}→h${t + 1}`];
    for (let k = t + 1; k < last; k++) names.push(`h${k}→h${k + 1}`);
    names.push(`h${last}→L`);
    return { enters: t + 1, edges: names, product: names.map(derivativeOf).reduce((a, b) => a * b) };
  });
  return { config, nodes, edges, paths, total: paths.reduce((sum, { product }) => sum + product, 0) };
}
