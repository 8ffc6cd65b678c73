/**
 * The page's scripts, styles and fonts, as Vite built them into dist/page. Their names hold a hash of
 * their content, so a browser may keep them for ever. The manifest says which ones a page starts with.
 * https://vite.dev/guide/backend-integration
 */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Exchange, HttpError } from "./exchange.ts";

export interface PageAssets {
  /** The addresses that a page's head names. Empty lists if the page was not built. */
  entry(): { scripts: string[]; preloads: string[]; styles: string[] };
  send(exchange: Exchange, name: string): Promise<void>;
}

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

type Manifest = Record<string, ManifestEntry>;

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};

export function createPageAssets(folder: string): PageAssets {
  const manifestFile = join(folder, ".vite/manifest.json");
  let read = { at: -1, manifest: {} as Manifest, names: new Set<string>() };
  const bodies = new Map<string, Promise<Buffer>>();

  /** Reads the manifest again when the page was built anew. */
  function current(): typeof read {
    const at = existsSync(manifestFile) ? statSync(manifestFile).mtimeMs : 0;
    if (at === read.at) return read;
    const manifest = at === 0 ? {} : (JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest);
    const names = at === 0 ? [] : readdirSync(join(folder, "assets"));
    read = { at, manifest, names: new Set(names) };
    bodies.clear();
    return read;
  }

  function body(name: string, encoding: string): Promise<Buffer> {
    const key = `${encoding} ${name}`;
    const known = bodies.get(key);
    if (known) return known;
    const made = readFile(join(folder, "assets", name)).then((content) => compressed(content, encoding));
    bodies.set(key, made);
    return made;
  }

  return {
    entry: () => entryFiles(current().manifest),
    async send({ request, response, method }, name) {
      // Only names that the build made are ever opened.
      if (!current().names.has(name)) throw new HttpError(404, "There is no such file.");
      const type = types[extname(name)] ?? "application/octet-stream";
      const encoding = bestEncoding(type, String(request.headers["accept-encoding"] ?? ""));
      const content = await body(name, encoding);
      response.writeHead(200, {
        "content-type": type,
        "content-length": content.length,
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        vary: "accept-encoding",
        ...(encoding === "" ? {} : { "content-encoding": encoding }),
      });
      response.end(method === "HEAD" ? undefined : content);
    },
  };
}

function entryFiles(manifest: Manifest) {
  const key = Object.keys(manifest).find((name) => name.endsWith("main.ts") && manifest[name]!.isEntry);
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const imported of manifest[name]?.imports ?? []) visit(imported);
  };
  if (key) visit(key);
  const entries = [...reached].map((name) => manifest[name]!);
  const address = (file: string) => `/${file}`;
  return {
    scripts: entries.slice(0, 1).map(({ file }) => address(file)),
    preloads: entries.slice(1).map(({ file }) => address(file)),
    styles: [...new Set(entries.flatMap(({ css = [] }) => css))].map(address),
  };
}

function bestEncoding(type: string, accepted: string): "" | "br" | "gzip" {
  if (/^(?:font\/woff|image\/png)/.test(type)) return ""; // compressed already
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "";
}

async function compressed(content: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === "br") {
    // Quality 6 takes 50 ms for a megabyte; 11 would make the first visitor wait for seconds.
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 6,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    return await promisify(brotliCompress)(content, { params });
  }
  return encoding === "gzip" ? await promisify(gzip)(content, { level: 7 }) : content;
}
