/**
 * A walkthrough: a computation of the library, stepped forward and then backward with real numbers.
 *
 * It is plain data, made anew from its setup whenever a number of the setup changes. Every number in it comes from
 * the library's own cells, layers and models.
 */

import type { Picture, Rows } from "./scene.ts";

/** The eight walkthroughs. */
export type WalkthroughId = "W1" | "W2" | "W3" | "W4" | "W5" | "W6" | "W7" | "W8";

/** What can be changed: numbers by name (weights, inputs), and choices by name (how many time steps, which loss). */
export interface Setup {
  readonly numbers: Readonly<Record<string, Rows>>;
  readonly choices: Readonly<Record<string, string>>;
}

/** A choice that the reader has. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

/** Numbers that the reader may change. */
export interface Input {
  /** Name in the setup. */
  readonly name: string;
  readonly label: string;
  /** What each row is; empty where there is one row. */
  readonly rowLabels: readonly string[];
  readonly least: number;
  readonly most: number;
  /** Words for the whole numbers from 0 on: the number is chosen, not typed. */
  readonly names?: readonly string[];
}

/** A line of the library: `file` below src/library, the function or method that it stands in, and its text. */
export interface CodeLine {
  readonly file: string;
  readonly function: string;
  readonly line: string;
}

/** A question to think about before the next step is seen, and its answer, with the numbers of this walk. */
export interface Prediction {
  readonly question: string;
  readonly answer: string;
}

/** One step of the walk. */
export interface Step {
  readonly title: string;
  readonly way: "forward" | "backward" | "look";
  /** What happens, with its numbers. */
  readonly text: string;
  /** TeX, without numbers; indices are letters. */
  readonly equation: string;
  readonly code: CodeLine;
  /** Asked at this step; its answer and the numbers that are new stay covered until they are asked for. */
  readonly predict?: Prediction;
}

/** A walkthrough with all its numbers. */
export interface Walkthrough {
  readonly id: WalkthroughId;
  readonly title: string;
  /** One sentence: what to see. */
  readonly summary: string;
  readonly setup: Setup;
  readonly choices: readonly Choice[];
  readonly inputs: readonly Input[];
  readonly picture: Picture;
  readonly steps: readonly Step[];
}

/** How one walkthrough is made. */
export interface WalkthroughMaker {
  readonly id: WalkthroughId;
  readonly title: string;
  readonly summary: string;
  readonly choices: readonly Choice[];
  /** The numbers to begin with. The first option of each choice is what is chosen at first. */
  startingNumbers(choices: Setup["choices"]): Setup["numbers"];
  inputs(setup: Setup): readonly Input[];
  make(setup: Setup): { readonly picture: Picture; readonly steps: readonly Step[] };
}
