/** Numbers as a walkthrough writes them, in the picture and in its text alike. */

import type { Matrix } from "../numeric/matrix.ts";
import type { Rows } from "./scene.ts";

/** Three digits after the point, fewer if the number has fewer; what is smaller than that, as a power of ten. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size < 0.0005 || size >= 10_000) return sign + powerText(size);
  const text = size.toFixed(size < 10 ? 3 : size < 100 ? 2 : 1);
  return sign + (Number(text) === size ? String(size) : text);
}

function powerText(size: number): string {
  const [digits, exponent] = size.toExponential(1).split("e") as [string, string];
  return `${digits}·10${superscript(Number(exponent))}`;
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const lowered = "₀₁₂₃₄₅₆₇₈₉";

function superscript(whole: number): string {
  const digits = Array.from(String(Math.abs(whole)), (digit) => raised[Number(digit)]).join("");
  return whole < 0 ? `⁻${digits}` : digits;
}

/** A whole number as an index: `subscript(12)` is "₁₂". */
export function subscript(index: number): string {
  return Array.from(String(index), (digit) => lowered[Number(digit)]).join("");
}

/** One number as it is; a row or a column as [a, b]; several rows as [a, b; c, d]. */
export function rowsText(rows: Rows): string {
  if (rows.length === 1 && rows[0].length === 1) return numberText(rows[0][0]);
  if (rows.every((row) => row.length === 1))
    return `[${rows.map(([value]) => numberText(value)).join(", ")}]`;
  return `[${rows.map((row) => row.map(numberText).join(", ")).join("; ")}]`;
}

/** The numbers of a matrix in a sentence. */
export const matrixText = (matrix: Matrix): string => rowsText(matrix.toRows());

/** A sum of products with every negative number after an operator in parentheses: "2 · (−1)". */
export const inParentheses = (sum: string): string => sum.replace(/(?<=[·+] )−[^\s,;)\]]+/g, "($&)");
