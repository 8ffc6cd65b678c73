/** The static book as files: what it holds, where its links lead, and what it must never hold. */

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBook } from "../../../src/notebook/book/write-book.ts";
import { chapter, parts, type SmallBook, text, writeSmallBook } from "./small-book.ts";

describe("a book", () => {
  let book: SmallBook;
  let pages: Map<string, string>;
  beforeAll(async () => {
    book = await writeSmallBook();
    const names = (await readdir(book.folder)).filter((name) => name.endsWith(".html"));
    pages = new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(book.folder, name), "utf8")] as const),
      ),
    );
  });
  afterAll(() => book.remove());

  it("has a page for each notebook, and one that lists them", () => {
    expect([...pages.keys()].sort()).toEqual(["01-the first.html", "02-gates.html", "index.html"]);
    expect(pages.get("index.html")).toContain("How long is the ");
    expect(pages.get("index.html")).toContain("1 exercise<");
  });

  it("has no address that leads out of it, and none that leads nowhere", () => {
    const addresses = [...pages].flatMap(([page, html]) =>
      [...html.matchAll(/ (?:href|src)="([^"]*)"/g)]
        .map(([, address]) => ({ page, address: address! }))
        .filter(({ address }) => !address.startsWith("data:")),
    );

    expect(addresses.length).toBeGreaterThan(15);
    for (const { page, address } of addresses) {
      expect(address, page).not.toMatch(/^(?:[a-z]+:|\/)/i);
      const [file, fragment] = address.split("#");
      const target = file === "" ? page : decodeURIComponent(file!);
      expect(existsSync(join(book.folder, target)), `${page} -> ${address}`).toBe(true);
      if (fragment) expect(pages.get(target), `${page} -> ${address}`).toContain(`id="${fragment}"`);
    }
  });

  it("brings every font and picture that its style names", async () => {
    const styles = (await readdir(join(book.folder, "assets"))).filter((name) => name.endsWith(".css"));
    const css = await readFile(join(book.folder, "assets", styles[0]!), "utf8");
    const named = [...css.matchAll(/url\(([^)]*\.woff2)\)/g)].map(([, address]) => address!);

    expect(named.length).toBeGreaterThan(10);
    for (const address of named)
      expect(existsSync(normalize(join(book.folder, "assets", dirname(address), address))), address).toBe(
        true,
      );
  });

  it("shows prose, maths, code and outputs without a script", () => {
    const first = pages.get("01-the first.html")!;

    expect(first).toContain('class="katex"');
    expect(first).toContain("const x = 1;");
    expect(first).toContain("epoch 1");
    expect(first).toContain("<figcaption>The norm falls, then rises.</figcaption>");
    expect(first).toContain(">42<");
    expect(first).toContain("<pre>Three steps forward.</pre>");
    expect(first).toContain('<span class="badge">A6</span>');
  });

  it("states the exercise with its hints folded, and keeps the speaker's notes out, also of the search", async () => {
    const first = pages.get("01-the first.html")!;
    const search = (await readdir(join(book.folder, "assets"))).find((name) => name.startsWith("search-"))!;

    expect(first).toContain("X1.1 · One step");
    expect(first).toContain("h = tanh(x Wx + h₋ Wh + b)");
    expect(first.match(/<details class="hint"><summary>Hint \d/g)).toHaveLength(3);
    expect(first).not.toContain("forgetful clerk");
    expect(await readFile(join(book.folder, "assets", search), "utf8")).not.toContain("forgetful clerk");
  });

  it("brings Plotly once, and only to chapters with figures", async () => {
    const scripts = (await readdir(join(book.folder, "assets"))).filter((name) => name.startsWith("plotly"));

    expect(scripts).toEqual(["plotly-cartesian.min.js"]);
    expect(pages.get("01-the first.html")).toContain('"plotly":"assets/plotly-cartesian.min.js"');
    expect(pages.get("02-gates.html")).not.toContain("plotly-cartesian");
  });

  it("makes hostile output harmless", () => {
    expect(pages.get("02-gates.html")).not.toMatch(/elsewhere\.invalid|onerror/);
    expect(pages.get("02-gates.html")).toContain("<b>bold</b>");
  });
});

describe("a book's folder", () => {
  const only = [chapter("00-only.ipynb", [text("title", "# Only")])];
  const write = (out: string) => writeBook({ chapters: only, exercises: [], ...parts, out });

  it("is replaced when it holds an earlier book", async () => {
    const out = join(await mkdtemp(join(tmpdir(), "unrolled-book-")), "book");
    await write(out);
    await writeFile(join(out, "99-gone.html"), "an old chapter");

    await write(out);

    expect((await readdir(out)).filter((name) => name.endsWith(".html")).sort()).toEqual([
      "00-only.html",
      "index.html",
    ]);
  });

  it("is left alone when it holds anything else", async () => {
    const out = await mkdtemp(join(tmpdir(), "unrolled-book-"));
    await mkdir(join(out, "photos"));

    await expect(write(out)).rejects.toThrow(
      /holds something else \(photos\); name an empty or a new folder/,
    );

    expect(await readdir(out)).toEqual(["photos"]);
  });

  it("is not made when the page was not built", async () => {
    const above = await mkdtemp(join(tmpdir(), "unrolled-book-"));

    const writing = writeBook({
      chapters: only,
      exercises: [],
      ...parts,
      built: above,
      out: join(above, "book"),
    });

    await expect(writing).rejects.toThrow(/build the page with “npm run build”/);
    expect(await readdir(above)).toEqual([]);
  });
});
