/**
 * The notebooks on disk: the course's originals, and the learner's own copies of them.
 *
 * An original is never written (unless its author asked for that). The first save makes a copy and keeps
 * beside it the original that it came from, so that a later change of the original can be told. A save
 * says which version it saw; if the file is another by now, nothing is written (HttpError 409).
 */

import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { type Notebook, parseNotebook, serializeNotebook } from "../format/notebook.ts";
import { HttpError } from "./exchange.ts";
import { createTurns } from "./turns.ts";

export interface Contents {
  /** File names of originals and copies, in the course's order. */
  list(): Promise<string[]>;
  read(name: string): Promise<StoredNotebook>;
  readOriginal(name: string): Promise<StoredNotebook>;
  /** `seen` is the version or the modification time that the writer last read; undefined writes regardless. */
  write(
    name: string,
    notebook: Notebook,
    seen?: { version?: string; modified?: string },
  ): Promise<StoredNotebook>;
  /** Removes the copy: the original shows again. */
  reset(name: string): Promise<void>;
  /** Gives a notebook of the learner's own another name. */
  rename(name: string, newName: string): Promise<StoredNotebook>;
}

export interface StoredNotebook {
  readonly name: string;
  readonly text: string;
  /** Changes whenever the text does. */
  readonly version: string;
  readonly created: Date;
  readonly modified: Date;
  /** This is the learner's own copy. */
  readonly isCopy: boolean;
  readonly hasOriginal: boolean;
  /** The course has a newer version than the one that the copy was made from. */
  readonly originalChanged: boolean;
}

export interface ContentsFolders {
  /** The course's notebooks. */
  readonly originals: string;
  /** Where the learner's files go; made when needed. */
  readonly own: string;
  /** Save into the originals: for the course's author. */
  readonly author?: boolean;
}

export function createContents({ originals, own, author = false }: ContentsFolders): Contents {
  const copies = author ? originals : join(own, "notebooks");
  const bases = join(own, "originals");
  const inTurn = createTurns();

  async function read(name: string): Promise<StoredNotebook> {
    checkName(name);
    const original = await readFileIfAny(join(originals, name));
    const copy = author ? undefined : await readFileIfAny(join(copies, name));
    const file = copy ?? original;
    if (!file) throw new HttpError(404, `There is no notebook ${name}.`);
    const base = copy && original ? await readFileIfAny(join(bases, name)) : undefined;
    return {
      name,
      ...file,
      isCopy: copy !== undefined,
      hasOriginal: original !== undefined,
      originalChanged: base !== undefined && base.version !== original!.version,
    };
  }

  async function write(name: string, notebook: Notebook, seen: { version?: string; modified?: string } = {}) {
    const before = await read(name).catch((error: unknown) => {
      if (error instanceof HttpError && error.status === 404) return undefined;
      throw error;
    });
    if (before) refuseIfChanged(before, seen);
    const text = serializeNotebook(notebook);
    if (before?.text === text) return before;
    await mkdir(copies, { recursive: true });
    if (!author && before && !before.isCopy) {
      await mkdir(bases, { recursive: true });
      await writeFileAtomic(join(bases, name), before.text);
    }
    await writeFileAtomic(join(copies, name), text);
    return await read(name);
  }

  return {
    async list() {
      const names = await Promise.all([originals, copies].map(notebookNames));
      return [...new Set(names.flat())].sort((a, b) => (a < b ? -1 : 1));
    },
    read,
    async readOriginal(name) {
      checkName(name);
      const file = await readFileIfAny(join(originals, name));
      if (!file) throw new HttpError(404, `The course has no notebook ${name}; this one is your own.`);
      return { name, ...file, isCopy: false, hasOriginal: true, originalChanged: false };
    },
    write(name, notebook, seen) {
      return inTurn(name, () => write(name, notebook, seen));
    },
    rename(name, newName) {
      return inTurn(newName, async () => {
        checkName(newName);
        const { isCopy, hasOriginal } = await read(name);
        if (!isCopy || hasOriginal) throw new HttpError(403, "A chapter of the course keeps its name.");
        const taken = await read(newName).catch(() => undefined);
        if (taken) throw new HttpError(409, `There is a notebook ${newName} already.`);
        await rename(join(copies, name), join(copies, newName));
        return await read(newName);
      });
    },
    reset(name) {
      return inTurn(name, async () => {
        checkName(name);
        if (author) throw new HttpError(403, "Originals are removed by hand, not from the workbook.");
        await read(name);
        await rm(join(copies, name), { force: true });
        await rm(join(bases, name), { force: true });
      });
    },
  };
}

function refuseIfChanged(now: StoredNotebook, seen: { version?: string; modified?: string }): void {
  const isOtherVersion = seen.version !== undefined && seen.version !== now.version;
  const isOtherTime = seen.modified !== undefined && Date.parse(seen.modified) !== now.modified.getTime();
  if (!isOtherVersion && !isOtherTime) return;
  throw new HttpError(
    409,
    `${now.name} has changed since you opened it (in another tab or program, at ${now.modified.toISOString()}). ` +
      "Nothing was saved, so nothing is lost: reload to see the other version, or save again to replace it.",
  );
}

/** The notebook of a stored file. A damaged copy is named as such, with the way out. */
export function parseStored(stored: StoredNotebook): Notebook {
  try {
    return parseNotebook(stored.text, stored.name);
  } catch (error) {
    const wayOut =
      stored.isCopy && stored.hasOriginal ? "\nReset the notebook to read the original again." : "";
    throw new HttpError(400, `${(error as Error).message}${wayOut}`);
  }
}

/** A file name and nothing more, on every system. Throws HttpError 404. */
function checkName(name: string): void {
  const isPlain = /^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]{0,200}\.ipynb$/u.test(name);
  if (!isPlain) throw new HttpError(404, "There is no such notebook.");
}

async function notebookNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ipynb") && !entry.name.startsWith("."))
    .map((entry) => entry.name);
}

type FileState = Pick<StoredNotebook, "text" | "version" | "created" | "modified">;

const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Follows no symbolic link, so that a notebook cannot lead to a file elsewhere. */
async function readFileIfAny(path: string): Promise<FileState | undefined> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, readOnly);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ELOOP", "EMLINK", "ENOTDIR", "ENAMETOOLONG"].includes(code)) return undefined;
    throw error;
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return undefined;
    const text = await file.readFile("utf8");
    const version = createHash("sha256").update(text).digest("hex").slice(0, 32);
    return { text, version, created: stat.birthtime, modified: stat.mtime };
  } finally {
    await file.close();
  }
}
