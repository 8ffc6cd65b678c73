/** Stops a training where NaN or infinity appears, and says in which update, in which tensor, and what to do. */

import { assertFinite, NotFiniteError } from "../numeric/assert-finite.ts";
import type { Named } from "../numeric/named.ts";

const HINT = "Lower the learning rate, clip the gradients (clipNorm) or check the data.";

/** Runs an update. A NotFiniteError is told again, with the update's number and a hint. */
export function expectFiniteUpdate<T>(update: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof NotFiniteError)) throw error;
    throw new NotFiniteError(`train: update ${update}: ${error.message} ${HINT}`, { cause: error });
  }
}

/** Throws if the loss is not finite, and names the first gradient that is not finite either. */
export function expectFiniteLoss(loss: number, grads: Named): void {
  if (Number.isFinite(loss)) return;
  for (const [name, grad] of Object.entries(grads)) {
    assertFinite(`the loss is ${loss}; the gradient of "${name}"`, grad);
  }
  throw new NotFiniteError(`the loss is ${loss}, all gradients are finite.`);
}

/** Throws if a parameter is no longer finite, and names it. */
export function expectFiniteParams(params: Named): void {
  for (const [name, param] of Object.entries(params)) {
    assertFinite(`the parameter "${name}", after the update,`, param);
  }
}
