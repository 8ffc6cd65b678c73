/** Colours the code that no editor has been opened for yet, with the editor's own parser and classes. */

import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";

export function highlight(code: HTMLElement, source: string): void {
  const fragment = document.createDocumentFragment();
  const put = (text: string, classes: string) => {
    if (classes === "") return fragment.append(text);
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = text;
    return fragment.append(span);
  };
  highlightCode(source, typescriptLanguage.parser.parse(source), classHighlighter, put, () => put("\n", ""));
  code.replaceChildren(fragment);
}
