/** What the margin says of a cell's run, in words. */

import type { Staleness } from "../model/staleness.ts";
import type { Activity } from "../model/store.ts";

/** In parentheses: the result is from an earlier kernel or visit; the variables behind it may be gone. */
export function countLabel(count: number | null, activity: Activity | undefined, isKnown: boolean): string {
  if (activity?.phase === "running" || activity?.phase === "queued") return "…";
  if (count === null) return "";
  return isKnown ? String(count) : `(${count})`;
}

export function runNote(activity: Activity | undefined, staleness: Staleness | undefined): string {
  const isOver = activity?.phase === "done" || activity?.phase === "failed" || activity?.phase === "stopped";
  const parts = [activityNote(activity), isOver || activity === undefined ? staleNote(staleness) : ""];
  return parts.filter((part) => part !== "").join(" · ");
}

function activityNote(activity: Activity | undefined): string {
  switch (activity?.phase) {
    case "queued":
      return activity.place === 1 ? "next in the queue" : `number ${activity.place} in the queue`;
    case "running": {
      const elapsed = performance.now() - activity.since;
      return elapsed < 1_000 ? "running" : `running, ${duration(elapsed)}`;
    }
    case "done":
      return duration(activity.milliseconds);
    case "failed":
      return `error after ${duration(activity.milliseconds)}`;
    case "stopped":
      return `stopped after ${duration(activity.milliseconds)}`;
    default:
      return "";
  }
}

function staleNote(staleness: Staleness | undefined): string {
  if (staleness === "edited") return "edited since it ran";
  return staleness === "outdated" ? "older than a value it uses" : "";
}

export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.max(1, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
