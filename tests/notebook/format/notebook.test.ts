import { describe, expect, it } from "vitest";
import {
  type CodeCell,
  type Notebook,
  NotebookError,
  parseNotebook,
  serializeNotebook,
  validateNotebook,
} from "../../../src/notebook/format/notebook.ts";

/** As Python's nbformat 5.10 writes it. */
const savedByJupyter = `{
 "cells": [
  {
   "attachments": {
    "plot.png": {
     "image/png": "iVBORw0KGgo="
    }
   },
   "cell_type": "markdown",
   "id": "be4ca137",
   "metadata": {
    "unrolled": {
     "claims": [
      "A5",
      "A6"
     ]
    }
   },
   "source": [
    "# 순환 신경망\\n",
    "\\n",
    "line separator \u2028",
    "and \\"quotes\\"\\ttab"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "496fb3ae",
   "metadata": {},
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "a\\n",
      "b\\n"
     ]
    },
    {
     "data": {
      "application/json": {
       "a": "x\\ny",
       "b": [
        1,
        2.5
       ]
      },
      "image/svg+xml": [
       "<svg>\\n",
       "</svg>"
      ],
      "text/plain": [
       "true"
      ]
     },
     "execution_count": 1,
     "metadata": {},
     "output_type": "execute_result"
    },
    {
     "ename": "E",
     "evalue": "bad",
     "output_type": "error",
     "traceback": [
      "\\u001b[31mE\\u001b[0m",
      "line 2"
     ]
    }
   ],
   "source": [
    "1 + 1"
   ]
  },
  {
   "cell_type": "raw",
   "id": "r-1",
   "metadata": {},
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript",
   "language": "typescript",
   "name": "tslab"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

const codeCell: CodeCell = {
  cell_type: "code",
  id: "c1",
  metadata: {},
  source: "1",
  execution_count: null,
  outputs: [],
};
const notebookOf = (...cells: unknown[]): unknown => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
});

describe("a notebook file", () => {
  it("comes back byte for byte as Jupyter saved it", () => {
    const text = serializeNotebook(parseNotebook(savedByJupyter, "a.ipynb"));

    expect(text).toBe(savedByJupyter);
  });

  it("holds its texts as strings in memory", () => {
    const { cells } = parseNotebook(savedByJupyter, "a.ipynb");

    expect(cells[0]!.source).toBe('# 순환 신경망\n\nline separator \u2028and "quotes"\ttab');
    expect(cells[1]).toMatchObject({ outputs: [{ text: "a\nb\n" }, { data: { "text/plain": "true" } }, {}] });
  });

  it("splits lines where Python does: a carriage return and a form feed end one too", () => {
    const notebook = { ...(notebookOf({ ...codeCell, source: "a\r\nb\rc\fd" }) as Notebook) };

    const lines = JSON.parse(serializeNotebook(notebook)).cells[0].source;

    expect(lines).toEqual(["a\r\n", "b\r", "c\f", "d"]);
  });

  it("of format 4.4 gets the cells' positions as ids, the same at every reading", () => {
    const { id: _, ...withoutId } = codeCell;
    const text = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 4,
      metadata: {},
      cells: [withoutId, withoutId],
    });

    const notebook = parseNotebook(text, "old.ipynb");

    expect(notebook.nbformat_minor).toBe(5);
    expect(notebook.cells.map(({ id }) => id)).toEqual(["cell-0", "cell-1"]);
  });

  it("may begin with a byte order mark, as some editors write it", () => {
    const text = '\uFEFF{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}';

    expect(parseNotebook(text, "a.ipynb").cells).toEqual([]);
  });

  it("cannot bring a prototype along", () => {
    const hostile = '{"nbformat":4,"nbformat_minor":5,"metadata":{"__proto__":{"polluted":true}},"cells":[]}';

    const { metadata } = parseNotebook(hostile, "a.ipynb");

    expect(Object.keys(metadata)).toEqual([]);
    expect((metadata as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("what is not a notebook", () => {
  it.each([
    ["an empty file", "", "week1.ipynb is not a notebook:\n  the file is empty"],
    ["a cut file", '{"cells": [', "no JSON"],
    ["a list", "[]", "expected a JSON object, got a list"],
    ["format 3", '{"nbformat": 3}', "nbformat: expected 4, got 3; open and save it once in Jupyter"],
    ["no cells", '{"nbformat":4,"nbformat_minor":5,"metadata":{}}', "cells: expected a list, got nothing"],
  ])("%s is named as such", (_name, text, message) => {
    expect(() => parseNotebook(text, "week1.ipynb")).toThrow(message);
  });

  it.each([
    [{ ...codeCell, cell_type: "sql" }, 'cells[0].cell_type: expected one of markdown, code, raw, got "sql"'],
    [{ ...codeCell, id: "a b" }, 'cells[0].id: expected 1 to 64 letters, digits, - or _, got "a b"'],
    [{ ...codeCell, source: 7 }, "cells[0].source: expected text, got 7"],
    [{ ...codeCell, source: ["a", 7] }, "cells[0].source: expected text, got a list"],
    [{ ...codeCell, metadata: null }, "cells[0].metadata: expected an object, got null"],
    [{ ...codeCell, outputs: "none" }, 'cells[0].outputs: expected a list, got "none"'],
    [{ ...codeCell, execution_count: "1" }, "cells[0].execution_count: expected a whole number or null"],
    [
      { ...codeCell, outputs: [{ output_type: "pyout" }] },
      "cells[0].outputs[0].output_type: expected one of",
    ],
    [
      { ...codeCell, outputs: [{ output_type: "stream", name: "log", text: "" }] },
      "outputs[0].name: expected stdout",
    ],
    [
      { ...codeCell, metadata: { unrolled: { exercise: 1 } } },
      "metadata.unrolled.exercise: expected text, got 1",
    ],
    [
      { ...codeCell, metadata: { unrolled: { claims: "A5" } } },
      "metadata.unrolled.claims: expected a list of texts",
    ],
    [
      { cell_type: "markdown", id: "m1", metadata: {}, source: "", attachments: { "a.png": null } },
      'cells[0].attachments["a.png"]: expected an object, got null',
    ],
  ])("a wrong cell is named with its place (%#)", (cell, message) => {
    expect(() => validateNotebook(notebookOf(cell), "a.ipynb")).toThrow(message);
  });

  it("two cells of one id are named both", () => {
    const act = () => validateNotebook(notebookOf(codeCell, { ...codeCell, id: "c2" }, codeCell), "a.ipynb");

    expect(act).toThrow('cells[2].id: "c1" already names cells[0]');
  });

  it("has all its problems listed, the message the first five", () => {
    const bad = { ...codeCell, source: 1 };
    const cells = Array.from({ length: 8 }, (_, index) => ({ ...bad, id: `c${index}` }));

    const error = catchError(() => validateNotebook(notebookOf(...cells), "a.ipynb"));

    expect(error.problems).toHaveLength(8);
    expect(error.message).toMatch(/and 3 more$/);
  });
});

function catchError(act: () => unknown): NotebookError {
  try {
    act();
  } catch (error) {
    if (error instanceof NotebookError) return error;
  }
  throw new Error("expected a NotebookError");
}
