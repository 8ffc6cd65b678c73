import { expect, it } from "vitest";
import { createGru, gru } from "../../../src/library/cells/gru.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { layerOf } from "../../../src/library/fused/engine.ts";

it("takes the fused layer unless told otherwise", () => {
  expect(layerOf(gru).name).toBe("fused gru");
  expect(layerOf(gru, "explicit").name).toBe("gru");
});

it("takes the explicit layer where there are no kernels, or none for this equation", () => {
  expect(layerOf(reluRnn).name).toBe(reluRnn.name);
  expect(layerOf(createGru({ update: "chung" })).name).toBe("gru");
});
