/**
 * Where does a network of two units go when nothing more comes in?
 *
 *   h ← tanh(h Wh),   Wh = gain · rotation(angle)
 *
 * The origin is always a fixed point. It attracts for gain < 1; beyond, the states leave it
 * and settle on a cycle or on other fixed points.
 */

import { Matrix } from "../numeric/matrix.ts";

/** The gains, the angle of the rotation, and the starting points. */
export interface PhasePortraitConfig {
  readonly gains: readonly number[];
  /** Rotation by one step, in radians. */
  readonly angle: number;
  readonly steps: number;
  /** Starting points (h₁, h₂). */
  readonly starts: readonly (readonly [number, number])[];
  /** Arrows per axis, from −1 to 1. */
  readonly grid: number;
}

/** The trajectories at one gain. */
export interface PhasePortrait {
  readonly gain: number;
  /** One step from each grid point. */
  readonly arrows: readonly { readonly from: readonly number[]; readonly to: readonly number[] }[];
  /** paths[start][step] = [h₁, h₂]. */
  readonly paths: readonly (readonly (readonly number[])[])[];
}

/** One portrait per gain. */
export interface PhasePortraitResult {
  readonly config: PhasePortraitConfig;
  readonly portraits: readonly PhasePortrait[];
}

/** Follows two units from every start at every gain. */
export function runPhasePortrait(config: PhasePortraitConfig): PhasePortraitResult {
  const { gains, angle, steps, starts, grid } = config;
  const ticks = Array.from({ length: grid }, (_, k) => -1 + (2 * k) / (grid - 1));
  const portraits = gains.map((gain) => {
    const [cos, sin] = [gain * Math.cos(angle), gain * Math.sin(angle)];
    const Wh = Matrix.fromRows([
      [cos, sin],
      [-sin, cos],
    ]);
    const step = (h: readonly number[]): number[] => Matrix.fromRows([h]).dot(Wh).tanh().toRows()[0];
    return {
      gain,
      arrows: ticks.flatMap((h1) => ticks.map((h2) => ({ from: [h1, h2], to: step([h1, h2]) }))),
      paths: starts.map((start) => pathOf(step, [...start], steps)),
    };
  });
  return { config, portraits };
}

function pathOf(step: (h: readonly number[]) => number[], start: number[], steps: number): number[][] {
  const path = [start];
  for (let t = 0; t < steps; t++) path.push(step(path[t]));
  return path;
}
