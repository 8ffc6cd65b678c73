/**
 * What hostile answers try. Each is the body of the answer's function `f`; what it returns, and what is found
 * outside afterwards, tells whether it got through.
 */

/** Things of this machine that an answer must not reach. */
export interface Targets {
  /** A file with a secret in it. */
  readonly secretFile: string;
  /** A file that must not come into being. */
  readonly newFile: string;
  /** The runner, which the next child will run. */
  readonly runner: string;
  readonly folder: string;
  /** A listener on 127.0.0.1. */
  readonly port: number;
  /** A process that must go on. */
  readonly decoy: number;
  readonly parent: number;
}

export interface Attack {
  readonly name: string;
  readonly body: string;
}

export const secret = "the expected value is 42";

const text = JSON.stringify;

/** A module with a memory and an _initialize function, for WASI. */
const wasm = "AGFzbQEAAAABBAFgAAADAgEABQMBAAEHGAIGbWVtb3J5AgALX2luaXRpYWxpemUAAAoEAQIACw==";

export function attacks({ secretFile, newFile, runner, folder, port, decoy, parent }: Targets): Attack[] {
  const fs = `const fs = process.mainModule.require("fs");`;
  const free = `${fs} process.on("uncaughtException", () => {});`;
  const shell = `const cp = process.mainModule.require("child_process");`;
  const frame = (header: string): string =>
    `${fs} const json = Buffer.from(${header}); const head = Buffer.alloc(8); head.writeUInt32LE(4 + json.length, 0); head.writeUInt32LE(json.length, 4); fs.writeSync(4, Buffer.concat([head, json]));`;
  return [
    ["reads the solutions", `${fs} return fs.readFileSync(${text(secretFile)}, "utf8");`],
    [
      "reads through process.binding",
      `return String(process.binding("fs").readFileUtf8(${text(secretFile)}, 0));`,
    ],
    [
      "reads through WASI",
      `const { WASI } = process.mainModule.require("wasi"); const wasi = new WASI({ version: "preview1", preopens: { "/": "/" } });
      const i = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from("${wasm}", "base64")), {}); wasi.initialize(i);
      const m = Buffer.from(i.exports.memory.buffer), v = new DataView(i.exports.memory.buffer), path = ${text(secretFile)}.slice(1); m.write(path, 1024);
      const opened = wasi.wasiImport.path_open(3, 0, 1024, path.length, 0, 2n, 2n, 0, 512); v.setUint32(0, 2048, true); v.setUint32(4, 500, true);
      wasi.wasiImport.fd_read(v.getUint32(512, true), 0, 1, 16); return opened + m.toString("utf8", 2048, 2548);`,
    ],
    [
      "reads a directory",
      `${fs} return fs.readdirSync(${text(secretFile.replace(/[^/]*$/, ""))}).join() && "${secret}";`,
    ],
    ["reads the parent's environment", `${fs} return fs.readFileSync("/proc/${parent}/environ", "utf8");`],
    [
      "reads the parent's memory map",
      `${fs} return fs.readFileSync("/proc/${parent}/maps", "utf8") && "${secret}";`,
    ],
    ["reads its own environment", "return JSON.stringify(process.env);"],
    ["reads the password file", `${fs} return fs.readFileSync("/etc/passwd", "utf8") && "${secret}";`],
    ["writes a file", `${fs} fs.writeFileSync(${text(newFile)}, "x");`],
    ["writes through openSync", `${fs} fs.writeSync(fs.openSync(${text(newFile)}, "w"), "x");`],
    ["makes a folder", `${fs} fs.mkdirSync(${text(newFile)});`],
    ["makes a link", `${fs} fs.symlinkSync("/etc/passwd", ${text(newFile)});`],
    ["replaces the runner", `${fs} fs.writeFileSync(${text(runner)}, "process.exit(0)");`],
    ["removes the runner", `${fs} fs.rmSync(${text(runner)});`],
    ["plants a file beside the runner", `${fs} fs.writeFileSync(${text(`${folder}/planted.js`)}, "x");`],
    ["writes a diagnostic report", `process.report.writeReport(${text(newFile)});`],
    ["writes a heap snapshot", `process.mainModule.require("v8").writeHeapSnapshot(${text(newFile)});`],
    ["runs a shell", `${shell} cp.execSync(${text(`touch ${newFile}`)}, { shell: "/bin/sh" });`],
    [
      "starts Node again",
      `${shell} cp.spawnSync(process.execPath, ["-e", ${text(`require("fs").writeFileSync(${text(newFile)}, "x")`)}]);`,
    ],
    ["forks itself", `${shell} for (let i = 0; i < 50; i++) cp.fork(process.argv[1]); return 0;`],
    [
      "spawns through process.binding",
      `const p = process.binding("spawn_sync"); p.spawn({ file: "/bin/touch", args: ["touch", ${text(newFile)}], stdio: [] });`,
    ],
    [
      "starts a worker",
      `const { Worker } = process.mainModule.require("worker_threads"); new Worker(${text(`require("fs").writeFileSync(${text(newFile)}, "x")`)}, { eval: true }); for (let end = Date.now() + 300; Date.now() < end; );`,
    ],
    ["loads an addon", `process.dlopen({ exports: {} }, "/usr/lib/x86_64-linux-gnu/libc.so.6");`],
    // The runner never waits, so these break its loop to get an event loop of their own.
    [
      "connects to a local port",
      `${free} process.mainModule.require("net").connect(${port}, "127.0.0.1").write("hello"); fs.closeSync(3); fs.closeSync(4);`,
    ],
    ["fetches a local page", `${free} fetch("http://127.0.0.1:${port}/"); fs.closeSync(3); fs.closeSync(4);`],
    [
      "connects after a callback",
      `${free} setTimeout(() => process.mainModule.require("net").connect(${port}, "127.0.0.1").write("hello")); fs.closeSync(3); fs.closeSync(4);`,
    ],
    ["opens its parent's inspector", `process._debugProcess(${parent}); return 0;`],
    ["opens its parent's inspector by ppid", `process._debugProcess(process.ppid); return 0;`],
    ["signals its parent", `process.kill(${parent}, "SIGUSR2"); return 0;`],
    ["kills another process", `process.kill(${decoy}, "SIGKILL"); return 0;`],
    ["loops for ever", "for (;;);"],
    ["loops for ever in a regular expression", `return /^(a+)+$/.test("a".repeat(60) + "!");`],
    [
      "ignores signals and loops",
      `process.on("SIGTERM", () => {}); process.on("SIGINT", () => {}); for (;;);`,
    ],
    ["exits with status 0", "process.exit(0);"],
    ["exits for real", "process.reallyExit(0);"],
    ["aborts", "process.abort();"],
    ["fills the heap", "const a = []; for (;;) a.push(new Array(1e6).fill(a.length));"],
    [
      "fills array buffers",
      "const a = []; for (let i = 0; i < 40; i++) a.push(new Uint8Array(100 << 20).fill(1)); return 'held 4 GB';",
    ],
    [
      "fills WebAssembly memory",
      "const a = []; for (let i = 0; i < 40; i++) { const m = new WebAssembly.Memory({ initial: 1600 }); new Uint8Array(m.buffer).fill(1); a.push(m); } return 'held 4 GB';",
    ],
    ["returns 480 MB", "return new Float64Array(60e6);"],
    ["returns a deep structure", "let v = 1; for (let i = 0; i < 1e5; i++) v = [v]; return v;"],
    ["returns itself", "const v = {}; v.v = v; return v;"],
    ["floods standard output", `for (let i = 0; i < 2e5; i++) console.log("x".repeat(100)); return 0;`],
    ["floods standard error", `for (let i = 0; i < 2e5; i++) console.error("x".repeat(100)); return 0;`],
    ["announces an endless frame", `${fs} fs.writeSync(4, Buffer.from([255, 255, 255, 255])); for (;;);`],
    ["sends an empty frame", `${fs} fs.writeSync(4, Buffer.alloc(4)); return 0;`],
    [
      "sends a nested bomb",
      `${frame(`'{"op":"value","value":' + '{"t":"list","items":['.repeat(1500) + ']}'.repeat(1500) + '}'`)} return 0;`,
    ],
    [
      "sends a prototype",
      `${frame(`'{"op":"value","value":{"t":"record","entries":[["__proto__",{"t":"record","entries":[["polluted",1]]}]]}}'`)} return 0;`,
    ],
    [
      "sends a false length",
      `${frame(`'{"op":"value","value":{"t":"numbers","type":"Float64Array","length":1e9}}'`)} return 0;`,
    ],
    [
      "calls back a function that was not given",
      `${frame(`'{"op":"calls back","function":0,"args":{"t":"list","items":[]}}'`)} for (;;);`,
    ],
    [
      "patches the assertions",
      "globalThis.expect = undefined; Array.prototype.every = () => true; Object.is = () => true; Math.abs = () => 0; Number.isFinite = () => true; return 0;",
    ],
    ["patches serialisation", 'JSON.stringify = () => \'{"op":"value","value":0}\'; return 1;'],
    ["closes its pipes", `${fs} fs.closeSync(3); fs.closeSync(4); return 0;`],
    ["throws what is not an error", "throw { toString() { for (;;); } };"],
  ].map(([name, body]) => ({ name, body }));
}
