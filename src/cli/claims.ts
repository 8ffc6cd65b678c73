/**
 * `unrolled claims`: which cells, exercises and tests settle each claim of the course.
 *
 * The claims stand in notebooks/claims.json. A cell names those that it settles in its metadata
 * (`unrolled.claims`), and the verdict that it tells the reader (`unrolled.verdict`); an exercise names
 * them in exercises/list.json (`claims`), a test in a comment of its own (`claims:` and the ids).
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseNotebook } from "../notebook/format/notebook.ts";

/** "missing": the lecture notes leave it out, the course supplies it. */
export type Verdict = "holds" | "needs care" | "false" | "missing";

export interface Claim {
  /** "A5"; "C-5" in group C. */
  readonly id: string;
  readonly group: string;
  readonly claim: string;
  readonly verdict: Verdict;
  /** Verdicts of the parts of a claim that are judged one by one. */
  readonly parts?: Readonly<Record<string, Verdict>>;
  /** What is right. */
  readonly statement: string;
  /** Paper and year. */
  readonly source?: string;
  /** The chapters that serve it, the main one first: "01". */
  readonly notebook: readonly string[];
}

export interface ClaimList {
  readonly about: string;
  readonly groups: readonly { readonly id: string; readonly title: string; readonly rows: number }[];
  readonly claims: readonly Claim[];
}

/** Where a claim is named. A cell: "01-the-recurrent-cell#one-step"; with the verdict that it tells. */
interface Mention {
  readonly kind: "cell" | "exercise" | "test";
  readonly place: string;
  readonly claims: readonly string[];
  readonly verdict?: string | undefined;
}

export interface CoveredClaim extends Claim {
  readonly cells: readonly { readonly cell: string; readonly verdict?: string }[];
  readonly exercises: readonly string[];
  readonly tests: readonly string[];
}

export interface Coverage {
  readonly claims: readonly CoveredClaim[];
  /** Claims without a cell, by the chapter that is to serve them. */
  readonly uncovered: readonly {
    readonly chapter: string;
    readonly written: boolean;
    readonly ids: readonly string[];
  }[];
  /** Claims with cells, none of which tells the verdict. */
  readonly unjudged: readonly string[];
  readonly problems: readonly string[];
}

const projectFolder = join(import.meta.dirname, "../..");
/** The verdicts that a reader is told. */
const told: readonly string[] = ["holds", "needs care", "false"];

/** Prints the coverage; exit status 1 when a cell contradicts the list or names a claim that is not there. */
export async function claims(
  { json = false }: { readonly json?: boolean },
  root: string = projectFolder,
): Promise<void> {
  const coverage = coverClaims(root);
  console.log(json ? JSON.stringify(coverage, null, 2) : coverageText(coverage));
  process.exitCode = coverage.problems.length > 0 ? 1 : 0;
}

export function readClaims(root: string): ClaimList {
  return JSON.parse(readFileSync(join(root, "notebooks/claims.json"), "utf8")) as ClaimList;
}

/** Holds the list against the notebooks, exercises and tests below `root`. Throws when a file cannot be read. */
export function coverClaims(root: string): Coverage {
  const list = readClaims(root).claims;
  const notebooks = readdirSync(join(root, "notebooks"))
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
  const mentions = [
    ...notebooks.flatMap((name) => cellMentions(root, name)),
    ...exerciseMentions(root),
    ...testMentions(root),
  ];
  const covered = list.map((claim) => cover(claim, mentions));
  const withCells = covered.filter(({ cells }) => cells.length > 0);
  const chapters = [...new Set(list.map(({ notebook }) => notebook[0]))].sort();
  return {
    claims: covered,
    uncovered: chapters
      .map((chapter) => ({
        chapter,
        written: notebooks.some((name) => name.startsWith(`${chapter}-`)),
        ids: covered
          .filter(({ cells, notebook }) => cells.length === 0 && notebook[0] === chapter)
          .map(({ id }) => id),
      }))
      .filter(({ ids }) => ids.length > 0),
    unjudged: withCells.filter(({ cells }) => cells.every(({ verdict }) => !verdict)).map(({ id }) => id),
    problems: mentions.flatMap((mention) => problemsOf(mention, list)),
  };
}

function cover(claim: Claim, mentions: readonly Mention[]): CoveredClaim {
  const here = mentions.filter(({ claims }) => claims.includes(claim.id));
  const placesOf = (kind: Mention["kind"]): string[] =>
    here.filter((mention) => mention.kind === kind).map(({ place }) => place);
  const cells = here
    .filter(({ kind }) => kind === "cell")
    .map(({ place, verdict }) => (verdict ? { cell: place, verdict } : { cell: place }));
  return { ...claim, cells, exercises: placesOf("exercise"), tests: placesOf("test") };
}

