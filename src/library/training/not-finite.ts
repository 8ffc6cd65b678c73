/** Stops a training where NaN or infinity appears, and says in which update, in which tensor, and what to do. */

import { assertFinite } from "../numeric/assert-finite.ts";
import type { Named } from "../numeric/named.ts";

const HINT = "Lower the learning rate, clip the gradients (clipNorm) or check the data.";

/** As `assertFinite` words it. */
const TELLS_OF_NOT_FINITE = / is (NaN|-?Infinity)\b/;

/** Runs an update. An error that tells of NaN or infinity is told again, with the update's number and a hint. */
export function expectFiniteUpdate<T>(update: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError) || !TELLS_OF_NOT_FINITE.test(error.message)) throw error;
    throw new RangeError(`train: update ${update}: ${error.message} ${HINT}`, { cause: error });
  }
}

/** Throws if the loss is not finite, and names the first gradient that is not finite either. */
export function expectFiniteLoss(loss: number, grads: Named): void {
  if (Number.isFinite(loss)) return;
  for (const [name, grad] of Object.entries(grads)) {
    assertFinite(`the loss is ${loss}; the gradient of "${name}"`, grad);
  }
  throw new RangeError(`the loss is ${loss}, all gradients are finite.`);
}

/** Throws if a parameter is no longer finite, and names it. */
export function expectFiniteParams(params: Named): void {
  for (const [name, param] of Object.entries(params)) {
    assertFinite(`the parameter "${name}", after the update,`, param);
  }
}
