/** `unrolled export walkthrough`: one file that needs nothing else. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildWalkthroughs } from "../../src/cli/build-walkthroughs.ts";
import { exportWalkthrough } from "../../src/cli/export.ts";

const folder = mkdtempSync(join(tmpdir(), "unrolled-export-"));
beforeAll(() => buildWalkthroughs(join(import.meta.dirname, "../..")));
afterAll(() => rmSync(folder, { recursive: true }));

describe("export walkthrough", () => {
  it("writes a page that loads nothing, and says what it wrote", async () => {
    const out = join(folder, "mine.html");
    const log = vi.spyOn(console, "log").mockImplementation(() => {});

    await exportWalkthrough("w2", { out, choose: ["steps=3", "loss=every step"] });

    const page = readFileSync(out, "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\//);
    expect(page).not.toMatch(/@import|url\(/);
    expect(page).toContain('"choices":{"steps":"3","units":"1","loss":"every step"}');
    expect(page).toContain("<pre>W2 Backpropagation through time."); // the text, for where there are no scripts
    expect(log).toHaveBeenCalledWith(
      expect.stringMatching(/mine\.html: Backpropagation through time, 8 steps, \d+ kB/),
    );
    log.mockRestore();
  });

  it("says what it expected where an id, a choice or a file name does not fit", async () => {
    await expect(exportWalkthrough("W0", {})).rejects.toThrow('there is no "W0"; expected one of W1, W2');
    await expect(exportWalkthrough("W2", { choose: ["steps"] })).rejects.toThrow(
      "--choose takes name=option",
    );
    await expect(exportWalkthrough("W2", { choose: ["steps=99"] })).rejects.toThrow(
      'steps "99" is no choice',
    );
    await expect(exportWalkthrough("W2", { out: "w2.pdf" })).rejects.toThrow("must end in .html");
  });
});
