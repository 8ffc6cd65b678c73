/** The list of all keys. */

import { show } from "../dom/dialog.ts";
import { element } from "../dom/element.ts";
import { type Command, commands } from "./commands.ts";
import { keyLabel } from "./keys.ts";

const groups = [
  { title: "While a cell is selected", modes: ["command"] },
  { title: "While typing in a cell", modes: ["edit"] },
  { title: "Always", modes: ["both"] },
] as const;

export function showKeys(): void {
  const tables = groups.flatMap(({ title, modes }) => [
    element("h3", {}, title),
    element("table", {}, element("tbody", {}, ...rows(modes))),
  ]);
  const tab = "Tab completes after a word and indents elsewhere; Escape, then Tab, leaves the editor.";
  show("Keys", ...tables, element("p", {}, tab));
}

function rows(modes: readonly Command["mode"][]): HTMLTableRowElement[] {
  return Object.values<Command>(commands)
    .filter(({ keys, mode }) => keys.length > 0 && modes.includes(mode))
    .map(({ keys, label }) => {
      const names = keys.map((key) => element("kbd", {}, keyLabel(key)));
      return element("tr", {}, element("td", {}, ...names), element("td", {}, label));
    });
}
