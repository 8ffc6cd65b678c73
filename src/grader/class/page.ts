/** The pages that a class gets: one file each, with everything inside, light and dark, fit to print. */

import { createHash } from "node:crypto";

export interface PageParts {
  readonly title: string;
  /** HTML; every text of a student in it is escaped. */
  readonly body: string;
  /** JavaScript of ours; nothing else can run. */
  readonly scripts?: readonly string[];
}

/** Text in HTML. Control characters and marks that turn the direction of writing are shown as their code points. */
export function escapeHtml(text: string): string {
  const visible = text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a page
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => (sign === "\r" ? "" : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
  return visible
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

export function page({ title, body, scripts = [] }: PageParts): string {
  const inline = scripts.map((script) => script.replaceAll("</script", "<\\/script"));
  const allowed = inline.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  const policy = [
    "default-src 'none'",
    `script-src ${allowed.join(" ") || "'none'"}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
${inline.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --text: #1f1d1a; --paper: #fdfcf9; --quiet: #6b665f; --line: #e4dfd6; --card: #f7f4ed;
  --good: #1f7a3d; --bad: #a4262c; --warm: #8a5a00; --bar: #3f6fb5; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e4dc; --paper: #161614; --quiet: #a49d92; --line: #34322e; --card: #20201d;
    --good: #7fd49a; --bad: #ff9b94; --warm: #e8bd6a; --bar: #7fa7e0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 54rem; margin: 2.5rem auto; padding: 0 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.25rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0; }
section h2:first-child { margin-top: 0; }
a { color: inherit; text-underline-offset: 0.2em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px; }
.quiet { color: var(--quiet); }
.total { font-size: 2.2rem; font-weight: 650; font-variant-numeric: tabular-nums; margin: 0.6rem 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; margin: 1rem 0; }
.head { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
.points { white-space: nowrap; font-variant-numeric: tabular-nums; font-weight: 600; }
ul.checks { list-style: none; margin: 0.7rem 0 0; padding: 0; }
ul.checks > li { display: grid; grid-template-columns: 1.4rem 1fr auto; gap: 0.1rem 0.4rem; padding: 0.3rem 0; border-top: 1px solid var(--line); }
.passed > .mark { color: var(--good); } .failed > .mark { color: var(--bad); } .skipped > .mark { color: var(--quiet); }
.why { grid-column: 2 / -1; color: var(--quiet); }
.failed > .why { color: var(--text); }
.mistake { margin: 0.8rem 0 0; padding: 0.5rem 0.8rem; border-left: 3px solid var(--warm); }
pre { white-space: pre-wrap; margin: 0.6rem 0 0; padding: 0.6rem 0.8rem; border: 1px solid var(--line); border-radius: 6px;
  font: 0.85rem/1.45 ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.3rem 0.7rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
table { overflow-wrap: break-word; } th { font-weight: 600; } td.number, th.number { text-align: right; }
td:first-child, th:first-child { white-space: nowrap; }
.meter { display: block; min-width: 6rem; height: 0.55rem; border-radius: 4px; background: var(--line); overflow: hidden; margin-top: 0.5rem; }
.meter > i { display: block; height: 100%; background: var(--bar); }
.figure { width: 100%; }
summary { cursor: pointer; }
@media print { main { max-width: none; margin: 0; } .card { break-inside: avoid; } }
@media (max-width: 34rem) { main { margin-top: 1.25rem; padding: 0 0.9rem 2rem; } .card { padding: 0.8rem; } }
`;
