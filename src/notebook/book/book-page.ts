/**
 * A page of the book around its content. Every address in it is relative, so that the book works below
 * any address of any host, and from a folder. Its policy lets it load what lies beside it and nothing else.
 */

import { createHash } from "node:crypto";
import { jsonForScript } from "../server/notebook-html.ts";
import { renderDocument, themeScript } from "../server/page-shell.ts";

/** Names of files in the book, relative to its pages. */
export interface BookFiles {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** The text of all chapters, loaded when one searches. */
  readonly search: string;
}

export interface BookPage {
  readonly title: string;
  readonly kind: "index" | "notebook";
  /** Right side of the header, as HTML. */
  readonly header: string;
  readonly content: string;
  /** The script that draws this page's figures, loaded when one comes into view. */
  readonly plotly?: string;
  /** The script that draws its walkthroughs. */
  readonly walkthroughs?: string;
}

export function renderBookPage(page: BookPage, files: BookFiles): string {
  const { title, kind, header, content, plotly, walkthroughs } = page;
  const places = jsonForScript({ search: files.search, plotly, walkthroughs });
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    `<script>${themeScript}</script>`,
    ...files.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...files.scripts.map((src) => `<script defer src="${src}"></script>`),
    `<script type="application/json" id="book">${places}</script>`,
  ];
  return renderDocument({ title, kind: `${kind} book`, header, content, head, home: "index.html" });
}

/** `file:` lets a book that is opened from a folder load its own parts. Plotly makes style elements. */
const policy = [
  "default-src 'none'",
  `script-src 'self' file: 'sha256-${createHash("sha256").update(themeScript).digest("base64")}'`,
  "style-src 'self' file: 'unsafe-inline'",
  "img-src 'self' file: data: blob:",
  "font-src 'self' file:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
