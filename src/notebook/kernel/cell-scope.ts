/**
 * The names that all cells share. Each name is an accessor onto the variable of the cell that declared it
 * last, so reading and assigning from another cell reaches the variable itself.
 *
 * While a cell runs, a name that it declares again but has not reached yet still means the earlier one; if
 * the cell fails before reaching it, the earlier one stays.
 */

interface Binding {
  get(): unknown;
  set?: ((value: unknown) => void) | undefined;
}

export interface EnteredNames {
  /** Settles the names of a cell that has ended; returns those that it never initialised. */
  settle(): Set<string>;
}

export class CellScope {
  readonly names: Record<string, unknown> = Object.create(null, { __esModule: { value: true } });

  /** Takes the accessors of a cell that starts. */
  enter(accessors: object): EnteredNames {
    const declared = Object.entries(Object.getOwnPropertyDescriptors(accessors));
    const earlier = new Map(
      declared.map(([name]) => [name, Object.getOwnPropertyDescriptor(this.names, name)] as const),
    );
    for (const [name, { get, set }] of declared)
      this.#define(name, whileRunning({ get: get!, set }, earlier.get(name)));
    return {
      settle: () => {
        const missing = new Set<string>();
        for (const [name, { get, set }] of declared) {
          const previous = earlier.get(name);
          if (isInitialised(get!)) this.#define(name, { get: get!, set });
          else {
            missing.add(name);
            if (previous) Object.defineProperty(this.names, name, previous);
            else delete this.names[name];
          }
        }
        return missing;
      },
    };
  }

  /** Takes a name out and returns its value: the last expression of a cell. */
  take(name: string): unknown {
    const value = this.names[name];
    delete this.names[name];
    return value;
  }

  #define(name: string, { get, set }: Binding): void {
    const refuse = (): never => {
      throw new TypeError(`Assignment to constant variable ${name}.`);
    };
    Object.defineProperty(this.names, name, {
      get,
      set: set ?? refuse,
      configurable: true,
      enumerable: true,
    });
  }
}

/** Only a variable that is not initialised yet makes its getter or setter throw. */
function whileRunning(binding: Binding, earlier: PropertyDescriptor | undefined): Binding {
  if (!earlier) return binding;
  const { get, set } = binding;
  return {
    get: () => (isInitialised(get) ? get() : earlier.get?.()),
    set: set && ((value) => (isInitialised(get) ? set(value) : earlier.set?.(value))),
  };
}

function isInitialised(get: () => unknown): boolean {
  try {
    get();
    return true;
  } catch {
    return false;
  }
}
