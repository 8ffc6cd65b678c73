/**
 * A cliff in the loss of the smallest recurrent network, and two walkers: one clips its gradient.
 *
 *   h_t = σ(w h_{t−1} + b),   L = (h_T − target)²
 *
 * The gradient comes with the state, by total derivatives: dh/dw = σ' · (h₋ + w dh₋/dw), dh/db = σ' · (1 + w dh₋/db).
 * After Pascanu, Mikolov & Bengio 2013, figure 6.
 */

export interface CliffConfig {
  readonly steps: number;
  readonly start: number;
  readonly target: number;
  /** The part of the plane that is drawn. */
  readonly w: { readonly from: number; readonly to: number };
  readonly b: { readonly from: number; readonly to: number };
  readonly grid: number;
  /** Where both walkers start. */
  readonly walkFrom: { readonly w: number; readonly b: number };
  readonly rate: number;
  readonly updates: number;
  readonly maxNorm: number;
}

/** One descent: where it went and the loss there. */
export interface CliffWalk {
  readonly name: string;
  readonly w: number[];
  readonly b: number[];
  readonly losses: number[];
  /** Norms of the gradients before clipping. */
  readonly norms: number[];
}

/** The loss over a grid of weights and biases, and the two walks on it. */
export interface CliffResult {
  readonly config: CliffConfig;
  readonly ws: number[];
  readonly bs: number[];
  /** losses[row of bs][column of ws]. */
  readonly losses: number[][];
  readonly walks: readonly CliffWalk[];
}

/** Computes the surface and walks down it with and without clipping. */
export function runCliff(config: CliffConfig): CliffResult {
  const ticks = ({ from, to }: { from: number; to: number }): number[] =>
    Array.from({ length: config.grid }, (_, k) => from + ((to - from) * k) / (config.grid - 1));
  const [ws, bs] = [ticks(config.w), ticks(config.b)];
  return {
    config,
    ws,
    bs,
    losses: bs.map((b) => ws.map((w) => cliffLoss(config, w, b).loss)),
    walks: [
      walk(config, "without clipping", Number.POSITIVE_INFINITY),
      walk(config, `clipped to norm ${config.maxNorm}`, config.maxNorm),
    ],
  };
}

/** The loss at (w, b) and its derivatives. */
export function cliffLoss(
  { steps, start, target }: Pick<CliffConfig, "steps" | "start" | "target">,
  w: number,
  b: number,
): { loss: number; dw: number; db: number } {
  let [h, dhdw, dhdb] = [start, 0, 0];
  for (let t = 0; t < steps; t++) {
    const next = 1 / (1 + Math.exp(-(w * h + b)));
    const slope = next * (1 - next);
    [h, dhdw, dhdb] = [next, slope * (h + w * dhdw), slope * (1 + w * dhdb)];
  }
  const error = h - target;
  return { loss: error * error, dw: 2 * error * dhdw, db: 2 * error * dhdb };
}

function walk(config: CliffConfig, name: string, maxNorm: number): CliffWalk {
  let { w, b } = config.walkFrom;
  const path: CliffWalk = { name, w: [w], b: [b], losses: [], norms: [] };
  for (let update = 0; update < config.updates; update++) {
    const { loss, dw, db } = cliffLoss(config, w, b);
    const norm = Math.hypot(dw, db);
    const scale = norm > maxNorm ? maxNorm / norm : 1;
    w -= config.rate * scale * dw;
    b -= config.rate * scale * db;
    path.losses.push(loss);
    path.norms.push(norm);
    path.w.push(w);
    path.b.push(b);
  }
  path.losses.push(cliffLoss(config, w, b).loss);
  return path;
}
