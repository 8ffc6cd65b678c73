/** A walkthrough as the output of a cell, and as a page of its own. */

import type { MimeBundle } from "../../format/message.ts";
import { element } from "../dom/element.ts";
import type { OutputView } from "../outputs/output-view.ts";
import { loadWalkthroughs } from "./load-walkthroughs.ts";

export const walkthroughType = "application/vnd.unrolled.walkthrough+json";

interface WalkthroughJson {
  readonly id: string;
  readonly setup?: unknown;
}

/** Until its script is there, and where it fails, the text stands for it. */
export function drawWalkthrough(bundle: MimeBundle): OutputView {
  const { id, setup } = bundle[walkthroughType] as WalkthroughJson;
  const text = element("pre", {}, String(bundle["text/plain"] ?? ""));
  const dom = element("div", { class: "output walkthrough" }, text);
  let isGone = false;
  let view: { destroy(): void } | undefined;
  loadWalkthroughs()
    .then(({ mount }) => {
      if (isGone) return;
      const host = element("div");
      view = mount(host, { id, setup, pageAddress: `/walkthroughs/${encodeURIComponent(id)}` });
      dom.replaceChildren(host);
    })
    .catch((error: Error) => {
      dom.prepend(
        element("p", { class: "unshown" }, `This walkthrough could not be drawn: ${error.message}`),
      );
    });
  return {
    dom,
    destroy() {
      isGone = true;
      view?.destroy();
    },
  };
}

/** The page /walkthroughs/W2. */
export async function openWalkthroughPage(main: HTMLElement): Promise<void> {
  const { mount } = await loadWalkthroughs();
  const host = element("div");
  mount(host, { id: main.dataset.id ?? "", isPage: true });
  main.replaceChildren(host);
}

/** Ids of the walkthroughs that a cell's source shows. */
export function walkthroughsIn(source: string): string[] {
  return [...source.matchAll(/\bwalkthrough\(\s*["'](W\d+)["']/g)].map(([, id]) => id as string);
}
