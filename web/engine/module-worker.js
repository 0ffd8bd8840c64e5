import { loadWorker } from "./load-worker.js";
import { EngineError } from "./messenger.js";

/** All that the worker is made of: asked for at once, not when what imports it has come. */
const WORKER_MODULES = [
  "./protocol.js", "./policy.js", "./integrity.js", "./xz.js", "./download.js", "./zip.js", "./pyodide.js",
  "./private-files.js", "./database.js", "./sparse.js", "./snapshot.js", "./traps.js", "./python.js",
  "../runtime/runtime.js", "./worker.js",
];
/** The first large file that Python needs. */
const FIRST = "../runtime/python_stdlib.zip.xz";

/**
 * @param {string} script
 * @returns {Worker} throws an EngineError in a browser whose workers know no modules
 */
export function moduleWorker(script) {
  let asked = false; // who knows no modules does not ask for the type
  const worker = new Worker(script, {
    get type() {
      asked = true;
      return "module";
    },
  });
  if (asked) return worker;
  worker.terminate();
  throw new EngineError({ name: "Unsupported", message: "This browser lacks module workers" });
}

/**
 * Returns the address of a script in memory that loads the worker's modules. A worker that is
 * started from it inherits the page's content security policy. One that is loaded by its own
 * address would have only the policy that its host sends in headers, and a static host sends none.
 * https://www.w3.org/TR/CSP3/#initialize-global-object-csp
 * @param {boolean} early whether to ask for the first file before the modules are there, so that the
 *   line is not idle meanwhile
 */
export function workerScript(early) {
  const address = (path) => new URL(path, import.meta.url).href;
  const [addresses, first] = [WORKER_MODULES.map(address), early ? address(FIRST) : null];
  const script = `(${loadWorker})(${JSON.stringify(addresses)}, ${JSON.stringify(first)});`;
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}
