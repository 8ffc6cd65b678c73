import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../../src/notebook/format/markdown.ts";

/** The sources of all formulas that KaTeX drew. */
function formulas(markdown: string): string[] {
  const html = renderMarkdown(markdown);
  const annotations = html.matchAll(/<annotation encoding="application\/x-tex">([^<]*)</g);
  return [...annotations].map(([, tex]) => tex!.replaceAll("&amp;", "&"));
}

describe("maths in markdown", () => {
  it.each([
    ["one formula", "the loss $L$ falls", ["L"]],
    ["Korean after it", "손실은 $L$이고 기울기$g$는", ["L", "g"]],
    ["a digit first", "so $2x$ and $5$", ["2x", "5"]],
    ["on its own lines", "text\n$$\nx = 1\n$$\nmore", ["x = 1"]],
    ["displayed within a line", "so $$x$$ holds", ["x"]],
    [
      "a bare environment",
      "a\n\\begin{align}a&=b\\\\c&=d\\end{align}\nb",
      ["\\begin{align}a&=b\\\\c&=d\\end{align}"],
    ],
    ["bars in a table", "| a | $|x|$ |\n|--|--|\n| $\\|y\\|$ | $|h_t|$ |", ["|x|", "\\|y\\|", "|h_t|"]],
    ["stars inside an emphasis", "*the $W^*$ of $a_1$* and $b_1$", ["W^*", "a_1", "b_1"]],
    ["in a list", "- a\n  $$\n  y=1\n  $$\n- b", ["y=1"]],
    ["in a quotation and a heading", "> $x$\n\n# The $h_t$", ["x", "h_t"]],
    ["beside punctuation", "($x$), $y$; $z$-axis", ["x", "y", "z"]],
    ["over a line's end", "where $a +\nb$ holds", ["a +\nb"]],
    ["an escaped dollar inside", "$\\$5 x$", ["\\$5 x"]],
  ])("is drawn: %s", (_name, markdown, expected) => {
    expect(formulas(markdown)).toEqual(expected);
  });

  it("keeps the name of a function as one index, for what reads formulas aloud", () => {
    const html = renderMarkdown("$\\sigma_{\\max}^2$");

    const index = "<mrow><mi>max</mi><mo>\u2061</mo></mrow>";
    expect(html).toContain(`<msubsup><mi>σ</mi>${index}<mn>2</mn></msubsup>`);
  });

  it.each([
    ["prices", "costs $5 and $6 now"],
    ["prices in a range", "$10,000-$20,000 or ($7)/$8"],
    ["prices of a country", "US$5 to US$6"],
    ["escaped dollars", "\\$a$ and \\$b"],
    ["code", "`$x$`\n\n```\n$y$\n```"],
    ["one dollar", "a $x and no more"],
    ["an open display", "$$ x"],
    ["a blank line between", "$a\n\nb$"],
  ])("is not seen in %s", (_name, markdown) => {
    expect(formulas(markdown)).toEqual([]);
  });

  it("keeps prices as they were written", () => {
    expect(renderMarkdown("costs $5 and $6 now")).toBe("<p>costs $5 and $6 now</p>\n");
  });

  it("keeps the table's columns when a formula holds a bar", () => {
    const html = renderMarkdown("| a | $|x|$ |\n|--|--|\n| 1 | 2 |\n\nafter | it");

    expect(html.match(/<th>/g)).toHaveLength(2);
    expect(html).toContain("<p>after | it</p>");
  });

  it("shows a mistake in its place instead of failing the cell", () => {
    const html = renderMarkdown("before $\\frac{$ after");

    expect(html).toContain("katex-error");
    expect(html).toContain("after");
  });

  it("keeps punctuation on the line of the maths before it, unless that is long", () => {
    const html = renderMarkdown("Where $c_t$, and ($h_t$).");
    const long = renderMarkdown(`Where $${"a+".repeat(30)}b$, and so on.`);

    expect(html).toMatch(/<span class="unbroken"><span class="katex">.*<\/span>,<\/span> and/);
    expect(html).toMatch(/\(<span class="unbroken">.*<\/span>\)\.<\/span><\/p>/);
    expect(long).not.toContain("unbroken");
    expect(renderMarkdown("$x$![a](b.png)")).toContain("<img");
  });
});

