/** Checks of X16.1: the verdict on each claim of notebooks/claims.json, group by group. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure } from "../../src/grader/grading/expectations.ts";

interface Claim {
  readonly id: string;
  readonly group: string;
  readonly verdict: string;
  readonly notebook: readonly string[];
}

const file = join(import.meta.dirname, "../../notebooks/claims.json");
const { groups, claims } = JSON.parse(readFileSync(file, "utf8")) as {
  groups: { id: string }[];
  claims: Claim[];
};
/** What the notes leave out is no claim of theirs. */
const asked = claims.filter(({ verdict }) => verdict !== "missing");
const verdicts = ["holds", "needs care", "false"];
/** The share of right verdicts that a group asks for. */
const enough = 0.9;

exercise("X16.1", ({ check }) => {
  for (const [k, { id }] of groups.entries()) {
    check("abcdefghi"[k], async (tools) => {
      const given = await ask(tools);

      judge(
        asked.filter(({ group }) => group === id),
        given,
      );
    });
  }
});

async function ask({ call }: CheckTools): Promise<Record<string, unknown>> {
  const given = await call("selfTest");
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new CheckFailure("selfTest: expected an object with a verdict for each claim.");
  return given as Record<string, unknown>;
}

function judge(group: readonly Claim[], given: Record<string, unknown>): void {
  const empty = group.filter(({ id }) => !verdicts.includes(String(given[id])));
  if (empty.length > 0)
    throw new CheckFailure(
      `No verdict yet on ${empty.map(({ id }) => id).join(", ")}. A verdict is "holds", "needs care" or "false".`,
    );
  const wrong = group.filter(({ id, verdict }) => given[id] !== verdict);
  const opposite = wrong.filter(({ id, verdict }) => verdict !== "needs care" && given[id] !== "needs care");
  if (opposite.length > 0)
    throw new CheckFailure(`The opposite is true of ${places(opposite)}. Look there once more.`);
  const needed = Math.ceil(enough * group.length);
  const right = group.length - wrong.length;
  if (right < needed)
    throw new CheckFailure(
      `${right} of ${group.length} are right, and ${needed} are needed. Look again at ${places(wrong)}.`,
    );
}

const places = (claims: readonly Claim[]): string =>
  claims.map(({ id, notebook }) => `${id} (chapter ${notebook[0]})`).join(", ");
