/**
 * Maths in markdown, for marked: `$…$`, `$$…$$` and a bare `\begin{…}…\end{…}`, drawn by KaTeX.
 *
 * As in Pandoc, an opening dollar has no space after it, a closing one no space before it and no digit
 * after it; so "costs $5 and $6" stays text. In a table, a bar between dollars does not end the column.
 */

import katex from "katex";
import { type MarkedExtension, Tokenizer, type TokenizerAndRendererExtension } from "marked";

const environment = /^(\\begin\{([a-zA-Z]+\*?)\}(?:(?!\n[ \t]*\n)[\s\S])+?\\end\{\2\})/;
const dollarBlock = /^\$\$((?:\\[\s\S]|(?!\n[ \t]*\n)[^$\\])+)\$\$/;
const dollarInline = /^\$(?![\s$])((?:\\[\s\S]|[^$\\])*[^\s$\\]|(?:\\[\s\S]|[^$\\])*\\[^\s])\$(?!\d)/;

/** What closes a clause after maths; it must not begin the next line. "![" begins a picture. */
const closing = /^(?:[,.;:?)]|!(?!\[))+/;
/** Letters of TeX. Longer maths may be broken, lest it outgrow a telephone. */
const shortMaths = 40;

/** Stands for a bar between dollars while marked cuts a table row into cells. */
const hiddenBar = "\uE000";

interface MathsToken {
  type: string;
  raw: string;
  tex: string;
  displayed: boolean;
  /** The punctuation that is kept on the line of the maths. */
  closing?: string;
}

/** "displayed" maths has a line of its own. KaTeX reports an error in place, in red, with its reason. */
export function renderMaths(tex: string, displayed: boolean): string {
  const html = katex.renderToString(tex, {
    displayMode: displayed,
    throwOnError: false,
    strict: false,
    trust: false,
    maxSize: 50,
    maxExpand: 1000,
  });
  return html.replace(namedFunction, "<mrow>$&</mrow>");
}

/**
 * A function's name and the sign that applies it. KaTeX 0.16 puts them side by side where one element has to stand:
 * in \sigma_{\max} the index would be "max", and the sign a third child that <msub> may not have.
 */
const namedFunction = /<mi(?: [^>]*)?>[^<]*<\/mi><mo>\u2061<\/mo>/g;

const render = (token: { [key: string]: unknown }): string => {
  const { tex, displayed, closing = "" } = token as unknown as MathsToken;
  const drawn = renderMaths(tex.replaceAll(hiddenBar, "|"), displayed);
  return closing === "" ? drawn : `<span class="unbroken">${drawn}${closing}</span>`;
};

const mathsBlock: TokenizerAndRendererExtension = {
  name: "mathsBlock",
  level: "block",
  start: (source) => /\n {0,3}(?:\$\$|\\begin\{)/.exec(source)?.index,
  tokenizer(source) {
    const indent = /^ {0,3}/.exec(source)![0];
    const rest = source.slice(indent.length);
    const match = dollarBlock.exec(rest) ?? environment.exec(rest);
    const end = match && /^[ \t]*(?:\n|$)/.exec(rest.slice(match[0].length));
    if (!match || !end) return undefined;
    return mathsToken("mathsBlock", indent + match[0] + end[0], match[1]!, true);
  },
  renderer: (token) => `<p class="maths">${render(token)}</p>\n`,
};

const mathsInline: TokenizerAndRendererExtension = {
  name: "mathsInline",
  level: "inline",
  start: (source) => /\$|\\begin\{/.exec(source)?.index,
  tokenizer(source, tokens) {
    const displayed = dollarBlock.exec(source) ?? environment.exec(source);
    if (displayed) return mathsToken("mathsInline", displayed[0], displayed[1]!, true);
    if (/[A-Za-z0-9$]$/.test(tokens.at(-1)?.raw ?? "")) return undefined; // US$5, x$y
    const match = dollarInline.exec(source);
    if (!match) return undefined;
    const after = match[1]!.length <= shortMaths ? closing.exec(source.slice(match[0].length)) : null;
    const token = mathsToken("mathsInline", match[0] + (after?.[0] ?? ""), match[1]!, false);
    return after ? { ...token, closing: after[0] } : token;
  },
  renderer: render,
};

function mathsToken(type: string, raw: string, tex: string, displayed: boolean): MathsToken {
  return { type, raw, tex: tex.trim(), displayed };
}

const dollars = /\$\$?(?![\s$])(?:\\[^\n]|[^$\\\n])+?\$\$?(?!\d)/g;

/** One character for another, so that the lengths which marked counts stay right. */
function hideBars(source: string): string {
  return source.replace(dollars, (maths) => maths.replaceAll("|", hiddenBar));
}

export const maths: MarkedExtension = {
  extensions: [mathsBlock, mathsInline],
  tokenizer: {
    table(source) {
      const end = source.search(/\n[ \t]*(?:\n|$)/);
      const block = end < 0 ? source : source.slice(0, end);
      return Tokenizer.prototype.table.call(this as Tokenizer, hideBars(block) + source.slice(block.length));
    },
  },
  hooks: {
    postprocess: (html) => html.replaceAll(hiddenBar, "|"),
    // A star inside maths is not the end of an emphasis around it.
    emStrongMask: (source) => source.replace(dollars, (maths) => `$${"a".repeat(maths.length - 2)}$`),
  },
};
