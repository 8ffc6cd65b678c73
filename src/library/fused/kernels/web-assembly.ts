/** The part of the WebAssembly API that is used here. The compiler knows it only together with the DOM. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A compiled module; opaque. */
export type WasmModule = object;

interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Memory: new (size: { initial: number }) => WasmMemory;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: object };
}

/** Undefined where the engine has none. */
export const wasm: WasmApi | undefined = (globalThis as { WebAssembly?: WasmApi }).WebAssembly;