function cellMentions(root: string, name: string): Mention[] {
  const { cells } = parseNotebook(readFileSync(join(root, "notebooks", name), "utf8"), name);
  return cells.flatMap(({ id, metadata }) => {
    const unrolled: { claims?: readonly string[]; verdict?: string } = metadata.unrolled ?? {};
    const { claims = [], verdict } = unrolled;
    if (claims.length === 0 && verdict === undefined) return [];
    return [{ kind: "cell", place: `${name.replace(/\.ipynb$/, "")}#${id}`, claims, verdict }];
  });
}

function exerciseMentions(root: string): Mention[] {
  const entries = JSON.parse(readFileSync(join(root, "exercises/list.json"), "utf8")) as {
    id: string;
    claims?: string[];
  }[];
  return entries.flatMap(({ id, claims }) => (claims ? [{ kind: "exercise", place: id, claims }] : []));
}

function testMentions(root: string): Mention[] {
  const folder = join(root, "tests");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".test.ts"),
  );
  return files.sort().flatMap((file) => {
    const comments = readFileSync(join(folder, file), "utf8").matchAll(/^\s*(?:\/\/|\/?\*+) claims: (.+)$/gm);
    const ids = [...comments].flatMap(([, names]) => names.match(/\b[A-Z]-?\d+\b/g) ?? []);
    if (ids.length === 0) return [];
    return [{ kind: "test", place: ["tests", ...file.split(sep)].join("/"), claims: [...new Set(ids)] }];
  });
}

function problemsOf({ place, claims, verdict }: Mention, list: readonly Claim[]): string[] {
  const problems: string[] = [];
  if (verdict !== undefined && !told.includes(verdict))
    problems.push(`${place} says "${verdict}"; a cell says one of ${told.join(", ")}.`);
  if (verdict !== undefined && claims.length === 0)
    problems.push(`${place} says "${verdict}" and names no claim.`);
  for (const id of claims) {
    const claim = list.find((entry) => entry.id === id);
    if (!claim) problems.push(`${place} names ${id}, which is not in notebooks/claims.json.`);
    else if (verdict !== undefined && !agrees(verdict, claim))
      problems.push(`${place} says "${verdict}" of ${id}; notebooks/claims.json says "${claim.verdict}".`);
  }
  return problems;
}

/** What the notes leave out has no verdict in the list, so that a cell may judge what the course supplies. */
const agrees = (said: string, { verdict, parts = {} }: Claim): boolean =>
  verdict === "missing" || [verdict, ...Object.values(parts)].some((given) => given === said);

/** One line for each claim, then what is not settled, then a summary. */
export function coverageText({ claims, uncovered, unjudged, problems }: Coverage): string {
  const waiting = uncovered.filter(({ written }) => !written).flatMap(({ ids }) => ids).length;
  const open = uncovered.flatMap(({ ids }) => ids).length - waiting;
  return [
    ...claims.map(claimLine),
    ...(uncovered.length > 0 ? ["", "Without a cell:"] : []),
    ...uncovered.map(
      ({ chapter, written, ids }) =>
        `  chapter ${chapter}${written ? "" : " (not written yet)"}: ${ids.join(" ")}`,
    ),
    ...(unjudged.length > 0 ? ["", `With cells, but none tells the verdict: ${unjudged.join(" ")}`] : []),
    ...(problems.length > 0 ? ["", ...problems.map((problem) => `✗ ${problem}`)] : []),
    "",
    `${claims.length} claims: ${claims.length - open - waiting} covered, ${open} not, ${waiting} in chapters not written yet; ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`,
  ].join("\n");
}

/** Verdict cells first, then others, three cells at most; the whole of it with --json. */
function claimLine({ id, verdict, cells, exercises, tests }: CoveredClaim): string {
  const short = [...cells]
    .sort((a, b) => Number(b.verdict !== undefined) - Number(a.verdict !== undefined))
    .map(({ cell }) => cell.replace(/^(\d+)[^#]*/, "$1"));
  const rest = short.length > 3 ? [`+${short.length - 3}`] : [];
  const places = [...short.slice(0, 3), ...rest, ...exercises, ...tests];
  return `${id.padEnd(5)} ${verdict.padEnd(10)}  ${places.join("  ") || "–"}`;
}
