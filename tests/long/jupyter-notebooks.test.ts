/**
 * Every notebook runs in Jupyter, in this course's kernel and in tslab's own: nobody is locked in, whoever has
 * Jupyter and no Unrolled can read on.
 */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import {
  installedEnvironment,
  kernelName,
  pythonWith,
  stockEnvironment,
  stockName,
} from "../notebook/kernel/jupyter-support.ts";
import { notebookNames, notebooksFolder } from "../notebooks/course.ts";
import { describeWith } from "../support/needs.ts";

const client = pythonWith("nbclient", "nbformat");
const script = join(import.meta.dirname, "../notebook/kernel/run_notebooks.py");

describeWith("python3-nbclient", client)("through nbclient", () => {
  describe.each([
    { title: "the course's kernel", env: installedEnvironment, arguments_: [kernelName] },
    { title: "stock tslab", env: stockEnvironment, arguments_: [stockName, "--stock"] },
  ])("$title", ({ env, arguments_ }) => {
    it.each(notebookNames)("runs %s without a complaint", async (name) => {
      const options = { env: env(), cwd: notebooksFolder };

      const { stdout } = await promisify(execFile)(client!, [script, ...arguments_, name], options);

      expect(JSON.parse(stdout)).toEqual({ [name]: [] });
    });
  });
});
