/**
 * Which cell ran when the page was left, for the page that is loaded in its place: the browser keeps it as long as the
 * tab lives. Written at leaving only, so that the copy of a tab does not take over what still runs in the first.
 */

export interface LeftRun {
  readonly cellId: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Nothing had come yet: what the cell shows is of the run before. */
  readonly clearBeforeNext: boolean;
}

const key = (path: string): string => `unrolled:run:${path}`;

/** `path` of the notebook, as the contents API knows it. */
export function leaveRun(path: string, run: LeftRun): void {
  try {
    sessionStorage.setItem(key(path), JSON.stringify(run));
  } catch {
    // a browser that keeps nothing shows less after a reload
  }
}

/** What was left, once. */
export function takeRun(path: string): LeftRun | undefined {
  try {
    const text = sessionStorage.getItem(key(path));
    sessionStorage.removeItem(key(path));
    return text === null ? undefined : (JSON.parse(text) as LeftRun);
  } catch {
    return undefined;
  }
}
