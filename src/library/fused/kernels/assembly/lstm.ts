/**
 * Long short-term memory cell, one time step for the whole batch, with or without peepholes.
 *
 *   i = σ(zi + c₋ pi)   f = σ(zf + c₋ pf)   g = tanh(zg)   c = f c₋ + i g   o = σ(zo + c po)   h = o tanh(c)
 *
 * z: [batch, 4·hidden], the gates in the order i f g o, replaced in place: pre-activations, then gates,
 * then the gradients of the pre-activations. peep: [3, hidden], the rows pi pf po, or the null pointer.
 * The others: [batch, hidden]. mask: see rnn.ts.
 */

import { sigmoid, tanh } from "./activation";
import { isSkipped } from "./rnn";
import { add, get, LANES, mul, oneMinus, put, SIZE } from "./vector";

/** i, f, g (in z) and c. */
@inline function cellLanes(
  n: i32, peepholes: bool, bytes: usize, z: usize, peep: usize, cPrev: usize, c: usize,
): void {
  const before = get(cPrev, n);
  let zi = get(z, n), zf = get(z + bytes, n);
  if (peepholes) {
    zi = add(zi, mul(before, get(peep, n)));
    zf = add(zf, mul(before, get(peep + bytes, n)));
  }
  const i = sigmoid(zi), f = sigmoid(zf), g = tanh(get(z + 2 * bytes, n));
  put(z, i, n);
  put(z + bytes, f, n);
  put(z + 2 * bytes, g, n);
  put(c, add(mul(f, before), mul(i, g)), n);
}

/** o (in z), tanh(c) and h. */
@inline function outputLanes(
  n: i32, peepholes: bool, bytes: usize, z: usize, peep: usize, c: usize, tanhC: usize, h: usize,
): void {
  const after = get(c, n);
  let zo = get(z + 3 * bytes, n);
  if (peepholes) zo = add(zo, mul(after, get(peep + 2 * bytes, n)));
  const o = sigmoid(zo), t = tanh(after);
  put(z + 3 * bytes, o, n);
  put(tanhC, t, n);
  put(h, mul(o, t), n);
}

/** In two sweeps: tanh(c) waits for c, and a processor can only look ahead past a short loop. */
@inline function forwardRow(
  peepholes: bool, hidden: i32, z: usize, peep: usize, cPrev: usize, c: usize, tanhC: usize, h: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  let n = hidden, q: usize = 0;
  for (; n >= LANES; n -= LANES, q += 16) cellLanes(LANES, peepholes, bytes, z + q, peep + q, cPrev + q, c + q);
  if (n) cellLanes(n, peepholes, bytes, z + q, peep + q, cPrev + q, c + q);
  n = hidden;
  q = 0;
  for (; n >= LANES; n -= LANES, q += 16) {
    outputLanes(LANES, peepholes, bytes, z + q, peep + q, c + q, tanhC + q, h + q);
  }
  if (n) outputLanes(n, peepholes, bytes, z + q, peep + q, c + q, tanhC + q, h + q);
}

/** z, hPrev, cPrev -> gates (in z), c, tanh(c), h. */
export function lstmForward(
  batch: i32, hidden: i32, z: usize, peep: usize, hPrev: usize, cPrev: usize, c: usize, tanhC: usize, h: usize, mask: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++) {
    if (isSkipped(mask, row)) {
      memory.copy(h, hPrev, bytes);
      memory.copy(c, cPrev, bytes);
    } else if (peep) {
      forwardRow(true, hidden, z, peep, cPrev, c, tanhC, h);
    } else {
      forwardRow(false, hidden, z, 0, cPrev, c, tanhC, h);
    }
    z += 4 * bytes;
    hPrev += bytes;
    cPrev += bytes;
    c += bytes;
    tanhC += bytes;
    h += bytes;
  }
}

@inline function sigmoidSlope(y: v128): v128 {
  return mul(y, oneMinus(y));
}

@inline function backwardLanes(
  n: i32, peepholes: bool, bytes: usize, z: usize, peep: usize, cPrev: usize, tanhC: usize, dh: usize, dc: usize,
): void {
  const i = get(z, n), f = get(z + bytes, n), g = get(z + 2 * bytes, n), o = get(z + 3 * bytes, n);
  const t = get(tanhC, n), dhHere = get(dh, n);
  const dzo = mul(mul(dhHere, t), sigmoidSlope(o));
  let dcHere = add(get(dc, n), mul(mul(dhHere, o), oneMinus(mul(t, t))));
  if (peepholes) dcHere = add(dcHere, mul(dzo, get(peep + 2 * bytes, n)));
  const dzi = mul(mul(dcHere, g), sigmoidSlope(i));
  const dzf = mul(mul(dcHere, get(cPrev, n)), sigmoidSlope(f));
  let dcPrev = mul(dcHere, f);
  if (peepholes) dcPrev = add(dcPrev, add(mul(dzi, get(peep, n)), mul(dzf, get(peep + bytes, n))));
  put(z, dzi, n);
  put(z + bytes, dzf, n);
  put(z + 2 * bytes, mul(mul(dcHere, i), oneMinus(mul(g, g))), n);
  put(z + 3 * bytes, dzo, n);
  put(dc, dcPrev, n);
}

@inline function backwardRow(
  peepholes: bool, hidden: i32, z: usize, peep: usize, cPrev: usize, tanhC: usize, dh: usize, dc: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  let n = hidden, q: usize = 0;
  for (; n >= LANES; n -= LANES, q += 16) {
    backwardLanes(LANES, peepholes, bytes, z + q, peep + q, cPrev + q, tanhC + q, dh + q, dc + q);
  }
  if (n) backwardLanes(n, peepholes, bytes, z + q, peep + q, cPrev + q, tanhC + q, dh + q, dc + q);
}

/** Gates -> dz in place; dc becomes dcPrev; dh becomes what reaches hPrev besides dz Whᵀ (see rnn.ts). */
export function lstmBackward(
  batch: i32, hidden: i32, z: usize, peep: usize, cPrev: usize, tanhC: usize, dh: usize, dc: usize, mask: usize,
): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++) {
    if (isSkipped(mask, row)) {
      memory.fill(z, 0, 4 * bytes);
    } else {
      if (peep) backwardRow(true, hidden, z, peep, cPrev, tanhC, dh, dc);
      else backwardRow(false, hidden, z, 0, cPrev, tanhC, dh, dc);
      memory.fill(dh, 0, bytes);
    }
    z += 4 * bytes;
    cPrev += bytes;
    tanhC += bytes;
    dh += bytes;
    dc += bytes;
  }
}
