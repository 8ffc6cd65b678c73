/** Softmax cross-entropy with its gradient. */

import { exp } from "./activation";
import { add, get, LANES, mul, put, SIZE, splat, sub } from "./vector";

function rowMax(n: i32, x: usize): Real {
  let largest = load<Real>(x);
  for (let c = 1; c < n; c++) largest = max(largest, load<Real>(x + <usize>c * SIZE));
  return largest;
}

/** probs = e^(x - shift), not yet divided; returns their sum. */
function exponentials(n: i32, x: usize, shift: Real, probs: usize): Real {
  const by = splat(shift);
  let sums = splat(0);
  for (; n >= LANES; n -= LANES, x += 16, probs += 16) {
    const e = exp(sub(v128.load(x), by));
    v128.store(probs, e);
    sums = add(sums, e);
  }
  let sum = <Real>0;
  if (n) {
    put(probs, exp(sub(get(x, n), by)), n);
    for (let c = 0; c < n; c++) sum += load<Real>(probs + <usize>c * SIZE);
  }
  sum += v128.extract_lane<Real>(sums, 0) + v128.extract_lane<Real>(sums, 1);
  if (sizeof<Real>() == 4) sum += v128.extract_lane<Real>(sums, 2) + v128.extract_lane<Real>(sums, 3);
  return sum;
}

@inline function scaleLanes(n: i32, from: usize, factor: v128, to: usize): void {
  put(to, mul(get(from, n), factor), n);
}

function scale(n: i32, from: usize, factor: Real, to: usize): void {
  const by = splat(factor);
  for (; n >= LANES; n -= LANES, from += 16, to += 16) scaleLanes(LANES, from, by, to);
  if (n) scaleLanes(n, from, by, to);
}

/**
 * logits, probs, dLogits: [rows, classes]; targets: one i32 per row; weights: what each row's term counts.
 * Returns Σ over rows of weight · -log softmax(logits)[target].
 */
export function softmaxCrossEntropy(
  rows: i32, classes: i32, logits: usize, targets: usize, weights: usize, probs: usize, dLogits: usize,
): f64 {
  const bytes = <usize>classes * SIZE;
  let loss: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const weight = load<Real>(weights + <usize>row * SIZE);
    const target = <usize>load<i32>(targets + (<usize>row << 2)) * SIZE;
    const shift = rowMax(classes, logits);
    const sum = exponentials(classes, logits, shift, probs);
    scale(classes, probs, <Real>1 / sum, probs);
    scale(classes, probs, weight, dLogits);
    store<Real>(dLogits + target, load<Real>(dLogits + target) - weight);
    loss += <f64>weight * (Math.log(<f64>sum) + <f64>shift - <f64>load<Real>(logits + target));
    logits += bytes;
    probs += bytes;
    dLogits += bytes;
  }
  return loss;
}
