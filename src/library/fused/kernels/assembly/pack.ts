/**
 * Copies of matrices in the order in which the product reads them.
 *
 * A packed right side is a row of panels, each PANEL bytes wide (16 columns of f32, 8 of f64): all
 * rows of the first panel, then of the next. Rows come in blocks of BLOCK, so that one block of a
 * panel stays in the first-level cache. Columns beyond the last are zeros.
 */

import { SIZE } from "./vector";

export const PANEL: usize = 64;
export const COLUMNS: i32 = <i32>(PANEL / SIZE);
export const BLOCK: i32 = 256;

/** Packs b[rows, cols]; element (r, c) stands at b + r rowStride + c colStride, so a transpose is a swap of strides. */
export function pack(to: usize, b: usize, rows: i32, cols: i32, rowStride: usize, colStride: usize): void {
  for (let from = 0; from < rows; from += BLOCK) {
    const count = min(BLOCK, rows - from);
    for (let c = 0; c < cols; c += COLUMNS) {
      const source = b + <usize>from * rowStride + <usize>c * colStride;
      const width = min(COLUMNS, cols - c);
      if (width == COLUMNS && colStride == SIZE) packRows(to, source, count, rowStride);
      else packColumns(to, source, count, width, rowStride, colStride);
      to += PANEL * <usize>count;
    }
  }
}

@inline function packRows(to: usize, source: usize, rows: i32, rowStride: usize): void {
  for (let r = 0; r < rows; r++) {
    v128.store(to, v128.load(source, 0), 0);
    v128.store(to, v128.load(source, 16), 16);
    v128.store(to, v128.load(source, 32), 32);
    v128.store(to, v128.load(source, 48), 48);
    to += PANEL;
    source += rowStride;
  }
}

@inline function packColumns(
  to: usize, source: usize, rows: i32, cols: i32, rowStride: usize, colStride: usize,
): void {
  for (let c = 0; c < COLUMNS; c++) {
    let at = to + <usize>c * SIZE;
    let p = source + <usize>c * colStride;
    for (let r = 0; r < rows; r++) {
      store<Real>(at, c < cols ? load<Real>(p) : <Real>0);
      at += PANEL;
      p += rowStride;
    }
  }
}

/** to[cols, rows] = from[rows, cols] with rows and columns exchanged; `stride` parts the rows of `from`. */
export function transpose(to: usize, from: usize, rows: i32, cols: i32, stride: usize): void {
  const toStride = <usize>rows * SIZE;
  for (let r0 = 0; r0 < rows; r0 += COLUMNS) {
    const r1 = min(r0 + COLUMNS, rows);
    let c = 0;
    for (; c + 4 <= cols; c += 4) {
      let r = r0;
      for (; r + 4 <= r1; r += 4) {
        const source = from + <usize>r * stride + <usize>c * SIZE;
        transposeTile(to + <usize>c * toStride + <usize>r * SIZE, toStride, source, stride);
      }
      for (; r < r1; r++) transposeElements(to, toStride, from, stride, r, c, c + 4);
    }
    for (let r = r0; r < r1; r++) transposeElements(to, toStride, from, stride, r, c, cols);
  }
}

@inline function transposeElements(
  to: usize, toStride: usize, from: usize, stride: usize, row: i32, col: i32, endCol: i32,
): void {
  for (let c = col; c < endCol; c++) {
    const value = load<Real>(from + <usize>row * stride + <usize>c * SIZE);
    store<Real>(to + <usize>c * toStride + <usize>row * SIZE, value);
  }
}

/** A tile of 4 × 4. */
@inline function transposeTile(to: usize, toStride: usize, from: usize, stride: usize): void {
  if (sizeof<Real>() == 4) {
    const a = v128.load(from);
    const b = v128.load(from + stride);
    const c = v128.load(from + 2 * stride);
    const d = v128.load(from + 3 * stride);
    const ab0 = v128.shuffle<u32>(a, b, 0, 4, 1, 5);
    const ab1 = v128.shuffle<u32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<u32>(c, d, 0, 4, 1, 5);
    const cd1 = v128.shuffle<u32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<u64>(ab0, cd0, 0, 2));
    v128.store(to + toStride, v128.shuffle<u64>(ab0, cd0, 1, 3));
    v128.store(to + 2 * toStride, v128.shuffle<u64>(ab1, cd1, 0, 2));
    v128.store(to + 3 * toStride, v128.shuffle<u64>(ab1, cd1, 1, 3));
  } else {
    transposePair(to, toStride, from, stride);
    transposePair(to + 16, toStride, from + 2 * stride, stride);
    transposePair(to + 2 * toStride, toStride, from + 16, stride);
    transposePair(to + 2 * toStride + 16, toStride, from + 2 * stride + 16, stride);
  }
}

@inline function transposePair(to: usize, toStride: usize, from: usize, stride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + stride);
  v128.store(to, v128.shuffle<u64>(a, b, 0, 2));
  v128.store(to + toStride, v128.shuffle<u64>(a, b, 1, 3));
}
