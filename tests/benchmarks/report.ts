/** What the benchmarks found: ratios with their targets first, then the timings behind them. */

import { cpus } from "node:os";
import type { Timing } from "./measure.ts";

/** At least (">=") or at most ("<=") this much is wanted. */
export interface Target {
  readonly relation: ">=" | "<=";
  readonly value: number;
}

export class Report {
  readonly ratios: Record<string, number> = {};
  readonly targets: Record<string, Target> = {};
  readonly timings: Record<string, Timing> = {};
  readonly notes: string[] = [];

  ratio(key: string, value: number, target?: Target): void {
    this.ratios[key] = value;
    if (target) this.targets[key] = target;
  }

  /** Timings of one group: "lstm.small" and the candidates' names. */
  group(prefix: string, timings: Record<string, Timing>): void {
    for (const [name, timing] of Object.entries(timings)) this.timings[`${prefix}.${name}`] = timing;
  }

  note(text: string): void {
    this.notes.push(text);
  }

  missed(): string[] {
    return Object.keys(this.targets).filter((key) => !isMet(this.ratios[key], this.targets[key]));
  }

  toJSON(): object {
    const { ratios, targets, timings, notes } = this;
    return { date: new Date().toISOString(), machine: machine(), ratios, targets, timings, notes };
  }

  toMarkdown(): string {
    const met = Object.keys(this.targets).length - this.missed().length;
    return [
      `${met} of ${Object.keys(this.targets).length} targets met.`,
      "",
      table(
        ["ratio or number", "measured", "target", ""],
        Object.keys(this.ratios).map((key) => this.row(key)),
      ),
      "",
      ...this.notes.map((note) => `- ${note}`),
      "",
      table(
        ["timing", "median", "best", "spread", "rounds"],
        Object.entries(this.timings).map(([key, { median, best, spread, rounds }]) => [
          key,
          duration(median),
          duration(best),
          `${(100 * spread).toFixed(0)} %`,
          `${rounds}`,
        ]),
      ),
    ].join("\n");
  }

  private row(key: string): string[] {
    const target = this.targets[key];
    const value = this.ratios[key];
    const verdict = target ? (isMet(value, target) ? "met" : "MISSED") : "";
    return [key, format(value), target ? `${target.relation} ${format(target.value)}` : "", verdict];
  }
}

export const machine = (): string =>
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`;

const isMet = (value: number, { relation, value: wanted }: Target): boolean =>
  relation === ">=" ? value >= wanted : value <= wanted;

const format = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

function duration(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toFixed(2)} ms` : `${(seconds * 1e6).toFixed(1)} µs`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, c) => Math.max(cell.length, 3, ...rows.map((row) => row[c].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, c) => cell.padEnd(widths[c])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
