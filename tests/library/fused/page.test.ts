import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { launchBrowser, newPage } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";

/** Sets `answer` to the first number that a small fused LSTM puts out, and the kernels it used. */
const program = `
import { lstm } from "./src/library/cells/lstm.ts";
import { fused, kernelSet, loadKernels } from "./src/library/fused/index.ts";
import { Matrix } from "./src/library/numeric/matrix.ts";
import { createRandom } from "./src/library/numeric/random.ts";
const size = { input: 3, hidden: 7, dtype: "float64" };
const run = () => {
  const layer = fused(lstm);
  const params = layer.initParams(size, createRandom(1));
  const xs = [Matrix.filled(2, 3, 0.5), Matrix.filled(2, 3, -0.5)];
  return kernelSet() + " " + layer.forward(params, xs, layer.initState(2, size)).ys[1].at(1, 6);
};
globalThis.answer = [run()];
globalThis.ready = loadKernels().then(() => globalThis.answer.push(run()));
`;

async function bundle(extra = ""): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program + extra, resolveDir: join(import.meta.dirname, "../../.."), loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
  });
  return outputFiles[0].text;
}

/** The same in this process, to compare with. */
async function answerHere(): Promise<string> {
  runInThisContext(await bundle());
  return (globalThis as unknown as { answer: string[] }).answer[0];
}

it("runs in a worker of Node and gives the same number", async () => {
  const code = await bundle(`
    const { parentPort } = process.getBuiltinModule("node:worker_threads");
    globalThis.ready.then(() => parentPort.postMessage(globalThis.answer));
  `);
  const worker = new Worker(code, { eval: true });

  const answers = await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
  await worker.terminate();

  const here = await answerHere();
  expect(here).toMatch(/^simd -?0\.\d+$/);
  expect(answers).toEqual([here, here]);
});

describeWith("chromium", chromium)("in a browser", () => {
  it("runs in a page and in its worker, and gives the same number as here", async () => {
    const browser = await launchBrowser();
    try {
      const page = await newPage(browser);
      await page.addScriptTag({ content: await bundle() });
      const inPage = await page.evaluate("ready.then(() => answer)");
      const code = await bundle("globalThis.ready.then(() => postMessage(globalThis.answer));");
      const inWorker = await page.evaluate(`new Promise((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(code)}])));
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
      })`);

      const here = await answerHere();
      expect(inPage).toEqual([here, here]);
      expect(inWorker).toEqual([here, here]);
    } finally {
      await browser.close();
    }
  });
});
