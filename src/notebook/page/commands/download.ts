/** The notebook as a file to keep: .ipynb, or its code alone as TypeScript. */

import { isCode, notebookOf } from "../model/cell.ts";
import type { WorkbookActions } from "./workbook-actions.ts";

export function downloadNotebook({ store, shell, path }: WorkbookActions): void {
  const text = `${JSON.stringify(notebookOf(shell, store.notebook.cells), null, 1)}\n`;
  download(text, "application/x-ipynb+json", fileName(path));
}

/** Prose becomes comments, so that the file still reads in order. */
export function downloadTypeScript({ store, path }: WorkbookActions): void {
  const parts = store.notebook.cells.map((cell) =>
    isCode(cell) ? cell.source : cell.source.replace(/^/gm, "// ").replace(/ +$/gm, ""),
  );
  download(`${parts.join("\n\n")}\n`, "text/plain", fileName(path).replace(/\.ipynb$/, ".ts"));
}

function fileName(path: string): string {
  return path.split("/").at(-1) as string;
}

function download(text: string, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
