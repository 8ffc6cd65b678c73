/**
 * Gated recurrent unit, one time step for the whole batch: r = σ(ar), z = σ(az), h = (1 - z) ⊙ n + z ⊙ h₋.
 *
 *   reset after the product:    n = tanh(an + r ⊙ q),  q = h₋ Whn + bhn
 *   reset before the product:   n = tanh(an + q Whn),  q = r ⊙ h₋
 *
 * a: [batch, 3·hidden], in the order r z n, replaced in place: pre-activations, then gates, then the
 * gradients of the pre-activations. The others: [batch, hidden]. mask: see rnn.ts.
 */

import { sigmoid, tanh } from "./activation";
import { isSkipped } from "./rnn";
import { add, get, LANES, mul, oneMinus, put, SIZE, sub } from "./vector";

@inline function outputLanes(n: i32, candidate: v128, update: v128, hPrev: usize, h: usize): void {
  // (1 - z) n + z h₋ = n + z (h₋ - n)
  put(h, add(candidate, mul(update, sub(get(hPrev, n), candidate))), n);
}

/** r and z, in a. */
@inline function gatesLanes(n: i32, bytes: usize, a: usize): void {
  put(a, sigmoid(get(a, n)), n);
  put(a + bytes, sigmoid(get(a + bytes, n)), n);
}

@inline function afterOutputLanes(n: i32, bytes: usize, a: usize, q: usize, hPrev: usize, h: usize): void {
  const candidate = tanh(add(get(a + 2 * bytes, n), mul(get(a, n), get(q, n))));
  put(a + 2 * bytes, candidate, n);
  outputLanes(n, candidate, get(a + bytes, n), hPrev, h);
}

/** Reset after: a, q, hPrev -> gates (in a), h. In two sweeps over a row, as in lstm.ts. */
export function gruAfterForward(
  batch: i32, hidden: i32, a: usize, q: usize, hPrev: usize, h: usize, mask: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, a += 3 * bytes, q += bytes, hPrev += bytes, h += bytes) {
    if (isSkipped(mask, row)) {
      memory.copy(h, hPrev, bytes);
      continue;
    }
    let n = hidden, p: usize = 0;
    for (; n >= LANES; n -= LANES, p += 16) gatesLanes(LANES, bytes, a + p);
    if (n) gatesLanes(n, bytes, a + p);
    n = hidden;
    p = 0;
    for (; n >= LANES; n -= LANES, p += 16) afterOutputLanes(LANES, bytes, a + p, q + p, hPrev + p, h + p);
    if (n) afterOutputLanes(n, bytes, a + p, q + p, hPrev + p, h + p);
  }
}

@inline function afterBackwardLanes(n: i32, bytes: usize, a: usize, q: usize, hPrev: usize, dh: usize): void {
  const r = get(a, n), z = get(a + bytes, n), candidate = get(a + 2 * bytes, n), dhHere = get(dh, n);
  const dan = mul(mul(dhHere, oneMinus(z)), oneMinus(mul(candidate, candidate)));
  const daz = mul(mul(dhHere, sub(get(hPrev, n), candidate)), mul(z, oneMinus(z)));
  put(a, mul(mul(dan, get(q, n)), mul(r, oneMinus(r))), n);
  put(a + bytes, daz, n);
  put(a + 2 * bytes, dan, n);
  put(q, mul(dan, r), n);
  put(dh, mul(dhHere, z), n);
}

/** Reset after: gates -> da in place, q -> dq; dh becomes what reaches hPrev besides the products with Whᵀ. */
export function gruAfterBackward(
  batch: i32, hidden: i32, a: usize, q: usize, hPrev: usize, dh: usize, mask: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, a += 3 * bytes, q += bytes, hPrev += bytes, dh += bytes) {
    if (isSkipped(mask, row)) {
      memory.fill(a, 0, 3 * bytes);
      memory.fill(q, 0, bytes);
      continue;
    }
    let n = hidden, p: usize = 0;
    for (; n >= LANES; n -= LANES, p += 16) afterBackwardLanes(LANES, bytes, a + p, q + p, hPrev + p, dh + p);
    if (n) afterBackwardLanes(n, bytes, a + p, q + p, hPrev + p, dh + p);
  }
}

