/** What every page has around its content: head, header, styles and scripts, and the policy that guards it. */

import { escapeHtml } from "../format/markdown.ts";

export interface PageParts {
  readonly title: string;
  /** Class of <body>: what kind of page this is. */
  readonly kind: "index" | "notebook" | "lecture" | "speaker" | "walkthrough" | "message";
  /** Right side of the header, as HTML: progress, links. */
  readonly header: string;
  /** The <main> element and what follows it, as HTML. */
  readonly content: string;
}

export interface PageFiles {
  readonly scripts: readonly string[];
  readonly preloads: readonly string[];
  readonly styles: readonly string[];
}

export const noFiles: PageFiles = { scripts: [], preloads: [], styles: [] };

/** Enough to read by, where the page's own style is missing. */
const plainStyle =
  "body{font:18px/1.6 Charter,serif;max-width:40rem;margin:3rem auto;padding:0 1rem}.skip{display:none}";

/** A loop and its unrolled steps. */
const icon =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0072b2" stroke-width="3">' +
      '<circle cx="7" cy="16" r="4"/><circle cx="25" cy="16" r="4"/><path d="M11 16h10M7 12V4M25 12V4M7 28v-8M25 28v-8"/></svg>',
  );

/** The theme is set before the first paint, so that a dark page does not flash white. */
export const themeScript: string =
  'try{const t=localStorage.getItem("unrolled.theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}';

/** Who reloads the page or comes back to it finds the old place only if all text is laid out at once (cells.css). */
const returnScript =
  'if(performance.getEntriesByType("navigation")[0]?.type!=="navigate")document.documentElement.dataset.returned=""';

export function renderPage(parts: PageParts, files: PageFiles, nonce: string): string {
  const linked = files.styles.map((href) => `<link rel="stylesheet" href="${href}">`);
  const styles = linked.length > 0 ? linked : [`<style nonce="${nonce}">${plainStyle}</style>`];
  const preloads = files.preloads.map((href) => `<link rel="modulepreload" href="${href}">`);
  const scripts = files.scripts.map((src) => `<script type="module" src="${src}" nonce="${nonce}"></script>`);
  const head = [
    `<meta property="csp-nonce" nonce="${nonce}">`,
    `<script nonce="${nonce}">${themeScript};${returnScript}</script>`,
    ...styles,
    ...preloads,
    ...scripts,
  ];
  return renderDocument({ ...parts, head, home: "/" });
}

export interface DocumentParts extends Omit<PageParts, "kind"> {
  /** Classes of <body>. */
  readonly kind: string;
  /** What the head holds beside the title: policy, styles, scripts. */
  readonly head: readonly string[];
  /** Address of the list of chapters. */
  readonly home: string;
}

export function renderDocument({ title, kind, header, content, head, home }: DocumentParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${icon}">
${head.join("\n")}
</head>
<body class="${kind}">
<a class="skip" href="#main">Skip to the text</a>
<header class="site">
<a class="home" href="${home}">Unrolled</a>
${header}
</header>
${content}
</body>
</html>
`;
}

/**
 * Scripts and styles come from this server or carry the nonce; nothing may be sent or loaded elsewhere.
 * KaTeX and Plotly place their parts with style attributes, which cannot carry a nonce.
 */
export function contentSecurityPolicy(nonce: string, port: number): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
