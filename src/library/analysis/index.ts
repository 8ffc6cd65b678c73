export * from "./gate-statistics.ts";
export * from "./gradient-norms.ts";
export * from "./half-life.ts";
export * from "./operation-count.ts";
export * from "./parameter-count.ts";
export * from "./temporal-jacobians.ts";
