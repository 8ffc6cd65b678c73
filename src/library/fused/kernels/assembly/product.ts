/**
 * The matrix product c (+)= a · b, with b packed (see pack.ts).
 *
 * A tile of 2 rows × 4 vectors of results stays in registers while k runs; that uses 14 of the 16
 * vector registers of x64. The loop over k is not unrolled by hand: engines then spill registers.
 */

import { BLOCK, COLUMNS, PANEL } from "./pack";
import { add, mulAdd, SIZE, splat, splatAt } from "./vector";

/** Where ragged last columns are put together before they are copied out. */
const ragged = memory.data(128);

/** a: [rows, inner], b: packed [inner, cols], c: [rows, cols]; strides part the rows of a and c. */
export function product(
  rows: i32, cols: i32, inner: i32, a: usize, aStride: usize, b: usize, c: usize, cStride: usize, accumulate: bool,
): void {
  for (let k = 0; k < inner; k += BLOCK) {
    const count = min(BLOCK, inner - k);
    const onto: bool = accumulate || k > 0;
    const panel = PANEL * <usize>count;
    for (let j = 0; j < cols; j += COLUMNS, b += panel) {
      const width = min(COLUMNS, cols - j);
      const from = a + <usize>k * SIZE;
      const to = c + <usize>j * SIZE;
      if (width == COLUMNS) wholePanel(rows, count, from, aStride, b, to, cStride, onto);
      else raggedPanel(rows, count, width, from, aStride, b, to, cStride, onto);
    }
  }
}

@inline function wholePanel(
  rows: i32, inner: i32, a: usize, aStride: usize, b: usize, c: usize, cStride: usize, onto: bool,
): void {
  let r = 0;
  for (; r + 2 <= rows; r += 2, a += 2 * aStride, c += 2 * cStride) twoRows(inner, a, aStride, b, c, cStride, onto);
  if (r < rows) oneRow(inner, a, b, c, onto);
}

@inline function raggedPanel(
  rows: i32, inner: i32, cols: i32, a: usize, aStride: usize, b: usize, c: usize, cStride: usize, onto: bool,
): void {
  let r = 0;
  for (; r + 2 <= rows; r += 2, a += 2 * aStride, c += 2 * cStride) {
    twoRows(inner, a, aStride, b, ragged, PANEL, false);
    copyRagged(cols, ragged, c, onto);
    copyRagged(cols, ragged + PANEL, c + cStride, onto);
  }
  if (r < rows) {
    oneRow(inner, a, b, ragged, false);
    copyRagged(cols, ragged, c, onto);
  }
}

@inline function copyRagged(cols: i32, from: usize, to: usize, onto: bool): void {
  for (let c = 0; c < cols; c++, from += SIZE, to += SIZE) {
    store<Real>(to, onto ? load<Real>(to) + load<Real>(from) : load<Real>(from));
  }
}

function twoRows(inner: i32, a: usize, aStride: usize, b: usize, c: usize, cStride: usize, onto: bool): void {
  let c00 = splat(0), c01 = splat(0), c02 = splat(0), c03 = splat(0);
  let c10 = splat(0), c11 = splat(0), c12 = splat(0), c13 = splat(0);
  let second = a + aStride;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b, 0), b1 = v128.load(b, 16), b2 = v128.load(b, 32), b3 = v128.load(b, 48);
    let x = splatAt(a);
    c00 = mulAdd(x, b0, c00);
    c01 = mulAdd(x, b1, c01);
    c02 = mulAdd(x, b2, c02);
    c03 = mulAdd(x, b3, c03);
    x = splatAt(second);
    c10 = mulAdd(x, b0, c10);
    c11 = mulAdd(x, b1, c11);
    c12 = mulAdd(x, b2, c12);
    c13 = mulAdd(x, b3, c13);
    b += PANEL;
    a += SIZE;
    second += SIZE;
  }
  putFour(c, c00, c01, c02, c03, onto);
  putFour(c + cStride, c10, c11, c12, c13, onto);
}

/**
 * Even and odd k have sums of their own, because a sum waits for the one before it; the test between the two halves
 * keeps engines from loading both at once, for which there are not enough registers.
 */
function oneRow(inner: i32, a: usize, b: usize, c: usize, onto: bool): void {
  let c0 = splat(0), c1 = splat(0), c2 = splat(0), c3 = splat(0);
  let d0 = splat(0), d1 = splat(0), d2 = splat(0), d3 = splat(0);
  const end = a + <usize>inner * SIZE;
  for (; a < end; a += 2 * SIZE, b += 2 * PANEL) {
    let x = splatAt(a);
    c0 = mulAdd(x, v128.load(b, 0), c0);
    c1 = mulAdd(x, v128.load(b, 16), c1);
    c2 = mulAdd(x, v128.load(b, 32), c2);
    c3 = mulAdd(x, v128.load(b, 48), c3);
    if (a + SIZE == end) break;
    x = splatAt(a + SIZE);
    d0 = mulAdd(x, v128.load(b + PANEL, 0), d0);
    d1 = mulAdd(x, v128.load(b + PANEL, 16), d1);
    d2 = mulAdd(x, v128.load(b + PANEL, 32), d2);
    d3 = mulAdd(x, v128.load(b + PANEL, 48), d3);
  }
  putFour(c, add(c0, d0), add(c1, d1), add(c2, d2), add(c3, d3), onto);
}

@inline function putFour(c: usize, c0: v128, c1: v128, c2: v128, c3: v128, onto: bool): void {
  if (onto) {
    c0 = add(c0, v128.load(c, 0));
    c1 = add(c1, v128.load(c, 16));
    c2 = add(c2, v128.load(c, 32));
    c3 = add(c3, v128.load(c, 48));
  }
  v128.store(c, c0, 0);
  v128.store(c, c1, 16);
  v128.store(c, c2, 32);
  v128.store(c, c3, 48);
}
