/** On a narrow page the picture scrolls to where something happens. */

import { describe, expect, it } from "vitest";
import { makeWalkthrough } from "../../../src/library/walkthroughs/catalogue.ts";
import { sceneAt } from "../../../src/library/walkthroughs/scene.ts";
import { whatHappens, whereToLook } from "../../../src/library/walkthroughs/view/where-to-look.ts";

const at = (x: number, width: number) => ({ x, width });

describe("whereToLook", () => {
  it("looks at the part of the picture where most happens, not at a copy far to the right", () => {
    expect(whereToLook([at(100, 50), at(160, 50), at(900, 60)], 300)).toBe((100 + 210) / 2);
  });

  it("looks further to the right when both parts have as much", () => {
    expect(whereToLook([at(700, 80), at(20, 40)], 300)).toBe(740);
  });

  it("finds nothing to look at where nothing happens", () => {
    expect(whereToLook([], 100)).toBeUndefined();
  });

  it("looks at a box even if it is wider than what is shown", () => {
    expect(whereToLook([at(10, 400)], 300)).toBe(210);
  });
});

describe("whatHappens", () => {
  const looksAt = (id: string, title: string): number | undefined => {
    const { picture, steps } = makeWalkthrough(id);
    const step = steps.findIndex((each) => each.title === title);
    return whereToLook(whatHappens(sceneAt(picture, step)), picture.width / 2);
  };
  const placeOf = (id: string, box: string) =>
    makeWalkthrough(id).picture.boxes.find((each) => each.id === box)!;

  it("in the LSTM is the cell at work, not the table of the time steps beside it", () => {
    const middle = looksAt("W3", "Time step 2: the new cell state")!;

    const { width } = makeWalkthrough("W3").picture;
    expect(middle).toBeLessThan(width / 2);
  });

  it("in the unrolled network is the newest copy, although the loop changes too", () => {
    const middle = looksAt("W1", "Copy 3")!;

    const copy = placeOf("W1", "h3");
    expect(middle).toBeGreaterThanOrEqual(copy.x - copy.width);
    expect(middle).toBeLessThanOrEqual(copy.x + copy.width);
  });
});
