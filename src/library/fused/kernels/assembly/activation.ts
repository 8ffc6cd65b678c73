/**
 * e^x, the logistic sigmoid and tanh of a vector.
 *
 *   e^x = 2^n e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2;  e^r - 1 = r + r² p(r)
 *   tanh(x) = (e^2x - 1) / (e^2x + 1), with e^2x - 1 = 2^n (e^r - 1) + (2^n - 1), which does not cancel near 0
 *
 * In f32 p is the polynomial of Cephes (expf), in f64 the Taylor series up to r^13. NaN stays NaN.
 */

import { add, get, LANES, mul, mulAdd, put, SIZE, splat, splatAt, sub } from "./vector";

/**
 * The constants stand in memory: a load is one instruction, where engines build a vector constant from several.
 * First the lower and upper limit of x, 1 / ln 2, ln 2 as the sum of two parts, and ROUND; from 6 on the
 * coefficients of p, highest power first. Adding ROUND = 1.5 · 2^23 (2^52) + the exponent's bias rounds to a
 * whole number and leaves n + bias in the lowest bits, one shift away from the exponent of 2^n.
 */
const LOW = 0, HIGH = 1, PER_LN2 = 2, LN2_HIGH = 3, LN2_LOW = 4, ROUND = 5, P = 6;
const EXPONENT_AT = sizeof<Real>() == 4 ? 23 : 52;

const constants32 = memory.data<f32>([
  -87.3, 88, 1.44269504, 0.693359375, -2.1219444e-4, 12583039,
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
]);

const constants64 = memory.data<f64>([
  -708, 709, 1.4426950408889634, 6.9314718036912382e-1, 1.90821492927058770002e-10, 6755399441056767,
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6,
  2.48015873015873e-5, 1.984126984126984e-4, 1.388888888888889e-3, 8.333333333333333e-3, 4.1666666666666664e-2,
  1.6666666666666666e-1, 0.5,
]);

@inline function constant(index: i32): v128 {
  return splatAt((sizeof<Real>() == 4 ? constants32 : constants64) + <usize>index * SIZE);
}

/** x / ln 2 rounded to n, as n + ROUND. */
@inline function rounded(x: v128): v128 {
  return add(mul(x, constant(PER_LN2)), constant(ROUND));
}

/** Keeps 2^n a normal number. */
@inline function limited(x: v128): v128 {
  return v128.pmin<Real>(v128.pmax<Real>(x, constant(LOW)), constant(HIGH));
}

@inline function powerOfTwo(n: v128): v128 {
  if (sizeof<Real>() == 4) return i32x4.shl(n, EXPONENT_AT);
  return i64x2.shl(n, EXPONENT_AT);
}

/** e^r - 1 with r = x - n ln 2. p as a polynomial in r² with pairs of terms: fewer operations wait for each other. */
@inline function remainder(x: v128, roundedX: v128): v128 {
  const n = sub(roundedX, constant(ROUND));
  const r = sub(sub(x, mul(n, constant(LN2_HIGH))), mul(n, constant(LN2_LOW)));
  const square = mul(r, r);
  let p = mulAdd(pair(0, r), square, pair(2, r));
  p = mulAdd(p, square, pair(4, r));
  if (sizeof<Real>() == 8) {
    p = mulAdd(p, square, pair(6, r));
    p = mulAdd(p, square, pair(8, r));
    p = mulAdd(p, square, pair(10, r));
  }
  return mulAdd(square, p, r);
}

/** Coefficients number `index` and `index` + 1 of p: their two terms, without the even power of r that they share. */
@inline function pair(index: i32, r: v128): v128 {
  return mulAdd(constant(P + index), r, constant(P + index + 1));
}

@inline export function exp(x: v128): v128 {
  const inside = limited(x);
  const n = rounded(inside);
  return mul(add(remainder(inside, n), splat(1)), powerOfTwo(n));
}

/** σ(x) = eˣ / (eˣ + 1). */
@inline export function sigmoid(x: v128): v128 {
  const e = exp(x);
  return v128.div<Real>(e, add(e, splat(1)));
}

@inline export function tanh(x: v128): v128 {
  const inside = limited(add(x, x));
  const n = rounded(inside);
  const scale = powerOfTwo(n);
  const above = mulAdd(remainder(inside, n), scale, sub(scale, splat(1)));
  return v128.div<Real>(above, add(above, splat(2)));
}

/** y = σ(x), n numbers. */
export function applySigmoid(n: i32, x: usize, y: usize): void {
  for (; n >= LANES; n -= LANES, x += 16, y += 16) v128.store(y, sigmoid(v128.load(x)));
  if (n) put(y, sigmoid(get(x, n)), n);
}

/** y = tanh(x), n numbers. */
export function applyTanh(n: i32, x: usize, y: usize): void {
  for (; n >= LANES; n -= LANES, x += 16, y += 16) v128.store(y, tanh(v128.load(x)));
  if (n) put(y, tanh(get(x, n)), n);
}
