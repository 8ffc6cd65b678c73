/** What was typed, kept by the browser until the server has it: a crash or a stopped server loses nothing. */

import type { LiveCell } from "../model/cell.ts";
import { isCode } from "../model/cell.ts";

export interface Backup {
  /** The version of the file that this was typed over. */
  readonly version: string;
  /** ISO 8601. */
  readonly time: string;
  /** Without outputs: these can be computed again, and the browser's room is small. */
  readonly cells: readonly LiveCell[];
}

const key = (path: string): string => `unrolled.backup.${path}`;

export function writeBackup(path: string, version: string, cells: readonly LiveCell[]): void {
  const sources = cells.map((cell) => (isCode(cell) ? { ...cell, outputs: [] } : cell));
  const backup: Backup = { version, time: new Date().toISOString(), cells: sources };
  try {
    localStorage.setItem(key(path), JSON.stringify(backup));
  } catch {
    // the browser stores nothing or is full; saving to the server goes on as usual
  }
}

export function readBackup(path: string): Backup | undefined {
  try {
    const text = localStorage.getItem(key(path));
    return text === null ? undefined : (JSON.parse(text) as Backup);
  } catch {
    return undefined;
  }
}

export function removeBackup(path: string): void {
  try {
    localStorage.removeItem(key(path));
  } catch {
    // nothing was stored
  }
}

/** The backup's texts with the outputs of the cells that are still the same. */
export function restored(backup: Backup, current: readonly LiveCell[]): LiveCell[] {
  const known = new Map(current.map((cell) => [cell.id, cell]));
  return backup.cells.map((cell) => {
    const now = known.get(cell.id);
    return now !== undefined && isCode(now) && isCode(cell) ? { ...now, source: cell.source } : cell;
  });
}

export function isSameText(a: readonly LiveCell[], b: readonly LiveCell[]): boolean {
  const text = (cells: readonly LiveCell[]) => cells.map((cell) => [cell.id, cell.cell_type, cell.source]);
  return JSON.stringify(text(a)) === JSON.stringify(text(b));
}
