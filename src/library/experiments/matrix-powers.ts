/**
 * Counter-examples to "singular value above 1 explodes, below 1 vanishes": in a linear network the
 * gradient after `lag` steps is v (Whᵀ)^lag, so the norm of the power tells all.
 */

import { Matrix } from "../numeric/matrix.ts";
import { largestSingularValue, spectralRadius } from "../numeric/spectrum.ts";

/** The matrices, and how many powers of each. */
export interface MatrixPowersConfig {
  readonly steps: number;
  readonly matrices: readonly { readonly name: string; readonly rows: readonly (readonly number[])[] }[];
}

/** The norms of a matrix's powers beside its two numbers. */
export interface MatrixPowersRow {
  readonly name: string;
  readonly largestSingularValue: number;
  readonly spectralRadius: number;
  /** norms[lag] = ‖W^lag‖₂, the most that any gradient can have grown; lag 0 … steps. */
  readonly norms: number[];
}

/** One row per matrix. */
export interface MatrixPowersResult {
  readonly config: MatrixPowersConfig;
  readonly rows: readonly MatrixPowersRow[];
}

/** Norms of the powers of each matrix. */
export function runMatrixPowers(config: MatrixPowersConfig): MatrixPowersResult {
  const rows = config.matrices.map(({ name, rows }) => {
    const W = Matrix.fromRows(rows);
    const norms = [1];
    let power = W;
    for (let lag = 1; lag <= config.steps; lag++) {
      norms.push(spectralNorm(power));
      power = power.dot(W);
    }
    return {
      name,
      largestSingularValue: spectralNorm(W),
      spectralRadius: spectralRadius(W),
      norms,
    };
  });
  return { config, rows };
}

/** Scaled first, so that very small powers do not underflow when squared. */
function spectralNorm(W: Matrix): number {
  const size = W.norm();
  return size === 0 ? 0 : size * largestSingularValue(W.scale(1 / size), { tolerance: 1e-12 });
}

/** Small matrices that break the rule in each direction, and two that keep it. */
export const instructiveMatrices: MatrixPowersConfig["matrices"] = [
  {
    name: "nilpotent",
    rows: [
      [0, 10],
      [0, 0],
    ],
  },
  {
    name: "shear 0.9",
    rows: [
      [0.9, 5],
      [0, 0.9],
    ],
  },
  {
    name: "rotation",
    rows: [
      [0.6, 0.8],
      [-0.8, 0.6],
    ],
  },
  {
    name: "shrink 0.9",
    rows: [
      [0.9, 0],
      [0, 0.9],
    ],
  },
  {
    name: "grow 1.05",
    rows: [
      [1.05, 0],
      [0, 0.5],
    ],
  },
];
