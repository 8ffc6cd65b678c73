/**
 * RESULTS.md: one page of results, a section per benchmark. Each benchmark replaces its own section, between two
 * comments, and leaves the others as they are.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** In the order of the page. */
const sections = ["library", "notebooks", "kernels", "workbook", "grader", "class"] as const;
export type ResultsSection = (typeof sections)[number];

const page = join(import.meta.dirname, "RESULTS.md");
const heading =
  "# Benchmark results\n\nTimes belong to the machine and its load; ratios, taken in one run, travel further.\n";

/** Writes one section; `markdown` begins with a heading of the second level. */
export function writeResults(section: ResultsSection, markdown: string): void {
  const before = existsSync(page) ? readFileSync(page, "utf8") : "";
  const texts = sections.map((each) => (each === section ? markdown.trim() : sectionOf(before, each)));
  const marked = texts.flatMap((text, k) =>
    text ? [`${mark(sections[k], "begin")}\n\n${text}\n\n${mark(sections[k], "end")}\n`] : [],
  );
  writeFileSync(page, [heading, ...marked].join("\n"));
}

const mark = (section: ResultsSection, place: "begin" | "end"): string => `<!-- ${place} ${section} -->`;

function sectionOf(text: string, section: ResultsSection): string {
  const [begin, end] = [mark(section, "begin"), mark(section, "end")];
  const from = text.indexOf(begin);
  return from < 0 ? "" : text.slice(from + begin.length, text.indexOf(end)).trim();
}
