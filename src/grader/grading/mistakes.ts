/**
 * Known mistakes: for each exercise the wrong answers that learners plausibly give, as code with switches.
 * They serve twice: to prove that the checks catch them, and to tell a learner which one an answer equals.
 *
 * An executable bug model in the sense of Brown & Burton 1978.
 */

/** Answers of an exercise by function name; wrong where `has` says so. */
export type AnswerFunctions = Record<string, (...args: never[]) => unknown>;

export interface MistakeBank<Id extends string = string> {
  /** A clause for each, after "Your result equals what you get if …". */
  readonly clauses: Readonly<Record<Id, string>>;
  /** The exercise's functions with the given mistakes in them; with none they are right. */
  readonly answer: (has: (id: Id) => boolean) => AnswerFunctions;
  /** Mistakes that leave nothing of the exercise right; every check that fails by them costs. */
  readonly grave: readonly Id[];
  /** Groups that give the same numbers on every input. */
  readonly equivalent: readonly (readonly Id[])[];
}

export function mistakeBank<Id extends string>(
  clauses: Readonly<Record<Id, string>>,
  answer: (has: (id: Id) => boolean) => AnswerFunctions,
  { grave = [], equivalent = [] }: { grave?: readonly Id[]; equivalent?: readonly (readonly Id[])[] } = {},
): MistakeBank<Id> {
  return { clauses, answer, grave, equivalent };
}
