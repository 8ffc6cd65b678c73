/** Reads what one student handed in. Symbolic links, devices and oversized files are left out, each with a sentence. */

import { constants, type Stats } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { FoundSubmission } from "./find-submissions.ts";
import { readZip } from "./read-zip.ts";
import {
  isAnswerFile,
  isIgnored,
  mostBytes,
  mostFileBytes,
  mostFiles,
  type SubmittedFile,
  type SubmittedFiles,
} from "./submitted-file.ts";

export interface ReadSubmission extends SubmittedFiles {
  /** When it was handed in, ISO 8601: nbgrader's timestamp.txt, else the newest file's time. */
  readonly timestamp?: string;
}

interface Reading {
  readonly files: SubmittedFile[];
  readonly notes: string[];
  bytes: number;
  entries: number;
  newest: number;
  stated?: string | undefined;
}

const deepest = 8;

export async function readSubmission({ paths }: FoundSubmission): Promise<ReadSubmission> {
  const reading: Reading = { files: [], notes: [], bytes: 0, entries: 0, newest: 0 };
  for (const path of paths) await tryPath(path, isFolderOf(paths) ? "" : basename(path), 0, reading);
  const { files, notes, newest, stated } = reading;
  const timestamp = stated ?? (newest > 0 ? new Date(Math.floor(newest)).toISOString() : undefined);
  return { files, notes, ...(timestamp !== undefined && { timestamp }) };
}

/** A student's only folder needs no name before its files. */
const isFolderOf = (paths: readonly string[]): boolean =>
  paths.length === 1 && !/\.(ts|ipynb|zip)$/i.test(paths[0]);

/** What cannot be read costs the rest nothing. */
async function tryPath(path: string, name: string, depth: number, reading: Reading): Promise<void> {
  try {
    await readPath(path, name, depth, reading);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error; // a fault of ours
    reading.notes.push(`${name} cannot be read (${code}).`);
  }
}

async function readPath(path: string, name: string, depth: number, reading: Reading): Promise<void> {
  const stat = await lstat(path);
  const { notes } = reading;
  if (++reading.entries > mostFiles) {
    if (reading.entries === mostFiles + 1)
      notes.push(`More than ${mostFiles} files were handed in; the rest was left out.`);
  } else if (stat.isSymbolicLink()) notes.push(`${name} is a symbolic link and was left out.`);
  else if (stat.isDirectory()) await readFolder(path, name, depth, reading);
  else if (stat.isFile()) await readOne(path, name, stat, reading);
}

async function readFolder(path: string, name: string, depth: number, reading: Reading): Promise<void> {
  if (depth > deepest) {
    reading.notes.push(`${name} is nested too deeply and was left out.`);
    return;
  }
  for (const entry of (await readdir(path)).sort()) {
    if (!isIgnored(entry))
      await tryPath(join(path, entry), name === "" ? entry : `${name}/${entry}`, depth + 1, reading);
  }
}

async function readOne(path: string, name: string, stat: Stats, reading: Reading): Promise<void> {
  const isTimestamp = basename(path) === "timestamp.txt" && stat.size < 200;
  if (/\.zip$/i.test(name)) {
    const inside = await readZip(path, name);
    reading.files.push(...inside.files);
    reading.notes.push(...inside.notes);
  } else if (isAnswerFile(name) || isTimestamp) {
    reading.bytes += stat.size;
    if (stat.size > mostFileBytes || reading.bytes > mostBytes) {
      reading.notes.push(`${name} has more than ${mostFileBytes >> 20} MB and was left out.`);
      return;
    }
    const text = await readText(path);
    if (isTimestamp) reading.stated = validTime(text);
    else reading.files.push({ path: name, text });
  } else return;
  reading.newest = Math.max(reading.newest, stat.mtimeMs);
}

/** nbgrader writes "2026-11-20 09:30:00.000000 UTC". */
function validTime(text: string): string | undefined {
  const time = Date.parse(
    text.trim().replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,3})?\d* ?UTC$/, "$1T$2$3Z"),
  );
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Opens the file itself, even if a link took its place in between. */
async function readText(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}
