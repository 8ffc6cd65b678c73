/**
 * What is missing when the loss uses the recurrent weight too?
 *
 *   S_t = W S_{t−1},   L = W S_t
 *
 * L depends on W through S_t and directly:
 *   dL/dW = (∂L/∂S_t) (dS_t/dW) + ∂⁺L/∂W = W · t Wᵗ⁻¹ s₀ + S_t = (t + 1) Wᵗ s₀
 * The chain rule through S_t alone gives t Wᵗ s₀: one S_t too little.
 */

export interface ExplicitTermConfig {
  readonly W: number;
  readonly s0: number;
  readonly steps: number;
  /** Step of the central difference. */
  readonly epsilon: number;
}

/** The derivative in two ways, and what is missing from one of them. */
export interface ExplicitTermRow {
  readonly t: number;
  /** dL/dW by a central difference. */
  readonly numeric: number;
  /** (∂L/∂S_t) (dS_t/dW), the chain through S_t alone. */
  readonly throughState: number;
  /** ∂⁺L/∂W = S_t. */
  readonly explicit: number;
}

/** One row per time step. */
export interface ExplicitTermResult {
  readonly config: ExplicitTermConfig;
  readonly rows: readonly ExplicitTermRow[];
}

/** Differentiates L = W S_t numerically and by the chain through S_t, for every t up to `steps`. */
export function runExplicitTerm(config: ExplicitTermConfig): ExplicitTermResult {
  const { W, s0, steps, epsilon } = config;
  const stateAt = (weight: number, t: number): number => {
    let s = s0;
    for (let k = 0; k < t; k++) s = weight * s;
    return s;
  };
  const rows: ExplicitTermRow[] = [];
  let dSdW = 0; // total derivative dS_t/dW, by S_t = W S_{t−1}
  for (let t = 1; t <= steps; t++) {
    dSdW = stateAt(W, t - 1) + W * dSdW;
    const above = (W + epsilon) * stateAt(W + epsilon, t);
    const below = (W - epsilon) * stateAt(W - epsilon, t);
    rows.push({
      t,
      numeric: (above - below) / (2 * epsilon),
      throughState: W * dSdW,
      explicit: stateAt(W, t),
    });
  }
  return { config, rows };
}
