/**
 * The answers in a zip file, read into memory and never unpacked onto the disk, so that no path in it matters.
 *
 * A bomb is stopped by its announced size, and yauzl stops an entry that is larger than announced. A file that is
 * damaged, encrypted, or names a path outside itself is refused as a whole.
 */

import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import {
  isAnswerFile,
  isIgnored,
  mostBytes,
  mostFileBytes,
  mostFiles,
  type SubmittedFile,
  type SubmittedFiles,
} from "./submitted-file.ts";

/** `path`: the zip file; `name`: how notes call it. */
export async function readZip(path: string, name: string): Promise<SubmittedFiles> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path);
    return await readEntries(zip, name);
  } catch (error) {
    return { files: [], notes: [`${name} cannot be read: ${(error as Error).message}.`] };
  } finally {
    zip?.close();
  }
}

async function readEntries(zip: ZipFile, name: string): Promise<SubmittedFiles> {
  if (zip.entryCount > mostFiles)
    return {
      files: [],
      notes: [`${name} was not read: ${zip.entryCount} entries; at most ${mostFiles} are taken.`],
    };
  const files: SubmittedFile[] = [];
  const notes: string[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName;
    if (path.endsWith("/") || !isAnswerFile(path) || path.split("/").some(isIgnored)) continue;
    bytes += entry.uncompressedSize;
    if (bytes > mostBytes)
      return { files: [], notes: [`${name} was not read: it unpacks to more than ${mostBytes >> 20} MB.`] };
    if (isSymbolicLink(entry)) notes.push(`${name}: ${path} is a symbolic link and was left out.`);
    else if (entry.uncompressedSize > mostFileBytes)
      notes.push(`${name}: ${path} has more than ${mostFileBytes >> 20} MB and was left out.`);
    else files.push({ path, text: await readText(await zip.openReadStreamPromise(entry)) });
  }
  return { files, notes };
}

/** Unix file types stand in the upper half of the attributes; a link is 0o120000. */
const isSymbolicLink = (entry: Entry): boolean =>
  ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
