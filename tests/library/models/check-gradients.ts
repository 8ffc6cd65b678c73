/** Compares every parameter's gradient with central differences of the loss. */

import { expect } from "vitest";
import { gradientCheck } from "../../../src/library/numeric/gradient-check.ts";
import type { Named } from "../../../src/library/numeric/named.ts";

interface Checkable<Batch> {
  loss(params: Named, batch: Batch): { loss: number };
  gradients(params: Named, batch: Batch): { loss: number; grads: Named };
}

/**
 * `unused`: parameters that must get no gradient at all; every other must get some.
 * In float64 a right gradient stays below 1e-7 relative: see gradient-check.ts.
 */
export function expectRightGradients<Batch>(
  model: Checkable<Batch>,
  params: Named,
  batch: Batch,
  { unused = [] }: { unused?: readonly string[] } = {},
): void {
  const { loss, grads } = model.gradients(params, batch);
  expect(loss).toBe(model.loss(params, batch).loss);
  expect(Object.keys(grads)).toEqual(Object.keys(params));
  for (const name of Object.keys(params)) {
    const check = gradientCheck(() => model.loss(params, batch).loss, params[name], grads[name]);
    expect(check.maxRelativeError, `${name}: ${JSON.stringify(check.worst)}`).toBeLessThan(1e-7);
    expect(grads[name].norm() === 0, `${name} gets no gradient`).toBe(unused.includes(name));
  }
}
