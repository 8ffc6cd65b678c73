/** Search over all notebooks: every word, in any order. Arrow keys walk the places found, Enter goes there. */

import { button, element } from "../dom/element.ts";
import { call } from "../kernel/server.ts";

interface SearchHit {
  readonly path: string;
  readonly title: string;
  readonly cell: string;
  readonly heading: string;
  readonly line: string;
}

/** The server gives no more places than this. */
const mostHits = 50;

/** In milliseconds after the last key. */
const pause = 150;

export function searchButton(): HTMLButtonElement {
  return button("Search", openSearch, { class: "search", title: "Search all notebooks" });
}

export function openSearch(): void {
  const field = element("input", {
    type: "text", // Escape would clear a field of type "search" before it closed the dialog
    role: "searchbox",
    inputmode: "search",
    "aria-label": "Search all notebooks",
    placeholder: "Search all notebooks",
    autocomplete: "off",
    spellcheck: "false",
  });
  const status = element("p", { class: "search-status", role: "status" });
  const results = element("ol", { class: "search-results" });
  const dialog = element(
    "dialog",
    { class: "search-dialog", "aria-label": "Search" },
    field,
    status,
    results,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const search = async () => {
    const number = ++latest;
    const text = field.value.trim();
    if (text === "") {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const address = `/api/unrolled/search?q=${encodeURIComponent(text)}`;
      const { hits } = await call<{ hits: SearchHit[] }>("GET", address);
      if (number !== latest) return;
      results.replaceChildren(...hits.map((hit) => entry(hit, () => dialog.close())));
      status.textContent = countWords(hits.length);
    } catch (error) {
      status.textContent = (error as Error).message;
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), pause);
  });
  dialog.addEventListener("keydown", (event) => walk(event, field, results));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function countWords(count: number): string {
  if (count === 0) return "No cell holds all these words.";
  if (count >= mostHits) return `The first ${count} places`;
  return count === 1 ? "1 place" : `${count} places`;
}

function entry({ path, title, cell, heading, line }: SearchHit, close: () => void): HTMLLIElement {
  const link = element(
    "a",
    { href: `/notebooks/${encodeURIComponent(path)}#cell-${cell}` },
    element(
      "span",
      { class: "where" },
      heading === title ? title : `${title} › ${heading.replace(/[$`*]/g, "")}`,
    ),
    element("span", { class: "line" }, line),
  );
  link.addEventListener("click", close);
  return element("li", {}, link);
}

function walk(event: KeyboardEvent, field: HTMLElement, results: HTMLElement): void {
  event.stopPropagation(); // no key is the notebook's while one searches
  const stops = [field, ...results.querySelectorAll<HTMLElement>("a")];
  const now = stops.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
  if (event.key === "Enter" && now === 0) stops[1]?.click();
  if (next === undefined || event.isComposing) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
}
