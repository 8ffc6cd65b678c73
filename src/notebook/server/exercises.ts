/** /api/unrolled/exercises: hints one at a time, and the solution after an honest attempt. */

import type { ExerciseHelp } from "../format/exercise-help.ts";
import { type Exchange, HttpError, sendJson } from "./exchange.ts";
import { type Route, route } from "./route.ts";

/** Who knows the exercises. Each throws RangeError, with a sentence for the learner, if it cannot answer. */
export interface Exercises {
  help(id: string): Promise<ExerciseHelp>;
  /** Shows one hint more, and says all that were shown. */
  nextHint(id: string): Promise<ExerciseHelp>;
  /** The course's answer as source text. */
  solution(id: string): Promise<string>;
}

export function exerciseRoutes(exercises: Exercises): Route[] {
  const answer = async (exchange: Exchange, body: () => Promise<object>): Promise<void> => {
    try {
      sendJson(exchange, 200, await body());
    } catch (error) {
      throw error instanceof RangeError ? new HttpError(404, error.message) : error;
    }
  };
  return [
    route("GET /api/unrolled/exercises/:id", (exchange, { id }) =>
      answer(exchange, () => exercises.help(id!)),
    ),
    route("POST /api/unrolled/exercises/:id/hint", (exchange, { id }) =>
      answer(exchange, () => exercises.nextHint(id!)),
    ),
    route("GET /api/unrolled/exercises/:id/solution", (exchange, { id }) =>
      answer(exchange, async () => ({ source: await exercises.solution(id!) })),
    ),
  ];
}
