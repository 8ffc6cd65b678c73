/** Checks the sizes that a generator is asked for, and says what to change. */

/** Throws unless `value` is a whole number of at least `least`. `where` names the generator, `name` the size. */
export function expectSize(where: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${where}: ${name} must be a whole number of at least ${least}, got ${value}.`);
  }
}
