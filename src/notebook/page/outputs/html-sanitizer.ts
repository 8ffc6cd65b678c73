/**
 * HTML from a cell, made harmless before it enters the page: no scripts, no forms, nothing loaded from
 * elsewhere, no ids that the page uses. The content security policy stands behind this as a second wall.
 */

import createDOMPurify from "dompurify";

const purifier = createDOMPurify(window);

const config = {
  USE_PROFILES: { html: true, svg: true, mathMl: true },
  FORBID_TAGS: [
    "style",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "dialog",
    "base",
    "link",
    "meta",
    "image",
  ],
  FORBID_ATTR: [
    "srcset",
    "ping",
    "background",
    "poster",
    "autofocus",
    "popover",
    "tabindex",
    "contenteditable",
  ],
  ADD_TAGS: ["semantics", "annotation"],
  ADD_ATTR: ["encoding", "target"],
  SANITIZE_NAMED_PROPS: true,
  ALLOW_DATA_ATTR: false,
};

const loadingAttributes = new Set(["src", "href", "xlink:href", "action", "formaction", "cite", "data"]);

purifier.addHook("uponSanitizeAttribute", (node, attribute) => {
  const value = attribute.attrValue.trim();
  if (attribute.attrName === "style") attribute.attrValue = harmlessStyle(value);
  if (!loadingAttributes.has(attribute.attrName)) {
    // SVG presentation attributes can load too: fill="url(http://…)"; a place in the same picture may stay.
    if (/url\s*\(\s*["']?(?!#)/i.test(value)) attribute.keepAttr = false;
    return;
  }
  const isLink = node.nodeName.toLowerCase() === "a";
  const isAllowed = isLink
    ? /^(?:https?:\/\/|mailto:|#)/i.test(value)
    : /^(?:data:image\/(?!svg)|#)/i.test(value);
  attribute.keepAttr = isAllowed;
});

purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName.toLowerCase() !== "a") return;
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer");
});

const harmlessProperties =
  /^(?:(?:background-)?color|opacity|fill|stroke(?:-.*)?|font(?:-.*)?|text-.*|line-height|white-space|vertical-align|(?:padding|margin|border)(?:-.*)?|(?:min-|max-)?(?:width|height)|display|gap|grid-template-columns|list-style-type|top|left|bottom|right)$/;

/** Sizes and colours may stay; what could load a file or leave the cell may not. */
function harmlessStyle(style: string): string {
  const declarations = new CSSStyleSheet();
  declarations.replaceSync(`a { ${style.replace(/[{}]/g, "")} }`);
  const rule = declarations.cssRules[0] as CSSStyleRule | undefined;
  if (rule === undefined) return "";
  return Array.from({ length: rule.style.length }, (_, index) => rule.style.item(index))
    .filter((property) => harmlessProperties.test(property))
    .map((property) => [property, rule.style.getPropertyValue(property)] as const)
    .filter(([, value]) => !/url\s*\(|image|expression/i.test(value))
    .map(([property, value]) => `${property}: ${value}`)
    .join("; ");
}

export function sanitizedFragment(html: string): DocumentFragment {
  return purifier.sanitize(html, { ...config, RETURN_DOM_FRAGMENT: true });
}
