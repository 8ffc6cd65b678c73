/** The outline of a notebook: its headings, as links, made anew each time it is opened. */

import { button, element } from "../dom/element.ts";

export function outlineButton(main: HTMLElement): HTMLButtonElement {
  const panel = element("nav", { class: "outline", popover: "auto", "aria-label": "On this page" });
  const opener = button("Contents", () => panel.togglePopover(), {
    class: "contents",
    title: "The headings of this page",
    "aria-expanded": "false",
  });
  panel.addEventListener("toggle", (event) => {
    const isOpen = (event as ToggleEvent).newState === "open";
    opener.setAttribute("aria-expanded", String(isOpen));
  });
  panel.addEventListener("beforetoggle", (event) => {
    if ((event as ToggleEvent).newState !== "open") return;
    panel.replaceChildren(outline(main, () => panel.hidePopover()));
    const { left, bottom } = opener.getBoundingClientRect();
    panel.style.left = `${Math.max(8, Math.min(left, innerWidth - 360))}px`;
    panel.style.top = `${bottom + 4}px`;
  });
  opener.addEventListener("click", () => panel.querySelector<HTMLElement>("[aria-current], a")?.focus());
  document.body.append(panel);
  return opener;
}

function outline(main: HTMLElement, close: () => void): HTMLElement {
  const all = [...main.querySelectorAll<HTMLElement>(".cell .prose :is(h1, h2, h3)[id]")];
  const headings = all.filter((heading) => heading.checkVisibility());
  if (headings.length === 0) return element("p", {}, "This page has no headings.");
  const current = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  return element("ul", {}, ...headings.map((heading) => entry(heading, heading === current, close)));
}

function entry(heading: HTMLElement, isCurrent: boolean, close: () => void): HTMLLIElement {
  const link = element("a", { href: `#${heading.id}`, ...(isCurrent ? { "aria-current": "location" } : {}) });
  for (const node of heading.childNodes) link.append(node.cloneNode(true));
  for (const inner of link.querySelectorAll("a")) inner.replaceWith(...inner.childNodes); // links do not nest
  link.addEventListener("click", close);
  return element("li", { class: heading.tagName.toLowerCase() }, link);
}
