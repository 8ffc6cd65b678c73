/**
 * Hostile submissions, generated: an answer that is right or makes a known mistake, and one to three hostile pieces
 * somewhere in it. The pieces are the attacks of attacks.ts, reached in several ways.
 */

import { type Random, randomInteger } from "unrolled/numeric";
import { type Attack, attacks, type Targets } from "./attacks.ts";

export interface HostileSubmission {
  readonly name: string;
  readonly source: string;
  /** No piece touches the answer's own computation or ends its process: the grade is that of the honest answer. */
  readonly isQuiet: boolean;
  /** Some piece takes all the time it is given. */
  readonly isSlow: boolean;
}

/** Fail or go nowhere, and leave the answer alone. */
const quiet =
  /^(reads|writes (a file|through)|makes|replaces|removes|plants|runs|starts Node|spawns|loads|signals|kills|opens its parent.s inspector$)/;
/** End only when their time is over, or fill the memory. */
const slow = /loop|fills|endless|calls back|not an error|starts a worker|forks|flood|snapshot|report/;

/** Where a piece stands. `answer` is the honest one, whose functions are `made`. */
type Placement = (piece: string) => { atLoad?: string; beforeCall?: string; afterCall?: string };

const placements: Readonly<Record<string, Placement>> = {
  "while loading": (piece) => ({ atLoad: piece }),
  "before each call": (piece) => ({ beforeCall: piece }),
  "after each call": (piece) => ({ afterCall: piece }),
  "in the first call": (piece) => ({ beforeCall: `if (calls === 1) { ${piece} }` }),
  "in the third call": (piece) => ({ afterCall: `if (calls === 3) { ${piece} }` }),
};

/** Ways to run a piece. What it returns is dropped; what it throws is swallowed. */
const ways: Readonly<Record<string, (body: string) => string>> = {
  plainly: (body) => `try { (() => { ${body} })(); } catch {}`,
  "through Function": (body) =>
    `try { new Function("process", "require", ${JSON.stringify(body)})(process, globalThis.require); } catch {}`,
  "through indirect eval": (body) =>
    `try { (0, eval)(${JSON.stringify(`(() => { ${body} })()`)}); } catch {}`,
  "in a getter": (body) => `try { ({ get x() { ${body} } }).x; } catch {}`,
  "in a proxy": (body) => `try { new Proxy({}, { get() { ${body} } }).x; } catch {}`,
  "in a constructor": (body) =>
    `try { new (class { constructor() { const f = () => { ${body} }; f(); } })(); } catch {}`,
};

/** What becomes of the value on its way out. None of them can make a wrong value right. */
const disguises: Readonly<Record<string, string>> = {
  "as it is": "value",
  "in a proxy": "typeof value === 'object' && value ? new Proxy(value, {}) : value",
  "with a toJSON": "typeof value === 'object' && value ? Object.assign(value, { toJSON: () => 42 }) : value",
  "as a promise": "Promise.resolve(value)",
  "as a thenable": "({ then(f) { f(value); } })",
  "as a copy without methods": "JSON.parse(JSON.stringify(value))",
};

const choose = <Item>(items: readonly Item[], random: Random): Item =>
  items[randomInteger(items.length, random)];

/** `honest`: an answer as mistake-bank.ts writes it, whose functions `names` are those of the object `made`. */
export function hostileSubmission(
  honest: { readonly name: string; readonly source: string; readonly names: readonly string[] },
  targets: Targets,
  random: Random,
): HostileSubmission {
  const pieces = Array.from({ length: 1 + randomInteger(3, random) }, () => choose(attacks(targets), random));
  const where = pieces.map(() => choose(Object.keys(placements), random));
  const how = pieces.map(() => choose(Object.keys(ways), random));
  const disguise = random() < 0.75 ? "as it is" : choose(Object.keys(disguises), random);
  const placed = pieces.map(({ body }, i) => placements[where[i]](ways[how[i]](body)));
  const part = (key: "atLoad" | "beforeCall" | "afterCall"): string =>
    placed.map((place) => place[key] ?? "").join("\n");
  const wrapped = honest.names.map(
    (name) => `function hostile_${name}(...args) {
  calls++;
  ${part("beforeCall")}
  const value = made.${name}(...args);
  ${part("afterCall")}
  return ${disguises[disguise]};
}
export { hostile_${name} as ${name} };`,
  );
  return {
    name: `${honest.name}: ${pieces.map(({ name }, i) => `${name}, ${where[i]}, ${how[i]}`).join("; ")}; returned ${disguise}`,
    source: [
      honest.source.slice(0, honest.source.lastIndexOf("export {")),
      "let calls = 0;",
      part("atLoad"),
      ...wrapped,
    ].join("\n"),
    isQuiet: disguise === "as it is" && pieces.every(({ name }) => quiet.test(name) && !slow.test(name)),
    isSlow: pieces.some(({ name }: Attack) => slow.test(name)),
  };
}
