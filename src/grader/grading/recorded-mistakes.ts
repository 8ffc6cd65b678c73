/**
 * Known mistakes as numbers alone: what each gives on the public inputs. A class's copy of the course has these in
 * `exercises/diagnosis/`, so that a learner hears a mistake's name though nobody can read its code.
 *
 * Every public input is the same for all learners, so an answer's calls meet those that were recorded.
 */

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeValue, encodeValue } from "../sandbox/value.ts";
import type { Diagnosis, RecordedCall } from "./diagnosis.ts";
import { sameValue } from "./same-value.ts";

/** What stands in the file of one exercise. */
export interface RecordedMistakes {
  /** After "Your result equals what you get if …". */
  readonly clauses: Readonly<Record<string, string>>;
  readonly grave: readonly string[];
  /** Values by their numbers; many mistakes give the same on one call. */
  readonly values: readonly RecordedValue[];
  /**
   * For each mistake: the value's number for each call, by the call's name. Several where calls differ only in a function
   * that was an argument, which a name cannot tell.
   */
  readonly gives: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

/** A value as it travels, its numbers in single precision and base64. */
export interface RecordedValue {
  readonly tree: unknown;
  readonly numbers: string;
}

const fileOf = (root: string, file: string): string => join(root, "exercises/diagnosis", `${file}.json`);

/** Undefined where the course brings none. */
export function readRecorded(root: string, file: string): RecordedMistakes | undefined {
  const path = fileOf(root, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RecordedMistakes) : undefined;
}

/** A short name for a call with these arguments; rounding in the last places does not change it. */
export function callName({ name, args }: Pick<RecordedCall, "name" | "args">): string {
  const functions: unknown[] = [];
  const { tree, numbers } = recordValue(args, (f) => functions.push(f));
  return createHash("sha256")
    .update(JSON.stringify([name, tree, numbers]))
    .digest("base64url")
    .slice(0, 16);
}

export function recordValue(value: unknown, nameFunction?: (f: unknown) => number): RecordedValue {
  const { tree, payload } = encodeValue(value, nameFunction);
  const single: Uint8Array[] = [];
  const shrink = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(shrink);
    if (typeof node !== "object" || node === null) return node;
    const entries = Object.entries(node).map(([key, item]) => [key, shrink(item)]);
    const shrunk = Object.fromEntries(entries) as { t?: unknown; type?: unknown };
    if (shrunk.t !== "matrix" && shrunk.t !== "numbers") return shrunk;
    const bytes = payload[single.length];
    const isDouble = shrunk.type === "Float64Array";
    single.push(isDouble ? asSingle(bytes) : bytes);
    return isDouble ? { ...shrunk, type: "Float32Array" } : shrunk;
  };
  const small = shrink(tree);
  return { tree: small, numbers: Buffer.concat(single).toString("base64") };
}

function asSingle(bytes: Uint8Array): Uint8Array {
  const doubles = new Float64Array(bytes.slice().buffer);
  return new Uint8Array(Float32Array.from(doubles, (v) => v + 0).buffer);
}

/** The one mistake that gives these values on all of these calls. Pairs are not recorded. */
export function diagnoseRecorded(
  { clauses, grave, values, gives }: RecordedMistakes,
  calls: readonly RecordedCall[],
): Diagnosis | undefined {
  if (calls.length === 0) return undefined;
  const named = calls.map((call) => ({ name: callName(call), value: call.value }));
  const decoded = new Map<number, unknown>();
  const recorded = (at: number): unknown => {
    if (!decoded.has(at))
      decoded.set(at, decodeValue(values[at].tree, Buffer.from(values[at].numbers, "base64")));
    return decoded.get(at);
  };
  const found = Object.keys(clauses).find((id) =>
    named.every(({ name, value }) => gives[id]?.[name]?.some((at) => sameValue(value, recorded(at)))),
  );
  if (found === undefined) return undefined;
  const sentence = `Your result equals what you get if ${clauses[found]}.`;
  return { mistakes: [found], sentence, grave: grave.includes(found) };
}
