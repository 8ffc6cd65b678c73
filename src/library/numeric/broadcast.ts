/** Loops that meet a row-major matrix with one row or one column. Each gives fresh numbers of the same precision. */

import { dtypeOf, type Numbers, zeros } from "./numbers.ts";

export function plusRow(a: Numbers, row: Numbers): Numbers {
  const out = zeros(dtypeOf(a), a.length);
  for (let k = 0; k < a.length; ) {
    for (let c = 0; c < row.length; c++, k++) out[k] = a[k] + row[c];
  }
  return out;
}

export function timesRow(a: Numbers, row: Numbers): Numbers {
  const out = zeros(dtypeOf(a), a.length);
  for (let k = 0; k < a.length; ) {
    for (let c = 0; c < row.length; c++, k++) out[k] = a[k] * row[c];
  }
  return out;
}

export function timesColumn(a: Numbers, column: Numbers): Numbers {
  const out = zeros(dtypeOf(a), a.length);
  const cols = a.length / column.length;
  for (let r = 0, k = 0; r < column.length; r++) {
    for (let c = 0; c < cols; c++, k++) out[k] = a[k] * column[r];
  }
  return out;
}

/** One sum per column. */
export function columnSums(a: Numbers, cols: number): Numbers {
  const out = zeros(dtypeOf(a), cols);
  for (let k = 0; k < a.length; ) {
    for (let c = 0; c < cols; c++, k++) out[c] += a[k];
  }
  return out;
}

/** One sum per row. */
export function rowSums(a: Numbers, cols: number): Numbers {
  const out = zeros(dtypeOf(a), a.length / cols);
  for (let r = 0, k = 0; r < out.length; r++) {
    for (let c = 0; c < cols; c++, k++) out[r] += a[k];
  }
  return out;
}
