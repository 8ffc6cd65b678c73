/** How the variants of a race are drawn: the colour says the kind of cell, the dash which variant of that kind. */

import type { LongLagCell } from "../experiments/long-lag-model.ts";
import { model, sweepColour } from "./palette.ts";

export interface VariantStyle {
  readonly color: string;
  readonly dash: string;
}

/** Of variants that do not start as usual. Plain dashes are for baselines. */
const dashes = ["dot", "dashdot", "longdashdot"];

/** One style per variant. Variants of one kind alone are told apart by the colours of a sweep, in their order. */
export function variantStyles(variants: readonly { readonly cell: LongLagCell }[]): VariantStyle[] {
  const kinds = variants.map(({ cell }) => kindOf(cell));
  const isSweep = variants.length > 1 && new Set(kinds).size === 1;
  return kinds.map((kind, k) => {
    if (isSweep) return { color: sweepColour(sweepPlace(k, kinds.length)), dash: "solid" };
    const earlier = variants
      .slice(0, k)
      .filter(({ cell }, at) => kinds[at] === kind && !isPlain(cell)).length;
    return {
      color: model[kind].mark,
      dash: isPlain(variants[k].cell) ? "solid" : dashes[earlier % dashes.length],
    };
  });
}

/** A dot where a training has solved its task, nothing elsewhere. */
export function solvedMark(
  color: string,
  points: readonly { readonly update: number }[],
  solved?: number,
): object {
  return {
    color,
    opacity: 1,
    line: { width: 0 },
    size: points.map(({ update }) => (update === solved ? 8 : 0)),
  };
}

/** The kind of cell whose colour a variant has. */
export function kindOf({ kind }: LongLagCell): keyof typeof model {
  if (kind === "gru") return "gru";
  return kind === "rnn" || kind === "irnn" ? "rnn" : "lstm";
}

/** The cell that a lecture means by the name of its kind, with the usual start. */
function isPlain(cell: LongLagCell): boolean {
  if (cell.kind === "lstm") return cell.forgetBias === 1;
  return cell.kind === "gru" ? cell.updateBias === 0 : cell.kind === "rnn";
}

/** Between 0 and 1. The middle of three would be grey, the colour of baselines. */
const sweepPlace = (k: number, count: number): number => (count === 3 && k === 1 ? 0.7 : k / (count - 1));
