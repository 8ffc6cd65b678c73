/** A box as SVG: its label, its values, and beside them its gradients. */

import { line } from "../drawing.ts";
import { numberText } from "../number-text.ts";
import { placeOfInput, type Rows, type ShownBox } from "../scene.ts";
import type { Input } from "../walkthrough.ts";
import { escapeText } from "./dom.ts";

export interface BoxSettings {
  /** What can be changed, by its name in the setup. */
  readonly inputs: ReadonlyMap<string, Input>;
  /** New numbers are covered by question marks. */
  readonly isCovered: boolean;
}

/** What stands inside the box's <g>, drawn from its upper left corner. */
export function boxSvg(box: ShownBox, settings: BoxSettings): string {
  const { width, height, columns, hasGradient, label } = box;
  const gradientsAt = width - line.rim - columns * line.number;
  const valuesAt = hasGradient ? gradientsAt - columns * line.number : gradientsAt;
  return [
    `<rect class="paper" width="${width}" height="${height}" rx="7"/>`,
    `<rect class="frame" width="${width}" height="${height}" rx="7"/>`,
    heatSvg(box, settings),
    labelSvg(label, valuesAt, height),
    valueSvg(box, valuesAt, settings),
    hasGradient ? gradientSvg(box, gradientsAt, settings) : "",
  ].join("");
}

function valueSvg(box: ShownBox, at: number, { isCovered, inputs }: BoxSettings): string {
  const { value, hasNewValue, height, columns } = box;
  if (!value) return "";
  const covered = isCovered && hasNewValue;
  const kind = `${hasNewValue ? " new" : ""}${value.wrong ? " wrong" : ""}`;
  if (value.word !== undefined) {
    const x = at + (columns * line.number) / 2;
    return `<text class="word${kind}" x="${x}" y="${height / 2}">${covered ? "?" : escapeText(value.word)}</text>`;
  }
  if (!value.rows) return "";
  const input = box.input && inputs.get(box.input.name);
  if (input) return inputNumbers(value.rows, at, box, input);
  const painted = box.isValve && !covered ? valves(value.rows, at) : "";
  return painted + numbers(value.rows, { at, kind: `value${kind}`, isCovered: covered });
}

function gradientSvg(
  { gradient, hasNewGradient, height }: ShownBox,
  at: number,
  settings: BoxSettings,
): string {
  const divider = `<path class="divider" d="M${at} 5V${height - 5}"/>`;
  if (!gradient?.rows) return divider;
  const kind = hasNewGradient ? "gradient new" : "gradient";
  return divider + numbers(gradient.rows, { at, kind, isCovered: settings.isCovered && hasNewGradient });
}

function heatSvg({ heat, value, width, height, hasNewValue }: ShownBox, { isCovered }: BoxSettings): string {
  if (heat === undefined || !value || (isCovered && hasNewValue)) return "";
  return `<rect class="heat" width="${width}" height="${height}" rx="7" style="opacity:${(0.45 * heat).toFixed(3)}"/>`;
}

function labelSvg(label: string, room: number, height: number): string {
  const size = label.length > 3 ? " smaller" : label.length > 2 ? " small" : "";
  return `<text class="label${size}" x="${(room + line.rim) / 2}" y="${height / 2}">${escapeText(label)}</text>`;
}

const centre = (at: number, column: number): number => at + (column + 0.5) * line.number;
const middle = (row: number): number => line.rim + (row + 0.5) * line.height;

function numbers(
  rows: Rows,
  { at, kind, isCovered }: { at: number; kind: string; isCovered: boolean },
): string {
  return eachNumber(rows, (value, row, column) => {
    const text = isCovered ? "?" : numberText(value);
    const exact = isCovered ? "" : `<title>${value}</title>`;
    return `<text class="${kind}${lengthClass(text)}" x="${centre(at, column)}" y="${middle(row)}">${text}${exact}</text>`;
  });
}

/** Numbers that can be dragged, or changed with the up and down keys. */
function inputNumbers(rows: Rows, at: number, box: ShownBox, { name, least, most, names }: Input): string {
  return eachNumber(rows, (value, row, column) => {
    const place = placeOfInput(box.input!, [row, column]).join(",");
    const text = names?.[value] ?? numberText(value);
    const where = rows.length * rows[0].length > 1 ? `, row ${row + 1}, column ${column + 1}` : "";
    return `<g class="input" role="spinbutton" tabindex="0" data-input="${name}" data-at="${place}" aria-label="${escapeText(box.says + where)}" aria-valuenow="${value}" aria-valuemin="${least}" aria-valuemax="${most}" aria-valuetext="${text}"><rect x="${at + column * line.number + 2}" y="${line.rim + row * line.height + 2}" width="${line.number - 4}" height="${line.height - 4}" rx="4"/><text class="value${lengthClass(text)}" x="${centre(at, column)}" y="${middle(row)}">${text}</text></g>`;
  });
}

/** As far as a gate is open, so far is its place painted. */
function valves(rows: Rows, at: number): string {
  return eachNumber(rows, (value, row, column) => {
    const open = Math.min(1, Math.max(0, value));
    return `<rect class="valve" x="${at + column * line.number}" y="${line.rim + row * line.height}" width="${line.number}" height="${line.height}" style="opacity:${(0.06 + 0.5 * open).toFixed(3)}"/>`;
  });
}

const eachNumber = (rows: Rows, draw: (value: number, row: number, column: number) => string): string =>
  rows.flatMap((row, r) => row.map((value, c) => draw(value, r, c))).join("");

const lengthClass = (text: string): string => (text.length > 7 ? " long" : "");
