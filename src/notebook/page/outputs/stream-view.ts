/** What a cell printed. Long texts show their beginning and their end until unfolded. */

import type { StreamOutput } from "../../format/notebook.ts";
import { button, element } from "../dom/element.ts";
import { ansiFragment } from "./ansi.ts";
import type { OutputView } from "./output-view.ts";

const mostLines = 30;
const firstLines = 14;
const lastLines = 8;

export function drawStream(output: StreamOutput): OutputView {
  const dom = element("div", { class: `output stream ${output.name}` });
  let text = output.text;
  let isUnfolded = false;
  const draw = () => {
    dom.replaceChildren(
      ...foldedText(text, isUnfolded, () => {
        isUnfolded = !isUnfolded;
        draw();
      }),
    );
  };
  draw();
  return {
    dom,
    update(next) {
      if (next.output_type !== "stream" || next.name !== output.name) return false;
      text = next.text;
      draw();
      return true;
    },
  };
}

/** `pre` elements with a button between or after them when the text is long. */
export function foldedText(text: string, isUnfolded: boolean, toggle: () => void): HTMLElement[] {
  const lines = text.replace(/\n$/, "").split("\n");
  if (lines.length <= mostLines) return [plainText(lines)];
  if (isUnfolded) return [plainText(lines), foldButton("Fold", toggle)];
  const hidden = lines.length - firstLines - lastLines;
  return [
    plainText(lines.slice(0, firstLines)),
    foldButton(`… ${hidden.toLocaleString("en")} more lines`, toggle),
    plainText(lines.slice(-lastLines)),
  ];
}

function foldButton(label: string, toggle: () => void): HTMLButtonElement {
  return button(label, toggle, { class: "fold" });
}

function plainText(lines: readonly string[]): HTMLPreElement {
  return element("pre", {}, ansiFragment(lines.join("\n")));
}
