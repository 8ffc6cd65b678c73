/** How a matrix prints in a notebook or a console: its shape, then its numbers in columns. */

import type { Numbers } from "./numbers.ts";

const ROWS_SHOWN = 10;
const COLUMNS_SHOWN = 10;

/** A title line, then one line per row; long rows and columns end in an ellipsis. */
export function matrixText(title: string, data: Numbers, rows: number, cols: number): string {
  const shownRows = Math.min(rows, ROWS_SHOWN);
  const shownCols = Math.min(cols, COLUMNS_SHOWN);
  const cells = Array.from({ length: shownRows }, (_, r) =>
    Array.from({ length: shownCols }, (_, c) => numberText(data[r * cols + c])),
  );
  const width = Math.max(...cells.flat().map((text) => text.length));
  const lines = cells.map((line) => {
    const numbers = line.map((text) => text.padStart(width)).join("  ");
    return `  ${numbers}${cols > shownCols ? "  …" : ""}`;
  });
  if (rows > shownRows) lines.push("  ⋮");
  return [title, ...lines].join("\n");
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? value.toFixed(4) : value.toExponential(3);
}
