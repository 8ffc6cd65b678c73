/**
 * A markdown cell as HTML: GitHub's markdown with maths, safe by construction.
 *
 * Nothing of the source reaches the page as HTML but a short list of tags without attributes, and those
 * only in pairs, so that no cell can change what comes after it. Links lead to http, https, mailto or
 * another place of the course; pictures come with the notebook or not at all.
 */

import { Marked, type MarkedExtension, type Token, type TokenizerAndRendererExtension } from "marked";
import { maths } from "./maths.ts";
import type { MimeBundle } from "./message.ts";

export interface MarkdownOptions {
  /** Pictures pasted into the cell, for `![](attachment:name.png)`. */
  readonly attachments?: Record<string, MimeBundle>;
  /** Ids of headings that the page already has; this cell's are added. */
  readonly usedIds?: Set<string>;
}

export function renderMarkdown(source: string, options: MarkdownOptions = {}): string {
  return createMarked(options).parse(source, { async: false });
}

/** One line, without a paragraph around it: a title. */
export function renderInlineMarkdown(source: string): string {
  return createMarked({}).parseInline(source, { async: false });
}

function createMarked(options: MarkdownOptions): Marked {
  return new Marked({ gfm: true }, maths, pairedTags, safeRenderer(options));
}

/** The id of a heading, and what a link to `#Its-Title` is rewritten to. No element of the page starts so. */
export function headingId(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return `h-${words.join("-")}`;
}

const simpleTags = "b|i|u|s|em|strong|sub|sup|kbd|mark|small|del|ins|abbr|cite|var|samp|code|q";
const pair = new RegExp(`^<(${simpleTags})>((?:(?!<\\1>)[\\s\\S])*?)</\\1>`);
const details = /^ {0,3}<details>\s*<summary>([^\n]*?)<\/summary>([\s\S]*?)<\/details>[ \t]*(?:\n|$)/;

const inlinePair: TokenizerAndRendererExtension = {
  name: "inlinePair",
  level: "inline",
  start: (source) => /<[a-z]/.exec(source)?.index,
  tokenizer(source) {
    const match = pair.exec(source);
    if (!match) return undefined;
    return { type: "inlinePair", raw: match[0], tag: match[1], tokens: this.lexer.inlineTokens(match[2]!) };
  },
  renderer(token) {
    return `<${token.tag}>${this.parser.parseInline(token.tokens!)}</${token.tag}>`;
  },
};

const foldedBlock: TokenizerAndRendererExtension = {
  name: "foldedBlock",
  level: "block",
  start: (source) => /\n {0,3}<details>/.exec(source)?.index,
  tokenizer(source) {
    const match = details.exec(source);
    if (!match) return undefined;
    return {
      type: "foldedBlock",
      raw: match[0],
      title: this.lexer.inlineTokens(match[1]!),
      tokens: this.lexer.blockTokens(match[2]!, []),
    };
  },
  renderer(token) {
    const title = this.parser.parseInline(token.title as Token[]);
    return `<details><summary>${title}</summary>\n${this.parser.parse(token.tokens!)}</details>\n`;
  },
};

const pairedTags: MarkedExtension = { extensions: [inlinePair, foldedBlock] };

function safeRenderer({ attachments = {}, usedIds = new Set() }: MarkdownOptions): MarkedExtension {
  return {
    renderer: {
      html({ text }) {
        return escapeHtml(text).replace(/&lt;(br|wbr|hr) ?\/?&gt;/g, "<$1>");
      },
      heading({ tokens, depth, text }) {
        const id = unusedId(headingId(text), usedIds);
        return `<h${depth} id="${escapeHtml(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code({ text, lang }) {
        const language = /^[\w+-]+/.exec(lang ?? "")?.[0];
        const name = language ? ` class="language-${language}"` : "";
        return `<pre><code${name}>${escapeHtml(text)}\n</code></pre>\n`;
      },
      link({ href, title, tokens }) {
        const text = this.parser.parseInline(tokens);
        const target = safeLink(href);
        if (target === undefined) return text;
        const isElsewhere = /^[a-z]+:/i.test(target);
        const apart = isElsewhere ? ' target="_blank" rel="noopener noreferrer"' : "";
        return `<a href="${escapeHtml(target)}"${titleAttribute(title)}${apart}>${text}</a>`;
      },
      image({ href, title, text }) {
        const source = pictureSource(href, attachments);
        if (source === undefined) return escapeHtml(text || href);
        return `<img src="${escapeHtml(source)}" alt="${escapeHtml(text)}"${titleAttribute(title)}>`;
      },
    },
  };
}

function unusedId(wanted: string, usedIds: Set<string>): string {
  let id = wanted;
  for (let number = 2; usedIds.has(id); number++) id = `${wanted}-${number}`;
  usedIds.add(id);
  return id;
}

/** The address to link to, or undefined if its scheme is not allowed. */
function safeLink(href: string): string | undefined {
  const address = withoutControls(href);
  if (/^(?:https?:\/\/|mailto:)/i.test(address)) return address;
  if (/^[^/?#]*:/.test(address) || address.startsWith("//")) return undefined;
  const [path, fragment] = splitOnce(address, "#");
  return fragment ? `${path}#${headingId(decoded(fragment))}` : address;
}

function pictureSource(href: string, attachments: Record<string, MimeBundle>): string | undefined {
  const address = withoutControls(href);
  if (address.startsWith("attachment:")) {
    const name = decoded(address.slice("attachment:".length));
    const bundle = Object.hasOwn(attachments, name) ? attachments[name]! : {};
    const [type, data] = Object.entries(bundle)[0] ?? ["", ""];
    return pictureSource(`data:${type};base64,${String(data).replace(/\s/g, "")}`, {});
  }
  if (/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/.test(address)) return address;
  if (/^[^/?#]*:/.test(address) || address.startsWith("//")) return undefined;
  return address;
}

/** Browsers skip control characters and read a backslash as a slash, so "java\tscript:" must not pass. */
function withoutControls(href: string): string {
  return [...href]
    .filter((char) => char > " " && char !== "\u007f")
    .join("")
    .replaceAll("\\", "/");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function titleAttribute(title: string | null | undefined): string {
  return title ? ` title="${escapeHtml(title)}"` : "";
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (char) => entities[char]!);
}
