/** Markdown is rendered by the server, in one way for all; its HTML is safe by construction. */

import type { MimeBundle } from "../../format/message.ts";
import { call } from "../kernel/server.ts";

const rendered = new Map<string, Promise<string>>();

/** `attachments`: the pictures of the cell. A text with pictures is large, and not kept. */
export function renderMarkdown(
  markdown: string,
  attachments?: Readonly<Record<string, MimeBundle>>,
): Promise<string> {
  const known = rendered.get(markdown);
  if (known !== undefined && attachments === undefined) return known;
  const reply = call<{ html: string }>("POST", "/api/unrolled/render", { body: { markdown, attachments } });
  const html = reply.then((rendering) => rendering.html);
  if (attachments !== undefined) return html;
  rendered.set(markdown, html);
  html.catch(() => rendered.delete(markdown));
  return html;
}
