/** W1 and W5 to W8 show what the library computes, to the last bit. */

import { describe, expect, it } from "vitest";
import { convertGruUpdate, createGru, type GruParam } from "../../../src/library/cells/gru.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { weighValues } from "../../../src/library/layers/attention-weights.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { greedyDecode } from "../../../src/library/models/decoding.ts";
import { joinColumns } from "../../../src/library/numeric/join.ts";
import { type Named, withPrefix, zerosLike } from "../../../src/library/numeric/named.ts";
import { attentionTime } from "../../../src/library/walkthroughs/attention/times.ts";
import { traceAttention } from "../../../src/library/walkthroughs/attention/trace.ts";
import { makeWalkthrough } from "../../../src/library/walkthroughs/catalogue.ts";
import {
  gridCells,
  gridHidden,
  gridParams,
  startingGradients,
  traceGrid,
} from "../../../src/library/walkthroughs/grid/trace.ts";
import { gruTime } from "../../../src/library/walkthroughs/gru/times.ts";
import {
  END,
  reversalModel,
  START,
  storedParams,
  tokenName,
} from "../../../src/library/walkthroughs/reversal/model.ts";
import { matrixOf, sequenceOf } from "../../../src/library/walkthroughs/setup.ts";
import { boxOf, shownValue } from "./shown-numbers.ts";

it("W1 shows the states of the unrolled network, in the loop and in its copies", () => {
  const walkthrough = makeWalkthrough("W1", { choices: { units: "2", steps: "3" } });
  const { setup } = walkthrough;
  const params = { Wx: matrixOf(setup, "Wx"), Wh: matrixOf(setup, "Wh"), b: matrixOf(setup, "b") };
  const { states } = unroll(rnn, params, sequenceOf(setup, "x"), { h: matrixOf(setup, "h0") });

  for (const [t, { h }] of states.entries()) {
    expect(shownValue(walkthrough, `h${t + 1}`)).toEqual([...h.data]);
    expect(shownValue(walkthrough, "loop-h", t + 1)).toEqual([...h.data]);
  }
  expect(walkthrough.steps.at(-1)!.text).toContain("3 copies, and 8 numbers"); // Wx 2, Wh 4, b 2
});

describe("W5", () => {
  const walkthrough = makeWalkthrough("W5", { choices: { units: "2", steps: "3" } });
  const { setup } = walkthrough;
  const names: GruParam[] = ["Wx", "Wh", "b", "bq"];
  const cho = Object.fromEntries(names.map((name) => [name, matrixOf(setup, name)])) as Named<GruParam>;

  it.each([
    { update: "cho" as const, params: cho },
    { update: "chung" as const, params: convertGruUpdate(cho) },
  ])("shows the numbers of the $update GRU", ({ update, params }) => {
    const { states, tape } = unroll(createGru({ update }), params, sequenceOf(setup, "x"), {
      h: matrixOf(setup, "h0"),
    });
    for (const [t, { r, q, n, keep }] of tape.entries()) {
      const at = (id: string, part: Parameters<typeof gruTime>[1]) =>
        shownValue(walkthrough, `${update}-${id}`, gruTime(t, part));
      expect([at("r", "r"), at("q", "q"), at("n", "n"), at("keep", "keep")]).toEqual(
        [r, q, n, keep].map(({ data }) => [...data]),
      );
      expect(at("h", "h")).toEqual([...states[t]!.h.data]);
      const z = at("z", "z")!;
      expect(update === "cho" ? z : z.map((value) => 1 - value)).toEqual([...keep.data]);
    }
  });

  it("ends with the same h on both sides, up to the last digit", () => {
    const [left, right] = ["cho-h", "chung-h"].map((id) => shownValue(walkthrough, id)!);
    for (const [k, value] of left!.entries()) expect(right![k]).toBeCloseTo(value, 14);
  });
});

