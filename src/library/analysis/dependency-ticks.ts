/**
 * How much of a deep recurrent network can be computed at the same time? The cell of layer l at time step t needs the
 * cell before it and the cell below it, so it can run at tick l + t at the earliest: a wavefront. L · T cells take
 * L + T − 1 ticks however many processors there are. Appleyard et al. 2016, "Optimizing performance of recurrent
 * neural networks on GPUs".
 */

/** Earliest ticks and what follows from them. */
export interface DependencyTicks {
  /** ticks[layer][step]: the earliest tick of that cell, from 0. */
  readonly ticks: readonly (readonly number[])[];
  /** Ticks until all is done. */
  readonly length: number;
  /** Cells per tick on average: as many processors as can be of use. */
  readonly parallelism: number;
}

/** Walks the graph of dependencies, cell by cell. Throws where layers or steps are not whole and at least 1. */
export function dependencyTicks(layers: number, steps: number): DependencyTicks {
  for (const [name, value] of Object.entries({ layers, steps })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`dependencyTicks: ${name} must be a whole number of at least 1, got ${value}.`);
    }
  }
  const ticks: number[][] = [];
  for (let layer = 0; layer < layers; layer++) {
    ticks.push([]);
    for (let step = 0; step < steps; step++) {
      const before = step === 0 ? -1 : ticks[layer][step - 1];
      const beneath = layer === 0 ? -1 : ticks[layer - 1][step];
      ticks[layer].push(1 + Math.max(before, beneath));
    }
  }
  const length = 1 + Math.max(...ticks.flat());
  return { ticks, length, parallelism: (layers * steps) / length };
}
