import { describe, expect, it } from "vitest";
import { exportHtml } from "../../../src/notebook/format/html-export.ts";
import type { Cell, MarkdownCell, Notebook, Output } from "../../../src/notebook/format/notebook.ts";

const prose: MarkdownCell = { cell_type: "markdown", id: "m", metadata: {}, source: "# The $h_t$\n\ntext" };
const code = (...outputs: Output[]): Cell => ({
  cell_type: "code",
  id: "c",
  metadata: {},
  source: "a < b",
  execution_count: 1,
  outputs,
});
const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const bundle = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

describe("an exported notebook", () => {
  it("names nothing outside itself", () => {
    const html = exportHtml(notebook(prose, code(bundle({ "text/html": "<b>x</b>" }))), { title: "T" });

    const withoutNamespaces = html.replace(/xmlns="[^"]*"/g, "");
    expect(withoutNamespaces).not.toMatch(/(?:src|href)="(?!data:|#)/);
    expect(withoutNamespaces).not.toMatch(/url\((?!data:)/);
    expect(html).toContain("default-src 'none'");
  });

  it("brings KaTeX's fonts only with maths, Plotly only with figures", () => {
    const bare = exportHtml(notebook(code()), { title: "T" });
    const withMaths = exportHtml(notebook(prose), { title: "T" });

    expect(bare.length).toBeLessThan(5_000);
    expect(withMaths).toContain("font/woff2;base64");
    expect(withMaths).not.toContain("Plotly");
  });

  it("draws figures with a script that its policy names by hash", () => {
    const figure = { data: [{ type: "scatter", y: [1, 3] }], layout: { title: { text: "</script><b>" } } };

    const html = exportHtml(
      notebook(code(bundle({ "application/vnd.plotly.v1+json": figure, "text/plain": "a rising line" }))),
      { title: "T" },
    );

    expect(html).toMatch(/script-src 'sha256-[^']+' 'sha256-[^']+'/);
    expect(html).toContain('aria-label="a rising line"');
    expect(html).toContain("\\u003c/script>\\u003cb>");
    expect(html.match(/<script/g)!.length).toBeGreaterThanOrEqual(3);
  });

  it("shows errors and streams as text without terminal codes", () => {
    const html = exportHtml(
      notebook(
        code(
          {
            output_type: "stream",
            name: "stdout",
            text: "\u001b[31mred\u001b[0m <b>\u001b]8;;http://a\u0007link",
          },
          { output_type: "error", ename: "RangeError", evalue: "too far", traceback: [] },
        ),
      ),
      { title: "T" },
    );

    expect(html).toContain('<pre class="output stdout">red &lt;b&gt;link</pre>');
    expect(html).toContain('<pre class="output error">RangeError: too far</pre>');
  });

  it("shows a drawing as a picture, so that its scripts stay asleep", () => {
    const html = exportHtml(
      notebook(
        code(bundle({ "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" })),
      ),
      { title: "T" },
    );

    expect(html).toContain('<img class="output picture" src="data:image/svg+xml;base64,');
    expect(html).not.toContain("onload");
  });
});
