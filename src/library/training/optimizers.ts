/** Rules that move parameters θ against their gradients g. The learning rate ρ is `rate`. */

import { createOptimizer, type Optimizer } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/**
 * Stochastic gradient descent, with momentum μ (Polyak 1964; PyTorch's form).
 *
 *   v = μ v + g
 *   θ = θ − ρ v
 */
export function sgd({ rate, momentum = 0 }: { rate: number | Schedule; momentum?: number }): Optimizer {
  if (momentum === 0) {
    return createOptimizer("sgd", rate, [], ({ param, grad, rate: rho }) => {
      for (let k = 0; k < param.data.length; k++) param.data[k] -= rho * grad.data[k];
    });
  }
  return createOptimizer("sgd", rate, ["velocity"], ({ param, grad, memories: [v], rate: rho }) => {
    for (let k = 0; k < param.data.length; k++) {
      v.data[k] = momentum * v.data[k] + grad.data[k];
      param.data[k] -= rho * v.data[k];
    }
  });
}

/** RMSProp's settings; α 0.99 and ε 1e-8 unless given. */
export interface RmsPropConfig {
  readonly rate: number | Schedule;
  readonly decay?: number;
  readonly epsilon?: number;
}

/**
 * RMSProp: steps in units of the gradient's recent size (Hinton, Coursera lecture 6, 2012; PyTorch's form).
 *
 *   s = α s + (1 − α) g²
 *   θ = θ − ρ g / (√s + ε)
 */
export function rmsProp({ rate, decay = 0.99, epsilon = 1e-8 }: RmsPropConfig): Optimizer {
  return createOptimizer("rmsProp", rate, ["square"], ({ param, grad, memories: [s], rate: rho }) => {
    for (let k = 0; k < param.data.length; k++) {
      const g = grad.data[k];
      s.data[k] = decay * s.data[k] + (1 - decay) * g * g;
      param.data[k] -= (rho * g) / (Math.sqrt(s.data[k]) + epsilon);
    }
  });
}

/** Adam's settings; the paper's defaults are β₁ 0.9, β₂ 0.999, ε 1e-8, no weight decay. */
export interface AdamConfig {
  readonly rate: number | Schedule;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled weight decay λ: with it the rule is AdamW. */
  readonly weightDecay?: number;
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1); with weight decay λ, AdamW (Loshchilov & Hutter 2019, algorithm 2).
 *
 *   θ = θ − ρ λ θ
 *   m = β₁ m + (1 − β₁) g      v = β₂ v + (1 − β₂) g²
 *   θ = θ − ρ m̂ / (√v̂ + ε)     m̂ = m / (1 − β₁ⁿ), v̂ = v / (1 − β₂ⁿ) at the n-th update
 */
export function adam(config: AdamConfig): Optimizer {
  const { rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = config;
  const name = weightDecay === 0 ? "adam" : "adamW";
  return createOptimizer(
    name,
    rate,
    ["mean", "square"],
    ({ param, grad, memories: [m, v], rate: rho, count }) => {
      const meanScale = 1 / (1 - beta1 ** count);
      const squareScale = 1 / (1 - beta2 ** count);
      for (let k = 0; k < param.data.length; k++) {
        const g = grad.data[k];
        m.data[k] = beta1 * m.data[k] + (1 - beta1) * g;
        v.data[k] = beta2 * v.data[k] + (1 - beta2) * g * g;
        const step = (m.data[k] * meanScale) / (Math.sqrt(v.data[k] * squareScale) + epsilon);
        param.data[k] -= rho * (weightDecay * param.data[k] + step);
      }
    },
  );
}
