/** The files that the pages of a book share: style, script and fonts as the build made them, Plotly, the text to search. */

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isSpeakerNotes } from "../format/notebook.ts";
import type { FigureData } from "../format/output-html.ts";
import { plotlyScript } from "../format/plotly-script.ts";
import type { SearchedNotebook } from "../format/search.ts";
import type { BookFiles } from "./book-page.ts";

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
}

/** Where the shared files lie, beside the pages. */
export const assetsFolder = "assets";

/** Copies what was built for the book. Throws an Error if nothing was. */
export async function copyBuiltFiles(
  built: string,
  out: string,
): Promise<Pick<BookFiles, "styles" | "scripts">> {
  const manifestFile = join(built, ".vite/manifest.json");
  if (!existsSync(manifestFile))
    throw new Error(`book: ${manifestFile} is missing; build the page with “npm run build”.`);
  const manifest = JSON.parse(await readFile(manifestFile, "utf8")) as Record<string, ManifestEntry>;
  const target = join(out, assetsFolder);
  await mkdir(target, { recursive: true });
  const files = (await readdir(join(built, assetsFolder))).filter((file) => !/\.(?:woff|ttf)$/.test(file)); // woff2 is enough
  for (const file of files) await copyFile(join(built, assetsFolder, file), join(target, file));
  const entries = Object.values(manifest).filter(({ isEntry }) => isEntry);
  const styles = Object.values(manifest).flatMap(({ file, css = [] }) => [
    ...css,
    ...(file.endsWith(".css") ? [file] : []),
  ]);
  return { scripts: entries.map(({ file }) => file), styles: [...new Set(styles)] };
}

/** The script that draws these figures, once in the book whichever chapter asks; undefined if there are none. */
export async function copyPlotly(figures: readonly FigureData[], out: string): Promise<string | undefined> {
  if (figures.length === 0) return undefined;
  const script = plotlyScript(figures);
  const file = `${assetsFolder}/${basename(script)}`;
  await copyFile(script, join(out, file));
  return file;
}

/** The walkthroughs as the build made them, for any browser. */
export async function copyWalkthroughs(script: string, out: string): Promise<string> {
  const file = `${assetsFolder}/walkthroughs.js`;
  await copyFile(script, join(out, file));
  return file;
}

/** As a script, because a page that is opened from a folder may load scripts, but no JSON. */
export async function writeSearchText(notebooks: readonly SearchedNotebook[], out: string): Promise<string> {
  const text = notebooks.map(({ path, title, notebook }) => {
    const shown = notebook.cells.filter((cell) => !isSpeakerNotes(cell));
    const cells = shown.map(({ id, cell_type, source }) => ({ id, cell_type, source, metadata: {} }));
    return { path, title, notebook: { cells } };
  });
  const script = `globalThis.unrolledBookText = ${JSON.stringify(text)};\n`;
  const hash = createHash("sha256").update(script).digest("hex").slice(0, 8);
  const file = `${assetsFolder}/search-${hash}.js`;
  await writeFile(join(out, file), script);
  return file;
}
