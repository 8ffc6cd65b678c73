/**
 * The one script that shows walkthroughs: on the workbook's page, as an output in Jupyter, in an exported file.
 * It sets the global `unrolledWalkthroughs`; the build puts the equations in, made ready as MathML.
 */

import { makeWalkthrough, walkthroughIds } from "../catalogue.ts";
import { escapeText } from "./dom.ts";
import { mountWalkthrough, type ViewOptions, type WalkthroughView } from "./walkthrough-view.ts";

declare const UNROLLED_EQUATIONS: Readonly<Record<string, string>>;

const prepared = (tex: string): string => UNROLLED_EQUATIONS[tex] ?? `<code>${escapeText(tex)}</code>`;

export interface UnrolledWalkthroughs {
  mount(host: HTMLElement, options: Omit<ViewOptions, "renderMath"> & Partial<ViewOptions>): WalkthroughView;
  make: typeof makeWalkthrough;
  readonly ids: typeof walkthroughIds;
}

const walkthroughs: UnrolledWalkthroughs = {
  mount: (host, options) => mountWalkthrough(host, { renderMath: prepared, ...options }),
  make: makeWalkthrough,
  ids: walkthroughIds,
};

(globalThis as { unrolledWalkthroughs?: UnrolledWalkthroughs }).unrolledWalkthroughs = walkthroughs;
