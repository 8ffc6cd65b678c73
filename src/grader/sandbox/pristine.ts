/**
 * Whether anything that answers share inside one process was changed: globals, the language's own objects, the
 * modules they import. A later answer of the same student must not fail by what an earlier one did to them.
 *
 * It guards a student against mishaps, not the grader against attacks: an answer that hides its traces meets only
 * answers of its own author.
 */

interface Imprint {
  readonly object: object;
  readonly keys: readonly PropertyKey[];
  /** Value, getter and setter of each key, one after the other. */
  readonly values: readonly unknown[];
}

const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const is = Object.is;

/** Takes an imprint of globals and modules as they are now; the function says whether they are still the same. */
export function takeImprint(modules: readonly object[]): () => boolean {
  const imprints = sharedObjects(modules).map(imprintOf);
  return () => {
    for (const imprint of imprints) if (!isSame(imprint, imprintOf(imprint.object))) return false;
    return true;
  };
}

function imprintOf(object: object): Imprint {
  const keys = ownKeys(object);
  const values: unknown[] = [];
  for (const key of keys) {
    const found = getOwnPropertyDescriptor(object, key);
    values[values.length] = found?.value;
    values[values.length] = found?.get;
    values[values.length] = found?.set;
  }
  return { object, keys, values };
}

const isSame = (before: Imprint, now: Imprint): boolean =>
  sameItems(before.keys, now.keys) && sameItems(before.values, now.values);

function sameItems(before: readonly unknown[], now: readonly unknown[]): boolean {
  if (before.length !== now.length) return false;
  for (let i = 0; i < before.length; i++) if (!is(before[i], now[i])) return false;
  return true;
}

/** The global object, what stands in it and in the modules, and the prototypes of all of these. */
function sharedObjects(modules: readonly object[]): object[] {
  const found = new Set<object>([globalThis]);
  const add = (value: unknown): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value))
      return;
    found.add(value);
    add(getOwnPropertyDescriptor(value, "prototype")?.value);
    add(getPrototypeOf(value));
  };
  for (const key of ownKeys(globalThis)) add(getOwnPropertyDescriptor(globalThis, key)?.value);
  for (const module of modules) for (const key of ownKeys(module)) add(Reflect.get(module, key));
  add(process); // with its listeners; a getter in globalThis, as is all that Node loads late
  for (const nameless of [[][Symbol.iterator](), (function* () {})(), new Int8Array()])
    add(getPrototypeOf(nameless));
  return [...found];
}
