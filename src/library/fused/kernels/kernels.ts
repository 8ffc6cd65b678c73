/**
 * What a kernel module exports. The sources, with what each function computes, are in assembly/.
 *
 * Every pointer and stride counts bytes; rows, columns and lengths count numbers. A null pointer (0) as
 * `mask` or `peep` means that there is none.
 */

export interface Kernels {
  /** The first address that belongs to the caller. */
  firstFree(): number;
  pack(to: number, b: number, rows: number, cols: number, rowStride: number, colStride: number): void;
  transpose(to: number, from: number, rows: number, cols: number, stride: number): void;
  product(
    rows: number,
    cols: number,
    inner: number,
    a: number,
    aStride: number,
    packed: number,
    c: number,
    cStride: number,
    accumulate: boolean,
  ): void;
  fillRows(rows: number, cols: number, row: number, to: number): void;
  columnSums(rows: number, cols: number, x: number, stride: number, sums: number): void;
  columnDots(
    rows: number,
    cols: number,
    x: number,
    xStride: number,
    y: number,
    yStride: number,
    sums: number,
  ): void;
  addTo(n: number, x: number, y: number): void;
  /** 1 if all n numbers are finite, else 0. */
  allFinite(n: number, x: number): number;
  applySigmoid(n: number, x: number, y: number): void;
  applyTanh(n: number, x: number, y: number): void;
  rnnForward(batch: number, hidden: number, z: number, hPrev: number, h: number, mask: number): void;
  rnnBackward(batch: number, hidden: number, z: number, h: number, dh: number, mask: number): void;
  lstmForward(
    batch: number,
    hidden: number,
    z: number,
    peep: number,
    hPrev: number,
    cPrev: number,
    c: number,
    tanhC: number,
    h: number,
    mask: number,
  ): void;
  lstmBackward(
    batch: number,
    hidden: number,
    z: number,
    peep: number,
    cPrev: number,
    tanhC: number,
    dh: number,
    dc: number,
    mask: number,
  ): void;
  gruAfterForward(
    batch: number,
    hidden: number,
    a: number,
    q: number,
    hPrev: number,
    h: number,
    mask: number,
  ): void;
  gruAfterBackward(
    batch: number,
    hidden: number,
    a: number,
    q: number,
    hPrev: number,
    dh: number,
    mask: number,
  ): void;
  gruBeforeGates(batch: number, hidden: number, a: number, hPrev: number, q: number): void;
  gruBeforeOutput(batch: number, hidden: number, a: number, hPrev: number, h: number, mask: number): void;
  gruBeforeOutputBackward(
    batch: number,
    hidden: number,
    a: number,
    hPrev: number,
    dh: number,
    mask: number,
  ): void;
  gruBeforeGatesBackward(
    batch: number,
    hidden: number,
    a: number,
    hPrev: number,
    dq: number,
    dh: number,
  ): void;
  softmaxCrossEntropy(
    rows: number,
    classes: number,
    logits: number,
    targets: number,
    weights: number,
    probs: number,
    dLogits: number,
  ): number;
  adam(
    n: number,
    w: number,
    g: number,
    m: number,
    v: number,
    rate: number,
    beta1: number,
    beta2: number,
    c1: number,
    c2: number,
    epsilon: number,
  ): void;
}
