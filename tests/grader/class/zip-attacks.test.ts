import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { afterAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { readZip } from "../../../src/grader/class/read-zip.ts";

const home = mkdtempSync(join(tmpdir(), "unrolled-zip-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const answer = "export function rnnCellForward() {}";
let count = 0;

interface ZipEntry {
  readonly name: string;
  readonly text: string | Buffer;
  readonly mode?: number;
}

async function zipWith(
  entries: readonly ZipEntry[],
  change = (bytes: Buffer): Buffer => bytes,
): Promise<string> {
  const path = join(home, `${++count}.zip`);
  const zip = new ZipFile();
  for (const { name, text, mode = 0o100644 } of entries) zip.addBuffer(Buffer.from(text), name, { mode });
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(path)));
  writeFileSync(path, change(readFileSync(path)));
  return path;
}

/** Replaces every occurrence by bytes of the same length. */
function replaceBytes(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}

describe("a zip file", () => {
  it("gives its answers, whatever folders they are in", async () => {
    const path = await zipWith([
      { name: "work/01-1-rnn-cell-forward.ts", text: answer },
      { name: "__MACOSX/work/._01-1-rnn-cell-forward.ts", text: "junk" },
      { name: "work/photo.png", text: "junk" },
    ]);

    expect(await readZip(path, "ada.zip")).toEqual({
      files: [{ path: "work/01-1-rnn-cell-forward.ts", text: answer }],
      notes: [],
    });
  });

  const attacks: [name: string, make: () => Promise<string>, note: RegExp][] = [
    [
      "names a path outside itself",
      () =>
        zipWith([{ name: "aa/evil.ts", text: answer }], (bytes) =>
          replaceBytes(bytes, "aa/evil.ts", "../evil.ts"),
        ),
      /cannot be read: invalid relative path/,
    ],
    [
      "names an absolute path",
      () =>
        zipWith([{ name: "aetc/evil.ts", text: answer }], (bytes) =>
          replaceBytes(bytes, "aetc/evil.ts", "/etc/evil.ts"),
        ),
      /cannot be read: absolute path/,
    ],
    [
      "is a bomb of one file",
      () => zipWith([{ name: "a.ts", text: Buffer.alloc(30 << 20) }]),
      /a\.ts has more than 20 MB and was left out/,
    ],
    [
      "is a bomb of many files",
      () => zipWith([1, 2, 3, 4].map((i) => ({ name: `${i}.ts`, text: Buffer.alloc(19 << 20) }))),
      /unpacks to more than 60 MB/,
    ],
    [
      "lies about the size of what is in it",
      () => zipWith([{ name: "a.ts", text: Buffer.alloc(1 << 20) }], announce(100)),
      /cannot be read: (too many|invalid|uncompressed)/i,
    ],
    [
      "holds a link",
      () => zipWith([{ name: "a.ts", text: "/etc/passwd", mode: 0o120777 }]),
      /a\.ts is a symbolic link/,
    ],
    [
      "is cut off",
      () => zipWith([{ name: "a.ts", text: answer }], (bytes) => bytes.subarray(0, 60)),
      /cannot be read/,
    ],
    ["is something else", () => zipWith([], () => Buffer.from("not a zip file at all")), /cannot be read/],
    [
      "has thousands of entries",
      () => zipWith(Array.from({ length: 2001 }, (_, i) => ({ name: `${i}.ts`, text: "" }))),
      /2001 entries; at most 2000/,
    ],
  ];

  it.each(attacks)("that %s does no harm and says why", async (_name, make, note) => {
    const before = process.memoryUsage().rss;

    const { files, notes } = await readZip(await make(), "ada.zip");

    expect(files).toEqual([]);
    expect(notes.join("\n")).toMatch(note);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });

  /** Writes a false uncompressed size into the directory at the end. */
  function announce(bytes: number): (zip: Buffer) => Buffer {
    return (zip) => {
      const at = zip.lastIndexOf(Buffer.from("PK\u0001\u0002", "latin1"));
      zip.writeUInt32LE(bytes, at + 24);
      return zip;
    };
  }
});
