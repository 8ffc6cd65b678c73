/**
 * Grades hostile submissions with the real checks, the answers in a real cage: no wrong grade, no orphan, no file outside
 * its folder, whatever they try. Every other submission is followed by an honest one of the same student, which shares
 * its process where that is still safe.
 */

import { join } from "node:path";
import { createRandom, randomInteger } from "unrolled/numeric";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Exercise, readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import type { Owner } from "../../../src/grader/sandbox/confined-process.ts";
import { type Define, runChecksWith } from "../grading/checks-in-process.ts";
import { answerWriter, bankOf } from "../grading/mistake-bank.ts";
import { type Cage, openCage, patient, root } from "../support.ts";
import { secret } from "./attacks.ts";
import { hostileSubmission } from "./hostile-grammar.ts";
import { createWatch } from "./hostile-watch.ts";

/** Small exercises of several kinds: forward, backward, a loss, clipping. */
const chosen = ["X1.1", "X2.1", "X3.1", "X5.1"];
/** What the checks' inputs are drawn from. */
const courseSecret = "the course secret is 4711";

interface Honest {
  readonly entry: Exercise;
  readonly define: Define;
  readonly name: string;
  readonly source: string;
  readonly names: readonly string[];
  readonly lost: readonly string[];
}

export interface Survival {
  readonly layer: "bubblewrap" | "namespaces";
  readonly found: string | undefined;
  readonly count: number;
  readonly seed: number;
  /** What the files of tests/exercises/ gave to `exercise`, by id, once they are imported. */
  readonly defined: ReadonlyMap<string, unknown>;
}

export function surviveHostile({ layer, found, count, seed, defined }: Survival): void {
  describe.skipIf(found === undefined)(
    `${count} hostile submissions inside ${layer}`,
    { timeout: 900_000 },
    () => {
      const watch = createWatch();
      let cage: Cage;
      let honest: Honest[];
      beforeAll(async () => {
        cage = await openCage([layer, "limits", "permissions"]);
        await watch.begin(cage);
        honest = (await Promise.all(chosen.map((id) => honestAnswers(id, defined)))).flat();
      });
      afterAll(async () => {
        watch.end();
        await cage.runner.remove();
      });

      it("get no wrong grade, and neither does what the same students hand in after them", async () => {
        const random = createRandom(seed);
        const submitted = Array.from({ length: count }, (_, i) => {
          const answer = honest[randomInteger(honest.length, random)];
          return { i, answer, ...hostileSubmission(answer, watch.targets(), random) };
        });

        await inTurns(submitted, 4, async ({ i, answer, name, source, isQuiet, isSlow }) => {
          const owner: Owner = { student: `student ${i}`, answers: i % 2 === 0 ? 2 : 1 };
          const before = answer.lost;
          const lost = await lostChecks(cage, answer, source, isSlow, owner);
          const gained = before.filter((check) => !lost.includes(check));

          expect(gained, `a check that the honest answer fails is passed by ${name}`).toEqual([]);
          if (isQuiet) expect(lost, `a check is lost by ${name}`).toEqual(before);
          if (i % 2 === 0) {
            const next = await lostChecks(cage, answer, answer.source, false, owner);
            expect(next, `the honest answer after ${name}`).toEqual(before);
          }
          watch.assertUntouched(name);
        });
      });

      it("leave no process behind", async () => {
        await expect.poll(watch.processes).toEqual([]);
      });

      it("leave the folders as they were", () => {
        watch.assertFolders();
      });
    },
  );
}

/** The right answer and three known mistakes of an exercise, and the checks that each fails. */
async function honestAnswers(id: string, defined: ReadonlyMap<string, unknown>): Promise<Honest[]> {
  const [entry] = readExerciseList(root).filter((item) => item.id === id);
  await import(join(root, "tests/exercises", `${entry.file}.test.ts`));
  const define = defined.get(id) as Define;
  const bank = await bankOf(entry.file);
  const ids = Object.keys(bank.clauses);
  const write = await answerWriter(entry.file);
  const made = [[], [], [], ...[1, 5, 9].map((k) => [ids[k % ids.length]])];
  return Promise.all(
    made.map(async (mistakes) => {
      const functions = bank.answer((mistake) => mistakes.includes(mistake));
      const names = Object.keys(functions);
      const source = write(mistakes);
      const answer = { entry, define, name: `${id} ${mistakes[0] ?? "right"}`, source, names, lost: [] };
      const inside = await openCage([]);
      const lost = await lostChecks(inside, answer, source, false, { student: "honest", answers: 1 });
      await inside.runner.remove();
      return { ...answer, lost };
    }),
  );
}

/** The checks that an answer in the cage does not pass, in order. */
async function lostChecks(
  cage: Cage,
  { entry, define }: Honest,
  source: string,
  isSlow: boolean,
  owner: Owner,
): Promise<readonly string[]> {
  const times = isSlow ? { callSeconds: 0.3, totalSeconds: 0.6 } : patient;
  const answer = await cage.open(source, times, owner);
  try {
    const { lost } = await runChecksWith(entry, define, courseSecret, (name, args) =>
      answer.call(name, args),
    );
    expect(answer.printed().length).toBeLessThanOrEqual(128 << 10);
    expect(answer.printed()).not.toContain(secret);
    return lost;
  } finally {
    await answer.close();
  }
}

/** Runs a task for every item, `width` at once. */
async function inTurns<Item>(
  items: readonly Item[],
  width: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) await task(items[next++]);
  };
  await Promise.all(Array.from({ length: width }, work));
}
