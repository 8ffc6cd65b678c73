/**
 * How alike are the rows of a table? Cosines, nearest rows, and a projection onto the plane of largest variance.
 *
 *   cos(a, b) = a · b / (‖a‖ ‖b‖)
 *   principal components: eigenvectors of XᵀX, X the rows minus their mean        Pearson 1901
 */

import { leadingEigenvectors } from "../numeric/leading-eigenvectors.ts";
import { Matrix } from "../numeric/matrix.ts";

/** rows: [items, features] -> [items, items], the cosine of each pair of rows. */
export function cosines(rows: Matrix): Matrix {
  const lengths = Array.from({ length: rows.rows }, (_, r) => rows.row(r).norm());
  const unit = rows.map((v, k) => v / lengths[Math.floor(k / rows.cols)]);
  return unit.dot(unit.transpose());
}

/** The `count` rows whose cosine with row `at` is largest, itself left out: their numbers and cosines. */
export function nearestRows(rows: Matrix, at: number, count: number): { row: number; cosine: number }[] {
  const own = rows.row(at);
  const others = Array.from({ length: rows.rows }, (_, row) => {
    const other = rows.row(row);
    return { row, cosine: own.times(other).sum() / (own.norm() * other.norm()) };
  }).filter(({ row }) => row !== at);
  return others.sort((a, b) => b.cosine - a.cosine || a.row - b.row).slice(0, count);
}

/** rows: [items, features] -> points: [items, components], and the share of the variance that each component holds. */
export function principalComponents(rows: Matrix, components: number): { points: Matrix; shares: number[] } {
  const mean = rows.sumRows().scale(1 / rows.rows);
  const centred = rows.minus(new Matrix(rows.rows, rows.cols).plusRow(mean));
  const scatter = centred.transpose().dot(centred);
  const { vectors, values } = leadingEigenvectors(scatter, components);
  const whole = Array.from({ length: rows.cols }, (_, c) => scatter.data[c * rows.cols + c]).reduce(
    (a, b) => a + b,
  );
  return { points: centred.dot(vectors), shares: values.map((value) => value / whole) };
}