describe("hostile markdown", () => {
  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a handler", '<img src=x onerror="alert(1)">'],
    ["a tag with attributes", "<b onclick=alert(1)>x</b>"],
    ["a style", "<style>body{display:none}</style>"],
    ["a form", "<form action=https://a.example><input></form>"],
    ["svg", "<svg><animate onbegin=alert(1)></svg>"],
    ["an iframe in a list", "- <iframe src=https://a.example></iframe>"],
  ])("has %s shown as text", (_name, markdown) => {
    const html = renderMarkdown(markdown);

    expect(html).not.toMatch(/<(?:script|img|b|style|form|input|svg|animate|iframe)\b/);
    expect(html).toContain("&lt;");
  });

  it.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//evil.example/a)",
    "[x](\\\\\\\\evil.example/a)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "$\\href{javascript:alert(1)}{x}$",
  ])("has no link for %s", (markdown) => {
    expect(renderMarkdown(markdown)).not.toMatch(/<a\b|href="/);
  });

  it("loads no picture from elsewhere, nor a drawing that could hold code", () => {
    const html = renderMarkdown("![a](https://evil.example/x.png) ![b](data:image/svg+xml;base64,AA==)");

    expect(html).toBe("<p>a b</p>\n");
  });

  it("cannot name an element of the page: ids of headings have a beginning of their own", () => {
    expect(renderMarkdown("# notebook")).toBe('<h1 id="h-notebook">notebook</h1>\n');
  });

  it("cannot leave a tag open", () => {
    expect(renderMarkdown("<b>a <i>b</b> c</i> <b>d")).toBe(
      "<p><b>a &lt;i&gt;b</b> c&lt;/i&gt; &lt;b&gt;d</p>\n",
    );
  });
});

describe("markdown of a notebook", () => {
  it("may use simple tags in pairs, line breaks and folded parts", () => {
    const html = renderMarkdown(
      "H<sub>2</sub>O<br>\n\n<details><summary>Why **so**?</summary>\n\ntext\n\n</details>\n",
    );

    expect(html).toContain("H<sub>2</sub>O<br>");
    expect(html).toContain("<details><summary>Why <strong>so</strong>?</summary>\n<p>text</p>\n</details>");
  });

  it("links to another chapter's heading by its title", () => {
    const html = renderMarkdown(
      "[there](03-bptt.ipynb#BPTT-three-ways) and [out](https://a.example/?a=1&b=2)",
    );

    expect(html).toContain('<a href="03-bptt.ipynb#h-bptt-three-ways">there</a>');
    expect(html).toContain(
      '<a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">',
    );
  });

  it("gives every heading of a page another id", () => {
    const usedIds = new Set<string>();

    const html = renderMarkdown("# Why?\n\n## Why?", { usedIds }) + renderMarkdown("# Why?", { usedIds });

    expect(html.match(/id="[^"]*"/g)).toEqual(['id="h-why"', 'id="h-why-2"', 'id="h-why-3"']);
  });

  it("shows a picture that was pasted into the cell", () => {
    const attachments = { "a b.png": { "image/png": "iVBOR\nw0KGgo=" } };

    const html = renderMarkdown("![plot](attachment:a%20b.png)", { attachments });

    expect(html).toBe('<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="plot"></p>\n');
  });

  it("keeps code as it is, with its language", () => {
    expect(renderMarkdown("```ts\na < b && c\n```")).toBe(
      '<pre><code class="language-ts">a &lt; b &amp;&amp; c\n</code></pre>\n',
    );
  });
});
