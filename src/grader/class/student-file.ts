/**
 * File names for students, whatever their names are: no separators, no control characters, no name that a system
 * gives a meaning to, and no two students in one file.
 */

import { createHash } from "node:crypto";

const longest = 60;
/** Names of devices on Windows, with or without an ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name (without its ending) for each student; the same for the same student in every class. */
export function studentFile(student: string): string {
  const plain = student
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^[.-]+/, "_")
    .slice(0, longest);
  // Systems that do not tell A from a would put two students into one file, so capitals get a number too; and so does
  // a name that looks as if it had one, or its owner could write into another's file.
  const isPlain = plain === student && plain === plain.toLowerCase() && plain !== "";
  if (isPlain && !reserved.test(plain) && !/-[0-9a-f]{8}$/.test(plain)) return plain;
  const number = createHash("sha256").update(student).digest("hex").slice(0, 8);
  return `${reserved.test(plain) || plain === "" ? "student" : plain}-${number}`;
}
