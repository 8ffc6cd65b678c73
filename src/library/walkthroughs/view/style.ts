/** The look of a walkthrough, in light and dark. Colours come from the palette and from the page around it. */

import { type Colour, quantity } from "../../figures/palette.ts";

const quantities = Object.entries(quantity)
  .map(
    ([name, { mark, textOnLight, textOnDark }]: [string, Colour]) =>
      `.q-${name} { --mark: ${mark}; --text: light-dark(${textOnLight}, ${textOnDark}); }`,
  )
  .join("\n");

const { mark, textOnLight, textOnDark } = quantity.gradient;

export const style: string = `
:host { display: block; color: inherit; --soft: color-mix(in srgb, currentColor 68%, transparent);
  --faint: color-mix(in srgb, currentColor 18%, transparent);
  --gradient: light-dark(${textOnLight}, ${textOnDark}); --gradient-mark: ${mark}; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
section { font-family: var(--sans, system-ui, sans-serif); line-height: 1.5; outline: none; }
h1, h2 { display: inline; margin: 0 0.6em 0 0; font-family: var(--serif, Georgia, serif); font-size: 1.35em; line-height: 1.25; }
.summary { display: inline; color: var(--soft); }
.full { float: right; margin-left: 1em; font-size: 0.875em; color: inherit; }
button, select, input { font: inherit; color: inherit; accent-color: var(--accent, auto); }
button, select, input[type="number"] { border: 1px solid var(--faint); border-radius: 6px; background: transparent; }
option { background: Canvas; color: CanvasText; }
button { min-height: 2.1em; padding: 0 0.8em; cursor: pointer; }
button:hover:not(:disabled) { border-color: currentColor; }
button:disabled { color: color-mix(in srgb, currentColor 45%, transparent); cursor: default; }
:focus-visible { outline: 2.5px solid var(--accent, Highlight); outline-offset: 1px; border-radius: 6px; }
.controls { display: flex; flex-wrap: wrap; margin-top: 0.6em; align-items: center; gap: 0.5em 1.25em; margin-bottom: 0.5em; font-size: 0.9375em; }
.controls > :last-child { margin-left: auto; }
.walk { display: flex; flex: 1 1 17em; align-items: center; gap: 0.5em; min-width: 0; max-width: 34em; }
.walk input { flex: 1; min-width: 4em; margin: 0; }
.counter { min-width: 4em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.choices { display: flex; flex-wrap: wrap; gap: 0.4em 1em; }
.choices label { color: var(--soft); }
select { min-height: 2.1em; padding: 0 0.3em; }

.stage { overflow-x: auto; overflow-y: hidden; }
svg { display: block; width: 100%; min-width: min(calc(var(--picture-width) * 0.55px), 52em);
  max-height: var(--stage-height, 34em); margin: 0 auto; }
text { fill: currentColor; font-family: var(--sans, system-ui, sans-serif); font-size: 23px; text-anchor: middle;
  dominant-baseline: central; font-variant-numeric: tabular-nums; user-select: none; }
.note text { font-size: 18px; fill: var(--text, var(--soft)); dominant-baseline: auto; }
.box { transition: opacity 0.2s; }
.paper { fill: Canvas; }
.frame { fill: color-mix(in srgb, var(--mark) 5%, transparent); stroke: color-mix(in srgb, var(--mark) 60%, transparent); stroke-width: 1.6; }
.label { font-family: var(--serif, Georgia, serif); font-size: 24px; font-style: italic; fill: var(--text); }
.label.small { font-size: 20px; }
.label.smaller { font-size: 17px; }
.word { font-weight: 600; }
.divider { stroke: var(--faint); stroke-width: 1; }
.gradient { fill: var(--gradient); }
.new { font-weight: 650; }
.long { font-size: 17px; }
.wrong { fill: var(--gradient); text-decoration: underline wavy 2px; }
.waiting { opacity: 0.55; }
.waiting .frame { stroke-dasharray: 5 5; }
.now .frame { fill: color-mix(in srgb, var(--mark) 17%, transparent); stroke: var(--mark); stroke-width: 3.6; }
.valve, .heat { fill: var(--mark); }
.input { cursor: ew-resize; touch-action: pan-y; }
.input rect { fill: transparent; stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 1 4; stroke-linecap: round; }
.input:hover rect, .input:focus rect { stroke: var(--text); stroke-dasharray: none; stroke-width: 2; }
.input:focus-visible { outline: none; }
.input:focus-visible rect { stroke: var(--accent, Highlight); stroke-width: 4; }
.dragging, .dragging .input { cursor: ew-resize; }
.arrow { color: color-mix(in srgb, currentColor 34%, Canvas); transition: color 0.2s; }
.arrow polyline { fill: none; stroke: currentColor; stroke-linejoin: round; }
.arrow polygon { fill: currentColor; }
.arrow.waiting { color: color-mix(in srgb, CanvasText 22%, Canvas); }
.arrow.now { color: var(--mark); }
.arrow.backward { color: color-mix(in srgb, var(--mark) 45%, Canvas); }
.arrow.backward polyline { stroke-dasharray: 7 4; }
.arrow.backward.now { color: var(--mark); }
.arrow.now polyline { stroke-width: 4; }

.caption { min-height: 8.5em; margin-top: 0.6em; }
.said { max-width: 78em; text-wrap: pretty; }
strong { margin-right: 0.6em; }
strong[data-way="backward"] { color: var(--gradient); }
.text { display: inline; margin: 0; }
.answer { margin: 0.3em 0 0; padding-left: 0.8em; border-left: 3px solid var(--gradient-mark); }
.asked { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1em; margin-top: 0.3em; }
.question { margin: 0; font-weight: 600; }
.equation { margin: 0.5em 0 0.2em; padding-bottom: 0.15em; overflow-x: auto; overflow-y: hidden; font-size: 1.1em; }
.code { margin: 0; font-size: 0.875em; color: var(--soft); }
.code code { font-family: var(--mono, ui-monospace, monospace); color: currentColor; overflow-wrap: anywhere; }
details { margin-top: 0.5em; font-size: 0.9375em; }
summary { width: fit-content; color: var(--soft); cursor: pointer; }
.fields { display: flex; flex-wrap: wrap; gap: 0.5em 1em; padding: 0.5em 0; }
fieldset { min-width: 0; margin: 0; padding: 0.2em 0.7em 0.5em; border: 1px solid var(--faint); border-radius: 8px; }
legend { padding: 0 0.3em; color: var(--soft); }
.row { display: flex; align-items: center; gap: 0.4em; margin-top: 0.2em; }
.row span { min-width: 3.5em; color: var(--soft); font-size: 0.875em; }
.row input { width: 5em; padding: 0.1em 0.35em; }
.words li { margin: 0.4em 0; max-width: 62em; }
.words button { min-height: 0; padding: 0 0.3em; }
.words [aria-current] > button { border-color: currentColor; font-weight: 650; }
.words ul { padding-left: 1.2em; color: var(--soft); font-size: 0.9375em; }
.words ul li { margin: 0; }
@media (prefers-reduced-motion: reduce) { .box, .arrow { transition: none; } }
@media (forced-colors: active) { .now .frame { stroke-width: 6; } }
@media print { .controls, .numbers { display: none; } }
${quantities}
`;
