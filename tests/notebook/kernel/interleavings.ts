/** Random sequences of execute, interrupt, restart and kill; every request must get its reply and idle. */

import { createRandom } from "../../../src/library/numeric/random.ts";
import type { Ran, Session } from "./kernel-session.ts";

const cells = [
  "1 + 1",
  "let a = 1",
  "while (true);",
  "await new Promise(() => {})",
  'throw new Error("x")',
  "await new Promise((r) => setTimeout(r, 30))",
  'for (let i = 0; i < 2000; i++) console.log("line", i)',
  "const n: number = 'text'",
];

export interface Outcome {
  readonly steps: readonly string[];
  readonly ran: readonly Ran[];
}

/** Ends with an interrupt, so that endless cells come to an end, and waits for every request. */
export async function interleave(session: Session, count: number, seed: number): Promise<Outcome> {
  const random = createRandom(seed);
  const choose = (below: number): number => Math.floor(random() * below);
  const steps: string[] = [];
  const pending: Promise<Ran>[] = [];
  for (let step = 0; step < count; step++) {
    const action = choose(10);
    if (action < 6) {
      const code = cells[choose(cells.length)]!;
      steps.push(code);
      pending.push(session.send("execute_request", { code }).done);
    } else if (action < 8) {
      steps.push("interrupt");
      await session.kernel.interrupt();
    } else if (action < 9) {
      steps.push("restart");
      await session.kernel.restart();
    } else {
      steps.push("kill");
      pending.push(session.send("execute_request", { code: 'process.kill(process.pid, "SIGKILL")' }).done);
    }
    await new Promise((resolve) => setTimeout(resolve, choose(40)));
  }
  const all = Promise.all(pending);
  let settled = false;
  void all.then(() => {
    settled = true;
  });
  while (!settled) {
    await session.kernel.interrupt();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { steps, ran: await all };
}
