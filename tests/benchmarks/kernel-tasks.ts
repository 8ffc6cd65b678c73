/** What a kernel is timed with: the same cells and questions for every kernel. */

/** Each list is run in order, each entry timed on its own. */
export interface KernelTasks {
  /** After the start, before the first cell: a person reads the page. */
  readonly restSeconds: number;
  readonly first: readonly string[];
  readonly trivial: readonly string[];
  /** The whole library, for the first time and again. */
  readonly library: readonly string[];
  readonly libraryAgain: readonly string[];
  /** The first answer is left out: it warms up. */
  readonly complete: readonly string[];
  readonly inspect: readonly string[];
}

export type KernelTask = Exclude<keyof KernelTasks, "restSeconds"> | "ready" | "restart";

/** Milliseconds, one per run. */
export type KernelTimes = Readonly<Partial<Record<KernelTask, readonly number[]>>>;

const folders = ["cells", "data", "experiments", "figures", "layers", "models", "numeric", "training"];
const importAll = folders.map((name) => `import * as ${name} from "unrolled/${name}";`).join(" ");
const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

export const kernelTasks: KernelTasks = {
  restSeconds: 3,
  first: ["1 + 1"],
  trivial: times(21, (index) => `${index} + 1`),
  library: [importAll],
  libraryAgain: times(9, (index) => `${importAll} ${index}`),
  complete: times(12, () => "Math.sq"),
  inspect: times(12, () => "Math.sqrt"),
};
