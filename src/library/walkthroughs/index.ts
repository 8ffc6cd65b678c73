/** Computations of the library as walks: forward, then backward, step by step, with every number. */

export { makeWalkthrough, walkthroughIds } from "./catalogue.ts";
export { walkthroughElement, walkthroughPage } from "./html.ts";
export * from "./scene.ts";
export type { SetupChanges } from "./setup.ts";
export { type ShownWalkthrough, walkthrough } from "./shown-walkthrough.ts";
export * from "./walkthrough.ts";
export { newInPicture, walkthroughWords } from "./words.ts";
