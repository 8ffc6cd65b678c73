/** Elementwise loops over flat storage. Each gives fresh numbers of the same precision. */

import { dtypeOf, type Numbers, zeros } from "./numbers.ts";

const fresh = (a: Numbers): Numbers => zeros(dtypeOf(a), a.length);

export function mapped(a: Numbers, f: (value: number, index: number) => number): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = f(a[k], k);
  return out;
}

export function sigmoid(a: Numbers): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = 1 / (1 + Math.exp(-a[k]));
  return out;
}

export function tanh(a: Numbers): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = Math.tanh(a[k]);
  return out;
}

export function relu(a: Numbers): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = a[k] <= 0 ? 0 : a[k];
  return out;
}

export function sum(a: Numbers, b: Numbers): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = a[k] + b[k];
  return out;
}

export function difference(a: Numbers, b: Numbers): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = a[k] - b[k];
  return out;
}

export function product(a: Numbers, b: Numbers): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = a[k] * b[k];
  return out;
}

export function scaled(a: Numbers, factor: number): Numbers {
  const out = fresh(a);
  for (let k = 0; k < a.length; k++) out[k] = a[k] * factor;
  return out;
}

/** a += b. */
export function addInto(a: Numbers, b: Numbers): void {
  for (let k = 0; k < a.length; k++) a[k] += b[k];
}
