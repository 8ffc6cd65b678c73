/**
 * HTML that a cell put out, made safe without a browser.
 *
 * The result is written anew from a short list of tags and attributes; every other tag is left out, the
 * elements that hold code or another language with all their content. What is opened is closed, so that
 * nothing after it changes. The page's own sanitizer (DOMPurify) does the same where there is a DOM.
 */

import { escapeHtml } from "./markdown.ts";

const allowedTags = new Set(
  (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 " +
    "h5 h6 hr i img ins kbd li mark meter ol p pre progress q s samp small span strong sub summary sup table " +
    "tbody td tfoot th thead tr u ul var wbr"
  ).split(" "),
);
const emptyTags = new Set(["br", "col", "hr", "img", "wbr"]);
const droppedWithContent =
  /^(?:script|style|template|iframe|noscript|noembed|noframes|title|textarea|xmp|plaintext|svg|math|object|select|video|audio)$/;

const plainAttributes =
  /^(?:align|alt|colspan|dir|height|lang|max|min|open|rowspan|scope|title|value|width)$/;
const allowedStyles =
  /^(?:background-color|border(?:-(?:bottom|left|right|top|collapse|color|width|style))?|color|display|font-(?:family|size|style|weight)|(?:max-)?width|padding(?:-(?:left|right|top|bottom))?|text-align|vertical-align|white-space|margin(?:-(?:left|right|top|bottom))?)$/;

const piece = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][^\s/<>]*)((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>|[^<]+|</g;

export function sanitizeHtml(html: string): string {
  const open: string[] = [];
  const written: string[] = [];
  const pieces = new RegExp(piece);
  for (let match = pieces.exec(html); match; match = pieces.exec(html)) {
    const [whole, slash, name, attributes = ""] = match;
    const tag = name?.toLowerCase();
    if (tag === undefined) written.push(whole.startsWith("<!--") ? "" : safeText(whole));
    else if (slash) written.push(closeTag(tag, open));
    else if (droppedWithContent.test(tag)) pieces.lastIndex = endOf(tag, html, pieces.lastIndex);
    else written.push(openTag(tag, attributes, open));
  }
  return written.join("") + closeFrom(0, open);
}

function openTag(tag: string, attributes: string, open: string[]): string {
  const isNestedLink = tag === "a" && open.includes("a");
  if (!allowedTags.has(tag) || isNestedLink) return "";
  const kept = safeAttributes(tag, attributes);
  if (!emptyTags.has(tag)) open.push(tag);
  const isWordless = tag === "img" && !kept.includes(' alt="');
  return `<${tag}${kept}${isWordless ? ' alt=""' : ""}>`;
}

/** Where the element's content ends: after its closing tag, or at the end of everything. */
function endOf(tag: string, html: string, from: number): number {
  const closing = new RegExp(`</${tag}(?:[\\s/][^>]*)?>`, "gi");
  closing.lastIndex = from;
  return closing.exec(html) ? closing.lastIndex : html.length;
}

/** A closing tag without its opening is left out. */
function closeTag(tag: string, open: string[]): string {
  const at = open.lastIndexOf(tag);
  return at < 0 ? "" : closeFrom(at, open);
}

/** Closes the element and what stands open inside it. */
function closeFrom(at: number, open: string[]): string {
  const names = open.splice(at).reverse();
  return names.map((name) => `</${name}>`).join("");
}

/** Entities stay as they are; they cannot begin a tag. */
function safeText(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function safeAttributes(tag: string, attributes: string): string {
  const kept: string[] = [];
  const pattern = /([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'`=<>]+)))?/g;
  for (const [, rawName, double, single, bare] of attributes.matchAll(pattern)) {
    const name = rawName!.toLowerCase();
    const value = safeValue(tag, name, double ?? single ?? bare ?? "");
    if (value !== undefined)
      kept.push(` ${name}="${value.replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`);
  }
  const apart = tag === "a" ? ' target="_blank" rel="noopener noreferrer"' : "";
  return kept.join("") + apart;
}

function safeValue(tag: string, name: string, value: string): string | undefined {
  if (plainAttributes.test(name)) return value;
  const isLink = tag === "a" && name === "href";
  if (isLink) return /^(?:https?:\/\/|mailto:|#)(?:[^&\s]|&amp;)*$/i.test(value) ? value : undefined;
  const isPicture = tag === "img" && name === "src";
  if (isPicture)
    return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/.test(value) ? value : undefined;
  return name === "style" ? safeStyle(value) : undefined;
}

function safeStyle(style: string): string | undefined {
  const rules = style.split(";").flatMap((rule) => {
    const [property, value, ...more] = rule.split(":").map((part) => part.trim());
    const isAllowed = allowedStyles.test(property!.toLowerCase()) && more.length === 0;
    const isPlain =
      value !== undefined && /^[\w\s#.,%+-]*(?:\((?:[\w\s.,%+-]*)\))?$/.test(value) && !/url/i.test(value);
    return isAllowed && isPlain ? [`${property}:${value}`] : [];
  });
  return rules.length > 0 ? escapeHtml(rules.join(";")) : undefined;
}
