/** A notebook as one TypeScript file: code as it is, prose as comments, in the notebook's order. */

import type { Notebook } from "./notebook.ts";

export function exportScript(notebook: Notebook): string {
  const parts = notebook.cells.flatMap(({ cell_type, source }) => {
    if (source.trim() === "") return [];
    if (cell_type === "code") return [source.trimEnd()];
    return cell_type === "markdown" ? [comment(source)] : [];
  });
  return `${parts.join("\n\n")}\n`;
}

function comment(markdown: string): string {
  const lines = markdown.trim().replaceAll("*/", "*\\/").split("\n");
  return ["/*", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}
