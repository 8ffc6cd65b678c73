/** How long an experiment may take: in full, or quickly, as the test run of the notebooks does. */

/** "quick" takes seconds and shows the shape of a result; "full" takes up to a minute and settles it. */
export type Budget = "full" | "quick";

/** `BUDGET=quick` in the environment chooses the quick budget; anything else is full. */
export function budgetFromEnvironment(): Budget {
  return process.env.BUDGET === "quick" ? "quick" : "full";
}
