/** A walkthrough as HTML that needs nothing else: for a stock Jupyter, and for a teacher's own page. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paper } from "../figures/palette.ts";
import type { Setup, Walkthrough } from "./walkthrough.ts";
import { walkthroughWords } from "./words.ts";

/** Where the build puts the script; the same from the sources and from dist. */
const script = join(import.meta.dirname, "../../../dist/walkthroughs/view.js");
let drawn = 0;

/** An element and the script that fills it; without scripts it is the list of the steps. */
export function walkthroughElement(walkthrough: Walkthrough): string {
  const id = `unrolled-walkthrough-${process.pid}-${++drawn}`;
  return elementHtml(walkthrough, id, true, {});
}

/** A whole page with the walkthrough on it. */
export function walkthroughPage(walkthrough: Walkthrough): string {
  const { id, title } = walkthrough;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${id} · ${title}`)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${elementHtml(walkthrough, "walkthrough", false, { isPage: true })}
</main>
</body>
</html>
`;
}

/** The page's own paper; the walkthrough brings the rest. */
const pageStyle = `
:root { font-size: clamp(16px, 1.3vw, 30px); color-scheme: light dark; background: light-dark(${paper.light}, ${paper.dark}); --stage-height: max(16rem, calc(100vh - 17.5rem)); }
body { margin: 0; } main { max-width: 110rem; margin: 0 auto; padding: 0.8rem 1.5rem 2rem; }`;

function elementHtml(
  walkthrough: Walkthrough,
  elementId: string,
  isInNotebook: boolean,
  more: { readonly isPage?: boolean },
): string {
  const { id, setup } = walkthrough;
  const options = { id, setup: setup satisfies Setup, ...more };
  const words = `<pre>${escapeHtml(walkthroughWords(walkthrough))}</pre>`;
  return `<div id="${elementId}" class="tex2jax_ignore">${words}</div>
<script>${source()}</script>
<script>(${isInNotebook ? mountInNotebook : mount})(${scriptJson(elementId)}, ${scriptJson(options)});</script>`;
}

/** Runs in the page; plain JavaScript, because a page takes its text as it is. */
const mount = `function (id, options) {
  var host = document.getElementById(id);
  host.replaceChildren();
  unrolledWalkthroughs.mount(host, options);
}`;

/** JupyterLab tells its theme by an attribute, not by the page's colour scheme. */
const mountInNotebook = `function (id, options) {
  var host = document.getElementById(id);
  var theme = document.body.getAttribute("data-jp-theme-light");
  if (theme) host.style.colorScheme = theme === "true" ? "light" : "dark";
  host.replaceChildren();
  unrolledWalkthroughs.mount(host, options);
}`;

function source(): string {
  let text: string;
  try {
    text = readFileSync(script, "utf8");
  } catch {
    throw new Error("walkthrough: its script is missing; make it with: npm run build");
  }
  return text.replaceAll("</script", "<\\/script");
}

/** JSON that can stand in a script element. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
