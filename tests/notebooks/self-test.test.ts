/** The self-test of chapter 16 asks every claim in its own words, and its answers cannot be read from where it runs. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readClaims } from "../../src/cli/claims.ts";
import { bundleAnswer } from "../../src/grader/sandbox/bundle.ts";
import { openCage, root } from "../grader/support.ts";
import { exercisesFolder, notebookNames, readNotebook } from "./course.ts";

const { claims } = readClaims(root);
const asked = claims.filter(({ verdict }) => verdict !== "missing");
const claimsFile = join(root, "notebooks/claims.json");

describe("the self-test", () => {
  it("asks each claim once, in its words, without its verdict", () => {
    const stub = readFileSync(join(exercisesFolder, "16-1-self-test.ts"), "utf8");

    const lines = [...stub.matchAll(/^ {2}"?([A-I](?:-?\d+))"?: "(.*?)", \/\/ (.+)$/gm)];

    expect(lines.map(([, id, verdict, claim]) => ({ id, verdict, claim }))).toEqual(
      asked.map(({ id, claim }) => ({ id, verdict: "", claim })),
    );
  });

  it("states in the notebook how often each verdict is right", () => {
    const name = notebookNames.find((each) => each.startsWith("16-"))!;
    const source = readNotebook(name).cells.find(({ id }) => id === "quiz-baseline")!.source;
    const countOf = (verdict: string): number => asked.filter((claim) => claim.verdict === verdict).length;

    const stated = /\{ holds: (\d+), "needs care": (\d+), false: (\d+) \}/.exec(source)!;

    expect(stated.slice(1).map(Number)).toEqual(["holds", "needs care", "false"].map(countOf));
  });
});

describe("an answer that looks the verdicts up", () => {
  const answerOf = (head: string, value: string): string =>
    `${head}\nexport function selfTest() { return ${value}; }`;

  it.each([
    [`import claims from ${JSON.stringify(claimsFile)};`, "claims"],
    ['import { readFileSync } from "node:fs";', `readFileSync(${JSON.stringify(claimsFile)}, "utf8")`],
    ["", 'import("node:fs")'],
  ])("is refused: %s %s", async (head, value) => {
    const bundle = await bundleAnswer({ source: answerOf(head, value), file: "answer.ts", imports: [] });

    expect(bundle).toHaveProperty("error");
  });

  const cage = openCage();
  afterAll(async () => {
    await (await cage).runner.remove();
  });

  it("reads nothing by way of the process", async () => {
    const value = `process.getBuiltinModule("node:fs").readFileSync(${JSON.stringify(claimsFile)}, "utf8")`;
    const answer = await (await cage).open(answerOf("", value));

    const given = answer.call("selfTest", []);

    await expect(given).rejects.toThrow();
    await answer.close();
  });
});
