/** Where a reader stands in a walkthrough: the step, what is revealed, the numbers as changed. No page is needed. */

import { makeWalkthrough } from "../catalogue.ts";
import { type SetupChanges, withNumber } from "../setup.ts";
import type { Setup, Walkthrough } from "../walkthrough.ts";

export class Walk {
  readonly #id: string;
  readonly #first: SetupChanges | undefined;
  readonly #onChange: () => void;
  readonly #revealed = new Set<number>();
  #walkthrough: Walkthrough;
  #step: number;

  /** `onChange` is called after every change. */
  constructor(id: string, first: SetupChanges | undefined, onChange: () => void) {
    this.#id = id;
    this.#first = first;
    this.#onChange = onChange;
    this.#walkthrough = makeWalkthrough(id, first);
    this.#step = 0;
  }

  get walkthrough(): Walkthrough {
    return this.#walkthrough;
  }

  /** Counts from 0. */
  get step(): number {
    return this.#step;
  }

  /** A question stands before the answer. */
  get isCovered(): boolean {
    return this.#walkthrough.steps[this.#step].predict !== undefined && !this.#revealed.has(this.#step);
  }

  go(step: number): void {
    this.#step = Math.min(this.#walkthrough.steps.length - 1, Math.max(0, step));
    this.#onChange();
  }

  /** One step on (1) or back (-1); a question is answered before the walk goes on. */
  move(way: -1 | 1): void {
    if (way > 0 && this.isCovered) this.reveal();
    else this.go(this.#step + way);
  }

  reveal(): void {
    this.#revealed.add(this.#step);
    this.#onChange();
  }

  /** Changes one number of the setup; everything is computed anew. */
  change(name: string, at: readonly [number, number], value: number): void {
    this.#remake(withNumber(this.#walkthrough.setup, name, at, value));
  }

  /** Chooses; the numbers stay where they fit the new sizes. */
  choose(name: string, option: string): void {
    const { choices, numbers } = this.#walkthrough.setup;
    const fresh = makeWalkthrough(this.#id, { choices: { ...choices, [name]: option } }).setup;
    const kept = Object.entries(numbers).filter(([key, rows]) => hasShapeOf(rows, fresh.numbers[key]));
    this.#remake({ choices: fresh.choices, numbers: { ...fresh.numbers, ...Object.fromEntries(kept) } });
  }

  /** Back to the numbers of the beginning. */
  reset(): void {
    this.#revealed.clear();
    this.#remake(makeWalkthrough(this.#id, this.#first).setup);
  }

  #remake(setup: Setup): void {
    this.#walkthrough = makeWalkthrough(this.#id, setup);
    this.go(this.#step);
  }
}

function hasShapeOf(
  rows: readonly (readonly number[])[],
  other: readonly (readonly number[])[] | undefined,
): boolean {
  return other !== undefined && rows.length === other.length && rows[0].length === other[0].length;
}
