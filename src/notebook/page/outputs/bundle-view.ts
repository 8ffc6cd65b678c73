/**
 * A result or a display: of the forms that it came in, the richest that the page can show.
 * Walkthrough, figure, picture, HTML, markdown, formula, text, in this order.
 */

import type { MimeBundle } from "../../format/message.ts";
import type { DisplayOutput, ResultOutput } from "../../format/notebook.ts";
import { renderMarkdown } from "../cells/render-markdown.ts";
import { element } from "../dom/element.ts";
import { drawFigure } from "../figures/figure-view.ts";
import { drawWalkthrough, walkthroughType } from "../walkthrough/walkthrough-output.ts";
import { sanitizedFragment } from "./html-sanitizer.ts";
import type { OutputView } from "./output-view.ts";
import { foldedText } from "./stream-view.ts";

type Bundle = Pick<DisplayOutput | ResultOutput, "data" | "metadata">;

const preference = [
  walkthroughType,
  "application/vnd.plotly.v1+json",
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "text/html",
  "text/markdown",
  "text/latex",
  "application/json",
  "text/plain",
] as const;

type ShownType = (typeof preference)[number];

export function preferredType(data: MimeBundle): ShownType | undefined {
  return preference.find((type) => data[type] !== undefined && data[type] !== null);
}

export function drawBundle(output: Bundle): OutputView {
  const type = preferredType(output.data);
  if (type === undefined) {
    const types = Object.keys(output.data).join(", ");
    return {
      dom: element("p", { class: "output unshown" }, `This page cannot show ${types || "an empty output"}.`),
    };
  }
  if (type === walkthroughType) return drawWalkthrough(output.data);
  if (type === "application/vnd.plotly.v1+json") return drawFigure(output.data);
  return { dom: drawings[type](output) };
}

const drawings: Record<
  Exclude<ShownType, typeof walkthroughType | "application/vnd.plotly.v1+json">,
  (output: Bundle) => HTMLElement
> = {
  "image/svg+xml": (output) =>
    picture(
      `data:image/svg+xml;charset=utf-8,${encodeURIComponent(String(output.data["image/svg+xml"]))}`,
      output,
    ),
  "image/png": (output) => bitmap("image/png", output),
  "image/jpeg": (output) => bitmap("image/jpeg", output),
  "image/gif": (output) => bitmap("image/gif", output),
  "image/webp": (output) => bitmap("image/webp", output),
  "text/html": ({ data }) => {
    const dom = element("div", { class: "output html" });
    dom.append(sanitizedFragment(String(data["text/html"])));
    return dom;
  },
  "text/markdown": ({ data }) => markdown(String(data["text/markdown"])),
  "text/latex": ({ data }) => markdown(asDisplayMath(String(data["text/latex"]))),
  "application/json": ({ data }) => text(JSON.stringify(data["application/json"], null, 2)),
  "text/plain": ({ data }) => text(String(data["text/plain"])),
};

function bitmap(type: "image/png" | "image/jpeg" | "image/gif" | "image/webp", output: Bundle): HTMLElement {
  return picture(`data:${type};base64,${String(output.data[type]).replace(/\s/g, "")}`, output);
}

/** An SVG drawn by `img` runs no script and loads nothing. */
function picture(source: string, { data, metadata }: Bundle): HTMLElement {
  const alt = String(metadata.alt ?? data["text/plain"] ?? "Picture from this cell");
  return element("figure", { class: "output picture" }, element("img", { src: source, alt }));
}

function markdown(source: string): HTMLElement {
  const dom = element("div", { class: "output prose" }, source);
  void renderMarkdown(source).then((html) => {
    dom.innerHTML = html;
  });
  return dom;
}

function asDisplayMath(latex: string): string {
  return /^\s*(?:\$|\\begin)/.test(latex) ? latex : `$$${latex}$$`;
}

function text(content: string): HTMLElement {
  const dom = element("div", { class: "output text" });
  let isUnfolded = false;
  const draw = () => {
    dom.replaceChildren(
      ...foldedText(content, isUnfolded, () => {
        isUnfolded = !isUnfolded;
        draw();
      }),
    );
  };
  draw();
  return dom;
}
