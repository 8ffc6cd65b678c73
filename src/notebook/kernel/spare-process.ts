/** A second kernel process, started while nothing else happens, so that a restart finds one ready. */

import type { KernelOptions } from "./kernel.ts";
import { KernelChild } from "./kernel-child.ts";

/** Leaves the processor to the first cells. */
const restMilliseconds = 4000;

export class SpareProcess {
  readonly #options: KernelOptions;
  #timer: NodeJS.Timeout | undefined;
  #child: KernelChild | undefined;

  constructor(options: KernelOptions) {
    this.#options = options;
  }

  prepareSoon(): void {
    if (!this.#options.spare || this.#child) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#prepare(), restMilliseconds);
    this.#timer.unref();
  }

  take(): KernelChild | undefined {
    const child = this.#child;
    this.#child = undefined;
    return child;
  }

  end(): void {
    clearTimeout(this.#timer);
    void this.take()?.kill();
  }

  #prepare(): void {
    const child = new KernelChild(this.#options);
    const forget = (): void => {
      if (this.#child === child) this.#child = undefined;
    };
    this.#child = child;
    child.listen({ message() {}, cellBegins() {}, rawOutput() {}, exit: forget });
  }
}
