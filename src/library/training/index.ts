export * from "./checkpoint.ts";
export * from "./clipping.ts";
export * from "./optimizer.ts";
export * from "./optimizers.ts";
export * from "./schedules.ts";
export * from "./trainer.ts";
