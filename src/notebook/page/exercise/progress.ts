/** How many exercises of this notebook are solved, in the header. */

import { call } from "../kernel/server.ts";
import { exerciseOf, type LiveCell } from "../model/cell.ts";

export interface ProgressRecord {
  readonly exercises: Readonly<
    Record<string, { readonly points: number; readonly maxPoints: number; readonly attempts: number }>
  >;
}

export function showProgress(main: HTMLElement, place: HTMLElement | null, cells: readonly LiveCell[]): void {
  const wanted = new Set(cells.map(exerciseOf).filter((id) => id !== undefined));
  if (wanted.size === 0 || place === null) return;
  const draw = async () => {
    const { exercises } = await call<ProgressRecord>("GET", "/api/unrolled/progress");
    const solved = [...wanted].filter(
      (id) => exercises[id] && exercises[id].attempts > 0 && exercises[id].points >= exercises[id].maxPoints,
    );
    place.textContent = `${solved.length} of ${wanted.size} exercises solved`;
  };
  main.addEventListener("checked", () => void draw());
  void draw();
}