describe("W6", () => {
  const kind = "without attention";
  const walkthrough = makeWalkthrough("W6");
  const word = walkthrough.setup.numbers.word!.map(([token]) => token!);
  const said = (name: string) =>
    [0, 1, 2, 3, 4, 5].map((t) => boxOf(walkthrough, `${name}-said${t}`).value!.word);

  it("says freely what greedy decoding says, and by force what the model says over the true inputs", () => {
    const model = reversalModel(kind);
    const params = storedParams(kind);
    const source = word.map((token) => [token]);
    const free = greedyDecode(model.stepper(params, { source }), { start: START, end: END, maxLength: 6 });
    const inputs = [START, ...[...word].reverse()].map((token) => [token]);
    const { logits } = model.forward(params, { source, inputs });
    const forced = logits.map(({ data }) => data.indexOf(Math.max(...data)));

    expect(said("free").slice(0, free.length)).toEqual(free.map(tokenName));
    expect(said("forced")).toEqual(forced.map(tokenName));
  });

  it("begins with a word on which one mistake stays alone by force and spreads freely", () => {
    const wrong = (name: string) =>
      [0, 1, 2, 3, 4, 5].filter((t) => boxOf(walkthrough, `${name}-said${t}`).value!.wrong).length;

    expect(wrong("forced")).toBe(1);
    expect(wrong("free")).toBeGreaterThan(3);
  });
});

describe("W7", () => {
  const walkthrough = makeWalkthrough("W7");
  const { keys, tokens, word, truth } = traceAttention(walkthrough.setup);

  it("shows scores, weights and contexts that the library's own softmax and sum give", () => {
    for (const [t, { query, alpha, context }] of tokens.entries()) {
      const scores = keys.map((key) => query.times(key).sumColumns());
      const again = weighValues(joinColumns(scores), keys);
      const row = (id: string, part: Parameters<typeof attentionTime>[1]) =>
        word.flatMap((_, j) => shownValue(walkthrough, `${id}${j}`, attentionTime(t, part))!);

      expect(row("score", "scores")).toEqual(scores.map(({ data }) => data[0]));
      expect(row("alpha", "alpha")).toEqual([...alpha.data]);
      expect([...again.cache.alpha.data]).toEqual([...alpha.data]);
      expect(shownValue(walkthrough, "context", attentionTime(t, "context"))).toEqual([
        ...again.context.data,
      ]);
      expect([...context.data]).toEqual([...again.context.data]);
      expect(row(`align${t}-`, "context")).toEqual([...alpha.data]);
    }
  });

  it("begins with a word that the model says right, looking from its end to its beginning", () => {
    expect(tokens.map(({ said }) => said)).toEqual(truth);
    const looksAt = tokens.slice(0, 5).map(({ alpha }) => alpha.data.indexOf(Math.max(...alpha.data)));
    expect(looksAt).toEqual([4, 3, 2, 1, 0]);
  });
});

describe.each(["LSTM", "GRU", "RNN"])("W8 with %s cells", (cell) => {
  it.each(["off", "on"])("agrees with the stacked layer, residual connections %s", (residual) => {
    const walkthrough = makeWalkthrough("W8", { choices: { cell, residual, layers: "3", steps: "4" } });
    const { setup } = walkthrough;
    const trace = traceGrid(setup)[residual === "on" ? "residual" : "plain"];
    const layer = stacked(
      [0, 1, 2].map(() => recurrent(gridCells[cell]!)),
      { residual: residual === "on" },
    );
    const params = Object.assign({}, ...gridParams(setup).map((own, l) => withPrefix(`${l}`, own))) as Named;
    const size = { input: 1, hidden: gridHidden };
    const { ys, cache } = layer.forward(params, sequenceOf(setup, "x"), layer.initState(1, size));
    const { dxs } = layer.backward(params, cache, { dys: startingGradients(ys) }, zerosLike(params));

    expect(trace.dxs.map(({ data }) => [...data])).toEqual(dxs.map(({ data }) => [...data]));
    expect(shownValue(walkthrough, "layer2-t3")![0]).toBeCloseTo(1, 15);
    for (const [l, row] of trace.lengths.entries()) {
      expect(row.flatMap((_, t) => shownValue(walkthrough, `layer${l}-t${t}`)!)).toEqual(row);
      expect(shownValue(walkthrough, `${residual === "on" ? "residual" : "plain"}-${l}`)).toEqual([
        Math.hypot(...row),
      ]);
    }
  });
});
