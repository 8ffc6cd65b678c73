/** The cells that were run, as the Jupyter protocol asks for them. Kept while the kernel lives, also over restarts. */

import type { Message } from "../format/message.ts";

type Content = Record<string, unknown>;

interface Entry {
  readonly session: number;
  readonly line: number;
  readonly source: string;
  output: string | null;
}

export class CellHistory {
  readonly #entries: Entry[] = [];
  #session = 1;

  /** Execution counts start anew. */
  startSession(): void {
    if (this.#entries.length > 0) this.#session++;
  }

  /** Takes what a cell says about itself. */
  hear({ header, content }: Message, cell: Message): void {
    const isStored = cell.content.silent !== true && cell.content.store_history !== false;
    if (!isStored) return;
    if (header.msg_type === "execute_input") {
      const line = Number(content.execution_count);
      this.#entries.push({ session: this.#session, line, source: String(content.code), output: null });
    } else if (header.msg_type === "execute_result") {
      const last = this.#entries.at(-1);
      const text = (content.data as Content)["text/plain"];
      if (last && typeof text === "string") last.output = text;
    }
  }

  /** Answers a history_request: the tail, a range of one session, or what matches a pattern with * and ?. */
  reply(request: Content): Content {
    const chosen = this.#choose(request);
    const history = chosen.map(({ session, line, source, output }) =>
      request.output === true ? [session, line, [source, output]] : [session, line, source],
    );
    return { status: "ok", history };
  }

  #choose({ hist_access_type, n, pattern, unique, session, start, stop }: Content): Entry[] {
    if (hist_access_type === "range") {
      const wanted = Number(session ?? 0) <= 0 ? this.#session + Number(session ?? 0) : Number(session);
      return this.#entries.filter(
        (entry) =>
          entry.session === wanted &&
          entry.line >= Number(start ?? 0) &&
          entry.line < Number(stop ?? Infinity),
      );
    }
    const matching =
      hist_access_type === "search"
        ? this.#entries.filter(({ source }) => matches(String(pattern ?? "*"), source))
        : this.#entries;
    const kept =
      unique === true ? matching.filter((entry, at) => lastIndexOf(matching, entry.source) === at) : matching;
    return kept.slice(-(Number(n) || kept.length) || kept.length);
  }
}

function matches(pattern: string, source: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(source);
}

const lastIndexOf = (entries: readonly Entry[], source: string): number =>
  entries.map((entry) => entry.source).lastIndexOf(source);
