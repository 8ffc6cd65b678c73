/** One example of a text-to-text task. */
export interface Pair {
  readonly source: string;
  readonly target: string;
}
