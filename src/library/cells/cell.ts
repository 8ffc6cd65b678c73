/** What every recurrent cell offers: one time step forward, one time step backward. */

import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";

export type { Named } from "../numeric/named.ts";

/** Sizes of a cell or layer. */
export interface Size {
  /** Number of features of one input x. */
  readonly input: number;
  /** Number of features of the hidden state h. */
  readonly hidden: number;
  /** Precision of parameters and states; float64 unless given. */
  readonly dtype?: Dtype;
}

/**
 * One recurrent cell as a record of functions: parameters are plain data, nothing is kept between calls. Param,
 * StateKey: names of the parameters and of the parts of the state; Cache: what one time step saves.
 */
export interface Cell<Param extends string = string, StateKey extends string = string, Cache = unknown> {
  readonly name: string;
  initParams(size: Size, random: Random): Named<Param>;
  /** The state before time step 0: zeros, [batch, hidden] each. */
  initState(batch: number, size: Size): Named<StateKey>;

  /** x: [batch, input]. Returns the next state and what `backward` needs. */
  forward(params: Named<Param>, x: Matrix, prev: Named<StateKey>): { state: Named<StateKey>; cache: Cache };

  /** Adds to `grads` (a parameter serves every time step); returns the rest. */
  backward(
    params: Named<Param>,
    cache: Cache,
    dState: Named<StateKey>,
    grads: Named<Param>,
  ): { dx: Matrix; dPrev: Named<StateKey> };
}
