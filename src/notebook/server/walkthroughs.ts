/**
 * The pages of the walkthroughs, /walkthroughs and /walkthroughs/W2, and the script that draws them here and in the
 * outputs of cells. The build puts the script and the list of them into dist/walkthroughs.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeHtml } from "../format/markdown.ts";
import { type Exchange, HttpError } from "./exchange.ts";
import type { PageParts } from "./page-shell.ts";
import { type Route, route } from "./route.ts";

export interface WalkthroughPages {
  /** dist/walkthroughs. */
  readonly folder: string;
  send(exchange: Exchange, status: number, parts: PageParts): Promise<void>;
}

interface ListedWalkthrough {
  readonly id: string;
  readonly title: string;
}

export function walkthroughRoutes({ folder, send }: WalkthroughPages): Route[] {
  const read = async (name: string): Promise<string> => {
    try {
      return await readFile(join(folder, name), "utf8");
    } catch {
      throw new HttpError(404, "The walkthroughs are not built: run “npm run build”.");
    }
  };
  const list = async () => JSON.parse(await read("list.json")) as ListedWalkthrough[];
  return [
    route("GET /walkthroughs/view.js", async ({ response, method }) => {
      const script = await read("view.js");
      response.writeHead(200, {
        "content-type": "text/javascript; charset=utf-8",
        "content-length": Buffer.byteLength(script),
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
      });
      response.end(method === "HEAD" ? undefined : script);
    }),

    route("GET /walkthroughs", async (exchange) => {
      const items = (await list()).map(
        ({ id, title }) => `<li><a href="/walkthroughs/${id}">${escapeHtml(`${id} · ${title}`)}</a></li>`,
      );
      const content = `<main id="main" class="message">\n<h1>Walkthroughs</h1>\n<ul>\n${items.join("\n")}\n</ul>\n</main>`;
      await send(exchange, 200, { title: "Walkthroughs · Unrolled", kind: "message", header: "", content });
    }),

    route("GET /walkthroughs/:id", async (exchange, { id }) => {
      const found = (await list()).find((each) => each.id === id);
      if (!found) throw new HttpError(404, `There is no walkthrough ${id}.`);
      const content = `<main id="main" class="walkthrough" data-id="${found.id}">\n<noscript>A walkthrough needs scripts.</noscript>\n</main>`;
      const header = '<p class="title"><a href="/walkthroughs">Walkthroughs</a></p>';
      const title = `${found.title} · Unrolled`;
      await send(exchange, 200, { title, kind: "walkthrough", header, content });
    }),
  ];
}
