/** The pages a browser asks for: the list of notebooks, a notebook, and the page that says what went wrong. */

import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { escapeHtml } from "../format/markdown.ts";
import type { Contents } from "./contents.ts";
import { type Exchange, HttpError, redirect, sendHtml } from "./exchange.ts";
import { renderIndex, renderNeighbours, solvedText } from "./index-html.ts";
import type { PageAssets } from "./page-assets.ts";
import { contentSecurityPolicy, noFiles, type PageParts, renderPage } from "./page-shell.ts";
import type { Progress } from "./progress.ts";
import { createRenderedNotebooks, type RenderedChapter } from "./rendered-notebooks.ts";
import { type Route, route } from "./route.ts";
import { walkthroughRoutes } from "./walkthroughs.ts";

export interface PagesOptions {
  readonly contents: Contents;
  readonly assets: PageAssets;
  readonly progress: Progress;
  readonly port: () => number;
  /** Where the build puts the walkthroughs: dist/walkthroughs. */
  readonly walkthroughs: string;
}

export interface Pages {
  readonly routes: Route[];
  /** Renders every notebook once, so that the first reader need not wait. */
  prepare(): Promise<void>;
  sendMessage(exchange: Exchange, status: number, message: string): Promise<void>;
}

type NotebookKind = "notebook" | "lecture" | "speaker";

export function createPages({ contents, assets, progress, port, walkthroughs }: PagesOptions): Pages {
  const notebooks = createRenderedNotebooks(contents);

  async function send(exchange: Exchange, status: number, parts: PageParts): Promise<void> {
    const nonce = randomBytes(16).toString("base64");
    const built = assets.entry();
    const isLocked = status === 401 || status === 403; // what the page would load is locked too
    const header = built.scripts.length > 0 ? parts.header : `${parts.header}\n${notBuilt}`;
    const html = renderPage({ ...parts, header }, isLocked ? noFiles : built, nonce);
    await sendHtml(exchange, status, html, {
      "content-security-policy": contentSecurityPolicy(nonce, port()),
    });
  }

  async function sendIndex(exchange: Exchange): Promise<void> {
    const content = renderIndex(await notebooks.summaries(), await progress.read(), pageOf);
    const header = '<p class="title"><a href="/walkthroughs">Walkthroughs</a></p>';
    await send(exchange, 200, { title: "Unrolled", kind: "index", header, content });
  }

  async function sendNotebook(exchange: Exchange, name: string, kind: NotebookKind): Promise<void> {
    const stored = await contents.read(name);
    let chapter: RenderedChapter;
    try {
      chapter = await notebooks.chapter(stored);
    } catch (error) {
      const canReset = error instanceof HttpError && stored.isCopy && stored.hasOriginal;
      if (!canReset || !wantsPage(exchange.request)) throw error;
      return await sendMessage(exchange, error.status, error.message, resetButton(name));
    }
    const { title, exercises } = chapter.summary;
    const solved = solvedText(exercises, await progress.read());
    const header = `<p class="title">${escapeHtml(title)}</p>\n<p class="progress" aria-live="polite">${solved}</p>`;
    const content = chapter.body + renderNeighbours(name, await notebooks.around(name), pageOf);
    await send(exchange, 200, { title: `${title} · Unrolled`, kind, header, content });
  }

  async function sendMessage(exchange: Exchange, status: number, message: string, below = ""): Promise<void> {
    const paragraphs = message.split("\n").map((line) => `<p>${escapeHtml(line)}</p>`);
    const heading = `<h1>${messageTitles[status] ?? "Something went wrong"}</h1>`;
    const content = `<main id="main" class="message">\n${heading}\n${paragraphs.join("\n")}\n${below}</main>`;
    await send(exchange, status, { title: "Unrolled", kind: "message", header: "", content });
  }

  return {
    routes: [
      route("GET /", sendIndex),
      route("GET /tree", (exchange) => redirect(exchange, "/")),
      route("GET /lab", (exchange) => redirect(exchange, "/")),
      route("GET /login", (exchange) => redirect(exchange, "/")),
      route("GET /notebooks/:name", (exchange, { name }) => sendNotebook(exchange, name!, "notebook")),
      route("GET /lecture/:name", (exchange, { name }) =>
        sendNotebook(exchange, name!, exchange.query.has("notes") ? "speaker" : "lecture"),
      ),
      ...walkthroughRoutes({ folder: walkthroughs, send }),
      route("GET /assets/:name", (exchange, { name }) => assets.send(exchange, name!)),
      route("GET /favicon.ico", () => {
        throw new HttpError(404, "The icon stands in the page.");
      }),
    ],
    prepare: notebooks.prepare,
    sendMessage,
  };
}

const pageOf = (name: string): string => `/notebooks/${encodeURIComponent(name)}`;

/** A browser that wants to show something, rather than a program. */
export function wantsPage(request: IncomingMessage): boolean {
  const isApi = (request.url ?? "").startsWith("/api");
  return request.method === "GET" && !isApi && /\btext\/html\b/.test(request.headers.accept ?? "");
}

const messageTitles: Record<number, string> = {
  400: "This cannot be shown",
  401: "The workbook is locked",
  403: "Not from there",
  404: "There is nothing here",
};

const resetButton = (name: string): string =>
  `<p><button type="button" data-reset="${escapeHtml(name)}">Reset notebook</button></p>\n`;

const notBuilt = '<p class="notice">One can read here, but not run: build the page with “npm run build”.</p>';
