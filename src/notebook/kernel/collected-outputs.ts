/** Messages of one cell, gathered into the outputs that a notebook keeps. */

import type { Message, MimeBundle } from "../format/message.ts";
import type { Output } from "../format/notebook.ts";

type Content = Record<string, unknown>;

/** Displays that a later cell may update, by display id, across the cells of a notebook. */
export type NamedDisplays = Map<string, { outputs: Output[]; index: number }[]>;

export class CollectedOutputs {
  readonly outputs: Output[] = [];
  readonly #named: NamedDisplays;
  #clearFirst = false;

  constructor(named: NamedDisplays) {
    this.#named = named;
  }

  take({ header, content }: Message): void {
    switch (header.msg_type) {
      case "stream":
        this.#stream(content);
        break;
      case "execute_result":
        this.#add({
          output_type: "execute_result",
          ...shown(content),
          execution_count: Number(content.execution_count),
        });
        break;
      case "display_data":
        this.#add({ output_type: "display_data", ...shown(content) });
        this.#remember(content);
        break;
      case "update_display_data":
        this.#update(content);
        break;
      case "error": {
        const { ename, evalue, traceback } = content as {
          ename: string;
          evalue: string;
          traceback: string[];
        };
        this.#add({ output_type: "error", ename, evalue, traceback });
        break;
      }
      case "clear_output":
        if (content.wait === true) this.#clearFirst = true;
        else this.outputs.length = 0;
    }
  }

  #add(output: Output): void {
    if (this.#clearFirst) this.outputs.length = 0;
    this.#clearFirst = false;
    this.outputs.push(output);
  }

  /** Pieces of one stream become one output. */
  #stream(content: Content): void {
    const { name, text } = content as { name: "stdout" | "stderr"; text: string };
    const last = this.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name && !this.#clearFirst)
      this.outputs[this.outputs.length - 1] = { ...last, text: last.text + text };
    else this.#add({ output_type: "stream", name, text });
  }

  #remember(content: Content): void {
    const id = displayId(content);
    if (id === undefined) return;
    const place = { outputs: this.outputs, index: this.outputs.length - 1 };
    this.#named.set(id, [...(this.#named.get(id) ?? []), place]);
  }

  #update(content: Content): void {
    for (const { outputs, index } of this.#named.get(displayId(content) ?? "") ?? []) {
      const output = outputs[index];
      if (output?.output_type === "display_data") outputs[index] = { ...output, ...shown(content) };
    }
  }
}

const shown = ({ data, metadata }: Content): { data: MimeBundle; metadata: Content } => ({
  data: data as MimeBundle,
  metadata: (metadata ?? {}) as Content,
});

const displayId = ({ transient }: Content): string | undefined =>
  (transient as { display_id?: string } | undefined)?.display_id;
