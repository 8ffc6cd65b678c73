/**
 * Reports as JUnit XML, which GitLab, Jenkins and most other build servers show: one test suite per exercise, one test
 * case per check.
 *
 * Format: the schema of Jenkins' xUnit plugin, https://github.com/jenkinsci/xunit-plugin (junit-10.xsd).
 */

import type { CheckReport, GradeReport } from "../grading/report.ts";
import { visibleLines } from "./terminal.ts";

export function junitReport(reports: readonly GradeReport[]): string {
  const counts = countAttributes(reports.map(countOf).reduce(add, nothing));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="unrolled"${counts}>`,
    ...reports.flatMap(suite),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Count {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

const nothing: Count = { tests: 0, failures: 0, errors: 0, skipped: 0 };

const add = (a: Count, b: Count): Count => ({
  tests: a.tests + b.tests,
  failures: a.failures + b.failures,
  errors: a.errors + b.errors,
  skipped: a.skipped + b.skipped,
});

/** An answer that could not be run counts as one test, because it has no checks. */
function countOf({ checks, error }: GradeReport): Count {
  if (error !== undefined) return { ...nothing, tests: 1, errors: 1 };
  const failures = checks.filter(({ status }) => status === "failed").length;
  const skipped = checks.filter(({ status }) => status === "skipped").length;
  return { tests: checks.length, failures, errors: 0, skipped };
}

/** `skipped` belongs to a suite only. */
const countAttributes = ({ tests, failures, errors }: Count): string =>
  ` tests="${tests}" failures="${failures}" errors="${errors}"`;

function suite(report: GradeReport): string[] {
  const { exercise, title, points, maxPoints, checks, error } = report;
  const count = countOf(report);
  const cases =
    error === undefined
      ? checks.flatMap((check) => testCase(exercise, check))
      : element("testcase", { name: title, classname: exercise }, element("error", { message: error }, []));
  const said = [report.diagnosis ?? [], report.notes, report.hiddenNotes ?? []].flat().join("\n");
  return element(
    "testsuite",
    {
      name: `${exercise} ${title}`,
      id: exercise,
      tests: count.tests,
      failures: count.failures,
      errors: count.errors,
      skipped: count.skipped,
    },
    [
      ...element("properties", {}, [
        ...element("property", { name: "points", value: points }, []),
        ...element("property", { name: "maxPoints", value: maxPoints }, []),
      ]),
      ...cases,
      ...(said === "" ? [] : [`<system-out>${escaped(said)}</system-out>`]),
    ],
  );
}

function testCase(
  exercise: string,
  { id, title, status, points, maxPoints, message }: CheckReport,
): string[] {
  const name = `${id} ${title} (${points} / ${maxPoints} points)`;
  const kind = { passed: undefined, failed: "failure", skipped: "skipped" }[status];
  return element(
    "testcase",
    { name, classname: exercise },
    kind === undefined ? [] : element(kind, message === undefined ? {} : { message }, []),
  );
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[],
): string[] {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const head = `<${name}${written.join("")}`;
  return content.length === 0
    ? [`${head}/>`]
    : [`${head}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
};

/** Answers write into messages; control characters are shown, and what XML cannot hold is replaced. */
function escaped(text: string): string {
  const lines = visibleLines(text);
  const held = lines.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    "\ufffd",
  );
  return held.replace(/[\ufffe\uffff]/g, "\ufffd").replace(/[&<>"'\n]/g, (letter) => entities[letter]);
}
