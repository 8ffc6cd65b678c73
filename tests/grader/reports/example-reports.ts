/** Reports of every kind, with what hostile answers put into them. */

import type { GradeReport } from "../../../src/grader/grading/report.ts";

/** Ends elements, closes attributes, steers terminals, and is not even text. */
export const hostile = '</failure>]]>" onload="x" & \u001b[31m \u0000 \ud800 =1+1\n<script>';

export const full: GradeReport = {
  exercise: "X1.1",
  title: "The recurrent cell",
  points: 3,
  maxPoints: 3,
  checks: [
    { id: "a", title: "the shape", points: 1, maxPoints: 1, status: "passed" },
    { id: "b", title: "tanh(x Wx + b) & more", points: 2, maxPoints: 2, status: "passed" },
  ],
  notes: [],
};

export const partial: GradeReport = {
  exercise: "X3.2",
  title: "Backpropagation <through> time",
  points: 1,
  maxPoints: 7,
  checks: [
    { id: "a", title: "the shape", points: 1, maxPoints: 1, status: "passed" },
    { id: "b", title: "one time step", points: 0, maxPoints: 2, status: "failed", message: hostile },
    {
      id: "c",
      title: "every length",
      points: 0,
      maxPoints: 3,
      status: "failed",
      message: "with 13 time steps: off by 2",
      hidden: "hidden check 1 of 2",
    },
    {
      id: "d",
      title: "zeros",
      points: 0,
      maxPoints: 1,
      status: "skipped",
      message: "Not run: check b comes first.",
      hidden: "hidden check 2 of 2",
    },
  ],
  diagnosis: "Your result equals what you get if the bias is left out.",
  notes: [`Your code printed:\n${hostile}`, "long ".repeat(300)],
  hiddenNotes: ["Your code printed in hidden checks:\nsteps 13"],
};

export const refused: GradeReport = {
  exercise: "X2.1",
  title: "Softmax",
  points: 0,
  maxPoints: 6,
  checks: [],
  error: `Syntax error in ${hostile}`,
  notes: [],
};
