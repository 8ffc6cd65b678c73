/** Checks of X11.1: an embedding, forward and backward. */

import { embedding } from "unrolled/layers";
import { createRandom, Matrix, randomInteger, uniform } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly E: Matrix;
  readonly ids: Int32Array[];
  readonly dys: Matrix[];
}

/** `ids[t]`: unless given drawn, so that tokens occur again in one batch and over time, and some never do. */
function draw(seed: number, given?: readonly (readonly number[])[]): Given {
  const random = createRandom(seed);
  const [tokens, features, batch] = [9, 3 + randomInteger(2, random), 6];
  const drawn = Array.from({ length: 4 }, () => [
    2,
    2,
    ...Array.from({ length: batch - 2 }, () => 1 + randomInteger(7, random)),
  ]);
  const ids = (given ?? drawn).map((row) => Int32Array.from(row));
  return {
    E: uniform(tokens, features, 1, random),
    ids,
    dys: ids.map((row) => uniform(row.length, features, 1, random)),
  };
}

function right({ E, ids, dys }: Given): { ys: Matrix[]; dE: Matrix } {
  const grads = { E: new Matrix(E.rows, E.cols) };
  const ys = ids.map((row, t) => {
    const { y, cache } = embedding.forward({ E }, row);
    embedding.backward(cache, dys[t], grads);
    return y;
  });
  return { ys, dE: grads.E };
}

/** Asks for the rows and makes sure of their shapes. */
async function askForward({ call }: CheckTools, given: Given): Promise<Matrix[]> {
  const ys = await call("embeddingForward", given.E, given.ids);
  expectLike("y", ys, right(given).ys);
  return ys as Matrix[];
}

/** Asks for the gradient of the table and makes sure of its shape. */
async function askBackward({ call }: CheckTools, given: Given): Promise<Matrix> {
  const dE = await call("embeddingBackward", given.E, given.ids, given.dys);
  expectLike("dE", dE, given.E);
  return dE as Matrix;
}

exercise("X11.1", ({ check }) => {
  check("a", async (tools) => {
    await askForward(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);

    const ys = await askForward(tools, given);

    expectClose("y", ys, right(given).ys, {
      tolerance: 0,
      lookAt: "Row r of y[t] is row ids[t][r] of E, unchanged.",
    });
  });

  check("c", async (tools) => {
    await askBackward(tools, draw(tools.seed));
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, [
      [4, 1, 7],
      [8, 5, 2],
    ]);

    const dE = await askBackward(tools, given);

    expectClose("dE, where every token occurs once at most", dE, right(given).dE, {
      lookAt: "Row r of dys[t] belongs to row ids[t][r] of E; rows that nobody looked up stay zero.",
    });
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, [
      [3, 5, 3, 1],
      [6, 0, 2, 8],
    ]);

    const dE = await askBackward(tools, given);

    expectClose("dE, where token 3 stands twice in one batch", dE, right(given).dE, {
      lookAt: "Both rows add to the gradient of row 3.",
    });
  });

  check("f", async (tools) => {
    const given = draw(tools.seed);

    const dE = await askBackward(tools, given);

    const { dE: expected } = right(given);
    for (let token = 0; token < given.E.rows; token++) {
      const rowOf = ({ data }: Matrix): Float64Array =>
        Float64Array.from(data.slice(token * given.E.cols, (token + 1) * given.E.cols));
      const times = given.ids.reduce((sum, row) => sum + row.filter((id) => id === token).length, 0);
      try {
        expectClose(`Row ${token} of dE`, rowOf(dE), rowOf(expected));
      } catch (error) {
        if (!(error instanceof CheckFailure)) throw error;
        throw new CheckFailure(`${error.message} This token occurs ${times} time(s) in all.`);
      }
    }
  });
});
