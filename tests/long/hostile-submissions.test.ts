/** A thousand generated hostile submissions, half of them in each kind of cage. */

import { vi } from "vitest";
import { surviveHostile } from "../grader/sandbox/survive-hostile.ts";
import { program } from "../support/needs.ts";

const defined = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => defined.set(id, define),
}));

const linux = process.platform === "linux" ? program("unshare") : undefined;
surviveHostile({ layer: "bubblewrap", found: program("bwrap"), count: 500, seed: 3, defined });
surviveHostile({ layer: "namespaces", found: linux, count: 500, seed: 4, defined });
