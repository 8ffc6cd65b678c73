/** Operations on all rows of a matrix. A stride parts the rows; everything is row-major. */

import { add, get, LANES, mul, put, SIZE, splat, sub } from "./vector";

/** Writes the row [1, cols] into each row of to[rows, cols]. */
export function fillRows(rows: i32, cols: i32, row: usize, to: usize): void {
  const bytes = <usize>cols * SIZE;
  for (let r = 0; r < rows; r++, to += bytes) memory.copy(to, row, bytes);
}

/** sums[cols] += Σ over rows of x. Sixteen lanes of columns at a time stay in registers while the rows run. */
export function columnSums(rows: i32, cols: i32, x: usize, stride: usize, sums: usize): void {
  let n = cols;
  for (; n >= 4 * LANES; n -= 4 * LANES, x += 64, sums += 64) {
    let s0 = v128.load(sums, 0), s1 = v128.load(sums, 16), s2 = v128.load(sums, 32), s3 = v128.load(sums, 48);
    for (let r = 0, p = x; r < rows; r++, p += stride) {
      s0 = add(s0, v128.load(p, 0));
      s1 = add(s1, v128.load(p, 16));
      s2 = add(s2, v128.load(p, 32));
      s3 = add(s3, v128.load(p, 48));
    }
    v128.store(sums, s0, 0);
    v128.store(sums, s1, 16);
    v128.store(sums, s2, 32);
    v128.store(sums, s3, 48);
  }
  if (n) for (let r = 0; r < rows; r++, x += stride) addTo(n, x, sums);
}

/** sums[cols] += Σ over rows of x ⊙ y. */
export function columnDots(
  rows: i32, cols: i32, x: usize, xStride: usize, y: usize, yStride: usize, sums: usize,
): void {
  for (let r = 0; r < rows; r++, x += xStride, y += yStride) {
    let n = cols, p = x, q = y, s = sums;
    for (; n >= LANES; n -= LANES, p += 16, q += 16, s += 16) {
      v128.store(s, add(v128.load(s), mul(v128.load(p), v128.load(q))));
    }
    if (n) put(s, add(get(s, n), mul(get(p, n), get(q, n))), n);
  }
}

/** y += x, n numbers. */
export function addTo(n: i32, x: usize, y: usize): void {
  for (; n >= LANES; n -= LANES, x += 16, y += 16) v128.store(y, add(v128.load(x), v128.load(y)));
  if (n) put(y, add(get(x, n), get(y, n)), n);
}

/** Whether all n numbers are finite: x - x is 0 for these, NaN for the others. */
export function allFinite(n: i32, x: usize): bool {
  let differences = splat(0);
  for (; n >= LANES; n -= LANES, x += 16) {
    const v = v128.load(x);
    differences = add(differences, sub(v, v));
  }
  const v = n ? get(x, n) : splat(0);
  differences = add(differences, sub(v, v));
  return !v128.any_true(v128.ne<Real>(differences, splat(0)));
}
