/** What a cell declares with `using` at its top level, disposed of in reverse order when the cell ends. */

type Dispose = () => unknown;

export class CellResources {
  readonly #disposals: Dispose[] = [];

  /** Notes a value to dispose of and returns it; null and undefined need nothing. */
  add<Value>(value: Value, isAsync: boolean): Value {
    if (value === null || value === undefined) return value;
    const methods = value as Record<symbol, Dispose | undefined>;
    const dispose = (isAsync && methods[Symbol.asyncDispose]) || methods[Symbol.dispose];
    if (typeof dispose !== "function")
      throw new TypeError(
        `using: expected a value with a method [Symbol.${isAsync ? "asyncDispose" : "dispose"}], got ${typeof value}. ` +
          "Declare what need not be disposed of with const.",
      );
    this.#disposals.push(() => dispose.call(value));
    return value;
  }

  /** Disposes of all of them, also if one fails; returns the first failure. */
  async dispose(): Promise<{ thrown: unknown } | undefined> {
    let failure: { thrown: unknown } | undefined;
    for (let dispose = this.#disposals.pop(); dispose; dispose = this.#disposals.pop())
      try {
        await dispose();
      } catch (thrown) {
        failure ??= { thrown };
      }
    return failure;
  }
}
