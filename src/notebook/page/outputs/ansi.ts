/** Text for a terminal as safe HTML: colours become classes, links only http and https, the rest is text. */

import { AnsiUp } from "ansi_up";

export function ansiFragment(text: string): DocumentFragment {
  const converter = new AnsiUp();
  converter.use_classes = true;
  converter.escape_html = true;
  converter.url_allowlist = { http: 1, https: 1 };
  const template = document.createElement("template");
  template.innerHTML = converter.ansi_to_html(text);
  for (const link of template.content.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return template.content;
}

/** The text without its colours and links. */
export function withoutAnsi(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return text.replace(/\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g, "");
}
