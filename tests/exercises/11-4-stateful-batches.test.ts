/** Checks of X11.4: one long text as batches. */

import { statefulBatches } from "unrolled/data";
import { createRandom, randomInteger, shuffled } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly ids: Int32Array;
  readonly batch: number;
  readonly steps: number;
}

interface TextWindow {
  readonly inputs: Int32Array[];
  readonly targets: Int32Array[];
}

/** A text in which no token occurs twice; `windows` of them, and `rest` tokens more than a multiple of `batch`. */
function draw(seed: number, windows: number, rest: number): Given {
  const random = createRandom(seed);
  const [batch, steps] = [3 + randomInteger(2, random), 5];
  const strand = windows * steps + 2;
  const length = strand * batch + rest;
  const ids = shuffled(
    Array.from({ length }, (_, k) => k + 1),
    random,
  );
  return { ids: Int32Array.from(ids), batch, steps };
}

const right = ({ ids, batch, steps }: Given): TextWindow[] =>
  statefulBatches(ids, { batch, steps }).map(({ inputs, targets }) => ({ inputs, targets }));

/** Asks for the windows and makes sure of their number and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<TextWindow[]> {
  const windows = await call("statefulBatches", given.ids, given.batch, given.steps);
  expectLike("windows", windows, right(given));
  return windows as TextWindow[];
}

exercise("X11.4", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 4, 2));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 1, 1);

    const windows = await ask(tools, given);

    expectClose("The inputs of a text of one window", windows[0].inputs, right(given)[0].inputs, {
      tolerance: 0,
      lookAt: "Row r is strand r: a piece of the text from r · floor((tokens − 1) / batch) on.",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 3, 2);

    const windows = await ask(tools, given);

    const inputs = (list: readonly TextWindow[]): Int32Array[] => list.flatMap((window) => window.inputs);
    expectClose("The inputs of three windows, one after the other", inputs(windows), inputs(right(given)), {
      tolerance: 0,
      lookAt: "Row r of a window goes on in its strand where row r of the window before stopped.",
    });
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, 2, 2);

    const windows = await ask(tools, given);

    const targets = (list: readonly TextWindow[]): Int32Array[] => list.flatMap((window) => window.targets);
    expectClose("The targets", targets(windows), targets(right(given)), {
      tolerance: 0,
      lookAt:
        "Each target is the token that follows its input in the text, beyond the end of the window too.",
    });
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, 3, 0);

    const windows = await ask(tools, given);

    expectClose("The windows of a text whose tokens fill the rows evenly", windows, right(given), {
      tolerance: 0,
      lookAt: "The very last token can only be a target, so it does not count for the length of a strand.",
    });
  });
});
