/** Markdown is rendered by the server, in one way for all; its HTML is safe by construction. */

import { call } from "../kernel/server.ts";

const rendered = new Map<string, Promise<string>>();

export function renderMarkdown(source: string): Promise<string> {
  const known = rendered.get(source);
  if (known !== undefined) return known;
  const reply = call<{ html: string }>("POST", "/api/unrolled/render", { body: { markdown: source } });
  const html = reply.then((rendering) => rendering.html);
  rendered.set(source, html);
  html.catch(() => rendered.delete(source));
  return html;
}
