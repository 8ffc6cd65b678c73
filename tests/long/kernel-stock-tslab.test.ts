/** Nobody is locked in: the notebooks also run in tslab's own kernel, for whoever has Jupyter and no Unrolled. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { pythonWith, stockEnvironment, stockName } from "../notebook/kernel/jupyter-support.ts";
import { notebookNames, notebooksFolder } from "../notebooks/course.ts";
import { describeWith } from "../support/needs.ts";

const client = pythonWith("nbclient", "nbformat");
const script = join(import.meta.dirname, "../notebook/kernel/stock_tslab.py");

describeWith("python3-nbclient", client)("stock tslab", () => {
  it.each(notebookNames)("runs %s without a complaint", async (name) => {
    const options = { env: stockEnvironment(), cwd: notebooksFolder };

    const { stdout } = await promisify(execFile)(client!, [script, stockName, name], options);

    expect(JSON.parse(stdout)).toEqual({ [name]: [] });
  });
});
