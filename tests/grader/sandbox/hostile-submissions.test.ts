/** A sample of the generated hostile submissions; tests/long/hostile-submissions.test.ts grades a thousand. */

import { vi } from "vitest";
import { program } from "../../support/needs.ts";
import { surviveHostile } from "./survive-hostile.ts";

const defined = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => defined.set(id, define),
}));

const linux = process.platform === "linux" ? program("unshare") : undefined;
surviveHostile({ layer: "bubblewrap", found: program("bwrap"), count: 12, seed: 1, defined });
surviveHostile({ layer: "namespaces", found: linux, count: 12, seed: 2, defined });
