/** The look of an exported notebook: the workbook's measure and fonts, light and dark, fit to print. */

export const exportStyle = `
:root { color-scheme: light dark; --text: #1f1d1a; --paper: #fdfcf9; --quiet: #6b665f; --line: #e4dfd6; --code: #f5f2eb; --error: #a4262c; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e4dc; --paper: #161614; --quiet: #a49d92; --line: #34322e; --code: #20201d; --error: #ff9b94; }
}
body { margin: 0; background: var(--paper); color: var(--text);
  font: 18px/1.6 Charter, "Iowan Old Style", "Noto Serif", "Noto Serif KR", serif; }
main { max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem; }
h1, h2, h3 { line-height: 1.2; margin: 2em 0 0.6em; }
h1:first-child { margin-top: 0; }
a { color: inherit; }
pre, code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.88em; }
pre { margin: 0.6em 0; padding: 0.7em 1em; overflow-x: auto; line-height: 1.45; white-space: pre-wrap; }
.source, .prose pre { background: var(--code); border-radius: 4px; }
.output { margin: 0.6em 0; }
figcaption { color: var(--quiet); font-size: 0.86em; line-height: 1.45; }
pre.output { padding: 0.2em 1em; border-left: 2px solid var(--line); }
pre.stderr { color: var(--quiet); }
pre.error { color: var(--error); border-left-color: var(--error); }
.output.html table, .prose table { font-variant-numeric: tabular-nums lining-nums; }
td[style*="right"] { white-space: nowrap; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { padding: 0.25em 0.8em; border-bottom: 1px solid var(--line); text-align: left; }
img { max-width: 100%; }
p.maths { overflow-x: auto; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid var(--line); color: var(--quiet); }
@media print {
  main { max-width: none; margin: 0; }
  .figure, table, pre { break-inside: avoid; }
}
`;
