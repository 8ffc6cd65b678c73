/** The outputs of a cell, drawn anew only where they changed. */

import { element } from "../dom/element.ts";
import type { LiveOutput } from "../model/cell.ts";
import { drawBundle } from "./bundle-view.ts";
import { drawError, type ErrorPlace } from "./error-view.ts";
import type { OutputView } from "./output-view.ts";
import { drawStream } from "./stream-view.ts";

export interface OutputContext {
  /** Follows an error to the line that it came from. */
  goTo(place: ErrorPlace): void;
}

/** What the server put into the place stays until the first outputs are drawn, so that the page keeps its height. */
export class OutputArea {
  readonly #host: HTMLElement;
  readonly #context: OutputContext;
  #shown: { output: LiveOutput; view: OutputView }[] = [];
  #next: readonly LiveOutput[] = [];
  #frame = 0;
  #isFirst = true;

  constructor(host: HTMLElement, context: OutputContext) {
    this.#host = host;
    this.#context = context;
  }

  /** Draws at the next frame: a cell that prints ten thousand lines draws as often as the screen. */
  show(outputs: readonly LiveOutput[]): void {
    this.#next = outputs;
    if (document.hidden) this.#draw();
    else this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  showNow(outputs: readonly LiveOutput[]): void {
    this.#next = outputs;
    this.#draw();
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const outputs = this.#next;
    if (this.#isFirst) this.#host.replaceChildren();
    this.#isFirst = false;
    for (const gone of this.#shown.splice(outputs.length)) remove(gone.view);
    outputs.forEach((output, index) => {
      const shown = this.#shown[index];
      if (shown?.output === output) return;
      if (shown?.view.update?.(output) === true) {
        shown.output = output;
        return;
      }
      const view = drawOutput(output, this.#context);
      if (shown === undefined) this.#host.append(view.dom);
      else {
        shown.view.dom.replaceWith(view.dom);
        shown.view.destroy?.();
      }
      this.#shown[index] = { output, view };
    });
    this.#host.classList.toggle("empty", outputs.length === 0);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    for (const { view } of this.#shown) view.destroy?.();
  }
}

function drawOutput(output: LiveOutput, context: OutputContext): OutputView {
  try {
    if (output.output_type === "stream") return drawStream(output);
    if (output.output_type === "error") return drawError(output, context.goTo);
    return drawBundle(output);
  } catch (error) {
    const sentence = `This output could not be shown: ${(error as Error).message}`;
    return { dom: element("p", { class: "output unshown" }, sentence) };
  }
}

function remove(view: OutputView): void {
  view.destroy?.();
  view.dom.remove();
}