@inline function beforeGatesLanes(n: i32, bytes: usize, a: usize, hPrev: usize, q: usize): void {
  const r = sigmoid(get(a, n));
  put(a, r, n);
  put(a + bytes, sigmoid(get(a + bytes, n)), n);
  put(q, mul(r, get(hPrev, n)), n);
}

/** Reset before, first half: ar, az -> r, z (in a) and q = r ⊙ hPrev. */
export function gruBeforeGates(batch: i32, hidden: i32, a: usize, hPrev: usize, q: usize): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, a += 3 * bytes, hPrev += bytes, q += bytes) {
    let n = hidden, p: usize = 0;
    for (; n >= LANES; n -= LANES, p += 16) beforeGatesLanes(LANES, bytes, a + p, hPrev + p, q + p);
    if (n) beforeGatesLanes(n, bytes, a + p, hPrev + p, q + p);
  }
}

@inline function beforeOutputLanes(n: i32, bytes: usize, a: usize, hPrev: usize, h: usize): void {
  const candidate = tanh(get(a + 2 * bytes, n));
  put(a + 2 * bytes, candidate, n);
  outputLanes(n, candidate, get(a + bytes, n), hPrev, h);
}

/** Reset before, second half, once q Whn has been added to an: an -> n (in a), h. */
export function gruBeforeOutput(batch: i32, hidden: i32, a: usize, hPrev: usize, h: usize, mask: usize): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, a += 3 * bytes, hPrev += bytes, h += bytes) {
    if (isSkipped(mask, row)) {
      memory.copy(h, hPrev, bytes);
      continue;
    }
    let n = hidden, p: usize = 0;
    for (; n >= LANES; n -= LANES, p += 16) beforeOutputLanes(LANES, bytes, a + p, hPrev + p, h + p);
    if (n) beforeOutputLanes(n, bytes, a + p, hPrev + p, h + p);
  }
}

@inline function beforeOutputBackwardLanes(n: i32, bytes: usize, a: usize, hPrev: usize, dh: usize): void {
  const z = get(a + bytes, n), candidate = get(a + 2 * bytes, n), dhHere = get(dh, n);
  put(a + 2 * bytes, mul(mul(dhHere, oneMinus(z)), oneMinus(mul(candidate, candidate))), n);
  put(a + bytes, mul(mul(dhHere, sub(get(hPrev, n), candidate)), mul(z, oneMinus(z))), n);
  put(dh, mul(dhHere, z), n);
}

/** Reset before: z, n -> daz, dan in place; r stays. A skipped row gets r = 0, so that nothing flows through it. */
export function gruBeforeOutputBackward(
  batch: i32, hidden: i32, a: usize, hPrev: usize, dh: usize, mask: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, a += 3 * bytes, hPrev += bytes, dh += bytes) {
    if (isSkipped(mask, row)) {
      memory.fill(a, 0, 3 * bytes);
      continue;
    }
    let n = hidden, p: usize = 0;
    for (; n >= LANES; n -= LANES, p += 16) beforeOutputBackwardLanes(LANES, bytes, a + p, hPrev + p, dh + p);
    if (n) beforeOutputBackwardLanes(n, bytes, a + p, hPrev + p, dh + p);
  }
}

@inline function beforeGatesBackwardLanes(n: i32, a: usize, hPrev: usize, dq: usize, dh: usize): void {
  const r = get(a, n), dqHere = get(dq, n);
  put(dh, add(get(dh, n), mul(dqHere, r)), n);
  put(a, mul(mul(dqHere, get(hPrev, n)), mul(r, oneMinus(r))), n);
}

/** Reset before, with dq = dan Whnᵀ: r -> dar in place; dh += dq ⊙ r. */
export function gruBeforeGatesBackward(
  batch: i32, hidden: i32, a: usize, hPrev: usize, dq: usize, dh: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, a += 3 * bytes, hPrev += bytes, dq += bytes, dh += bytes) {
    let n = hidden, p: usize = 0;
    for (; n >= LANES; n -= LANES, p += 16) beforeGatesBackwardLanes(LANES, a + p, hPrev + p, dq + p, dh + p);
    if (n) beforeGatesBackwardLanes(n, a + p, hPrev + p, dq + p, dh + p);
  }
}
