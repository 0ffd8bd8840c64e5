/**
 * Lets Node look to Pyodide and to our engine like a worker in a browser, with nothing but files.
 */

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const TYPES = { ".wasm": "application/wasm", ".js": "text/javascript" };
const { process } = globalThis;

/** Files that are kept between visits, as a browser's private file system has them. */
class Folder {
  #files = new Map();

  async getFileHandle(name, { create = false } = {}) {
    if (!this.#files.has(name) && !create) throw Object.assign(new Error(name), { name: "NotFoundError" });
    const files = this.#files.set(name, this.#files.get(name) ?? []);
    return {
      name,
      getFile: async () => new Blob(files.get(name)),
      createWritable: async () => ({
        write: async (bytes) => files.get(name).push(bytes.slice()),
        close: async () => {},
      }),
    };
  }

  async removeEntry(name) {
    this.#files.delete(name);
  }

  async *values() {
    for (const name of this.#files.keys()) yield this.getFileHandle(name);
  }
}

/** Emscripten asks so for what has a file's address, where in a browser it fetches. */
class FileRequest {
  open(_method, address) {
    this.address = address;
  }

  async send() {
    this.response = await (await fetch(this.address)).arrayBuffer();
    this.status = 200;
    this.onload();
  }
}

/**
 * Enters the scope, for good: Node's own `process` is gone from then on.
 * @param {string} site a folder with the engine and its runtime
 * @returns {Promise<(kind: string, payload: unknown) => Promise<any>>} asks the worker; rejects with
 *   the error that it answers
 */
export async function enterWorkerScope(site) {
  const folder = new Folder();
  define("self", globalThis);
  define("location", new URL(pathToFileURL(path.join(site, "engine", "worker.js"))));
  define("WorkerGlobalScope", class { static [Symbol.hasInstance] = () => true; });
  define("FileSystemFileHandle", class { createWritable() {} });
  define("navigator", {
    userAgent: "", language: "en-US", platform: "",
    storage: { getDirectory: async () => folder },
  });
  const listeners = [];
  define("addEventListener", (kind, listener) => kind === "message" && listeners.push(listener));
  define("setImmediate", undefined);
  define("XMLHttpRequest", FileRequest);
  // Where a browser can let WebAssembly wait for promises, Pyodide makes ready for it.
  WebAssembly.Suspending ??= function suspending(callee) { return callee; };
  WebAssembly.promising ??= (callee) => callee;
  define("fetch", async (resource) => {
    const file = fileURLToPath(new URL(resource.url ?? resource));
    return new Response(fs.readFileSync(file), { headers: { "Content-Type": TYPES[path.extname(file)] ?? "" } });
  });
  const waiting = new Map();
  define("postMessage", ({ kind, id, ok, result, error }) => {
    if (kind === "progress") return;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (ok) resolve(result);
    else reject(Object.assign(new Error(error.message), { name: error.name }));
  });
  define("process", undefined);
  await import(pathToFileURL(path.join(site, "engine", "worker.js")).href);
  let last = 0;
  return (kind, payload) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    const event = { data: { id: last, kind, payload }, stopPropagation() {} };
    listeners.forEach((listener) => listener(event));
    self.onmessage(event);
  });
}

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

/** Node's own, which ends it with an exit code. */
export const exit = (code) => process.exit(code);
