/**
 * Vanilla recurrent cell, one time step for the whole batch: h = tanh(z).
 *
 * z, h, hPrev, dh: [batch, hidden]. mask: one byte per row, or the null pointer; where it is 0 the
 * time step is skipped: the state stays, and its gradient passes through.
 */

import { tanh } from "./activation";
import { get, LANES, mul, oneMinus, put, SIZE } from "./vector";

@inline export function isSkipped(mask: usize, row: i32): bool {
  return mask != 0 && load<u8>(mask + <usize>row) == 0;
}

/** z -> h. */
export function rnnForward(batch: i32, hidden: i32, z: usize, hPrev: usize, h: usize, mask: usize): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, z += bytes, hPrev += bytes, h += bytes) {
    if (isSkipped(mask, row)) {
      memory.copy(h, hPrev, bytes);
      continue;
    }
    let n = hidden, q: usize = 0;
    for (; n >= LANES; n -= LANES, q += 16) v128.store(h + q, tanh(v128.load(z + q)));
    if (n) put(h + q, tanh(get(z + q, n)), n);
  }
}

@inline function backwardLanes(n: i32, z: usize, h: usize, dh: usize): void {
  const y = get(h, n);
  put(z, mul(get(dh, n), oneMinus(mul(y, y))), n);
}

/** z becomes dz. dh becomes what reaches hPrev besides dz Whᵀ: nothing, or all of it where the step was skipped. */
export function rnnBackward(batch: i32, hidden: i32, z: usize, h: usize, dh: usize, mask: usize): void {
  const bytes = <usize>hidden * SIZE;
  for (let row = 0; row < batch; row++, z += bytes, h += bytes, dh += bytes) {
    if (isSkipped(mask, row)) {
      memory.fill(z, 0, bytes);
      continue;
    }
    let n = hidden, q: usize = 0;
    for (; n >= LANES; n -= LANES, q += 16) backwardLanes(LANES, z + q, h + q, dh + q);
    if (n) backwardLanes(n, z + q, h + q, dh + q);
    memory.fill(dh, 0, bytes);
  }
}
