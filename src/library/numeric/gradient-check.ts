/**
 * Compares an analytic gradient with central finite differences.
 *
 *   numeric = (loss(v + ε) − loss(v − ε)) / 2ε
 *   error   = |analytic − numeric| / max(|analytic| + |numeric|, 10⁻³)
 *
 * The floor of 10⁻³ keeps elements near zero from turning the rounding of the loss (about 10⁻¹¹ at
 * ε = 10⁻⁵) into a large ratio. In float64 a right gradient of a smooth loss stays below 10⁻⁷; in float32 take
 * ε = 10⁻², and expect about 10⁻³.
 */

import type { Matrix } from "./matrix.ts";
import { ShapeError } from "./shape-error.ts";

/** Below this size, errors count absolutely (in thousandths), not relatively. */
const SMALL = 1e-3;

/** How far an analytic gradient is from central differences. */
export interface GradientCheck {
  /** Largest relative error over all elements; NaN if a loss or a gradient was not finite. */
  readonly maxRelativeError: number;
  /** Where it is, and the two values that differ. */
  readonly worst: {
    readonly row: number;
    readonly col: number;
    readonly analytic: number;
    readonly numeric: number;
  };
}

/** Largest relative error over all elements of `point`, where `loss()` reads `point`. */
export function gradientError(loss: () => number, point: Matrix, analytic: Matrix, epsilon?: number): number {
  return gradientCheck(loss, point, analytic, epsilon).maxRelativeError;
}

/** Like `gradientError`, and tells where the largest error is. `point` is moved and set back. */
export function gradientCheck(
  loss: () => number,
  point: Matrix,
  analytic: Matrix,
  epsilon = 1e-5,
): GradientCheck {
  if (point.rows !== analytic.rows || point.cols !== analytic.cols) {
    throw new ShapeError(
      `gradientCheck: a gradient has the shape of its point: point is ${point.shape}, gradient is ${analytic.shape}.`,
    );
  }
  let maxRelativeError = -1;
  let worst = { row: 0, col: 0, analytic: 0, numeric: 0 };
  for (let k = 0; k < point.data.length; k++) {
    const numeric = centralDifference(loss, point, k, epsilon);
    const error =
      Math.abs(analytic.data[k] - numeric) / Math.max(Math.abs(analytic.data[k]) + Math.abs(numeric), SMALL);
    if (error <= maxRelativeError) continue;
    maxRelativeError = error;
    worst = { row: Math.floor(k / point.cols), col: k % point.cols, analytic: analytic.data[k], numeric };
    if (Number.isNaN(error)) break;
  }
  return { maxRelativeError, worst };
}

function centralDifference(loss: () => number, point: Matrix, k: number, epsilon: number): number {
  const value = point.data[k];
  point.data[k] = value + epsilon;
  const high = point.data[k]; // as stored: rounded
  const above = loss();
  point.data[k] = value - epsilon;
  const low = point.data[k];
  const below = loss();
  point.data[k] = value;
  return (above - below) / (high - low);
}
