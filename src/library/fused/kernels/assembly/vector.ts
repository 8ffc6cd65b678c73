/**
 * Vectors of 16 bytes: 4 lanes of f32 or 2 of f64.
 *
 * Every kernel is written once, for `Real`. The compiler is told what Real is (f32 or f64) and
 * whether products and sums may be fused (RELAXED), so each combination becomes a module of its own.
 * A pointer and a stride count bytes; a number of rows or columns counts elements.
 */

export const SIZE: usize = sizeof<Real>();
export const LANES: i32 = 16 / <i32>SIZE;

/** The same number in all lanes. */
@inline export function splat(value: Real): v128 {
  return v128.splat<Real>(value);
}

/** The number at p in all lanes. */
@inline export function splatAt(p: usize): v128 {
  if (sizeof<Real>() == 4) return v128.load_splat<u32>(p);
  return v128.load_splat<u64>(p);
}

@inline export function add(a: v128, b: v128): v128 {
  return v128.add<Real>(a, b);
}

@inline export function sub(a: v128, b: v128): v128 {
  return v128.sub<Real>(a, b);
}

@inline export function mul(a: v128, b: v128): v128 {
  return v128.mul<Real>(a, b);
}

/** a b + c; rounded once where RELAXED allows it, else twice. */
@inline export function mulAdd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return v128.relaxed_madd<Real>(a, b, c);
  return v128.add<Real>(c, v128.mul<Real>(a, b));
}

/** 1 - a. */
@inline export function oneMinus(a: v128): v128 {
  return v128.sub<Real>(v128.splat<Real>(1), a);
}

/** Loads `n` numbers from p, 1 ≤ n ≤ LANES; lanes beyond n are zero and their memory is not touched. */
@inline export function get(p: usize, n: i32): v128 {
  if (n == LANES) return v128.load(p);
  if (sizeof<Real>() == 8) return v128.load64_zero(p);
  if (n == 1) return v128.load32_zero(p);
  const two = v128.load64_zero(p);
  if (n == 2) return two;
  return v128.load_lane<u32>(p + 8, two, 2);
}

/** Stores the first `n` lanes at p. */
@inline export function put(p: usize, v: v128, n: i32): void {
  if (n == LANES) {
    v128.store(p, v);
  } else if (sizeof<Real>() == 8) {
    v128.store_lane<u64>(p, v, 0);
  } else if (n == 1) {
    v128.store_lane<u32>(p, v, 0);
  } else {
    v128.store_lane<u64>(p, v, 0);
    if (n == 3) v128.store_lane<u32>(p + 8, v, 2);
  }
}
