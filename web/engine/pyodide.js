import { LOCK } from "../runtime/runtime.js";
import { checkModules, DownloadError } from "./integrity.js";
import { unzip } from "./zip.js";

const ROOT = new URL("../", import.meta.url);
const RUNTIME = new URL("runtime/", ROOT);
const LIBRARY = "runtime/python_stdlib.zip.xz";
const PACKAGE = "runtime/pixelpredict.zip.xz";
const WEIGHTS = ["W1", "b1", "W2", "b2"].map((name) => `weights/${name}.npy`);

/** @type {Set<string>} the addresses of modules that are asked for and have not come whole */
const coming = new Set();

/** @typedef {{ _makeSnapshot?: boolean, _loadSnapshot?: Uint8Array }} SnapshotOptions */

/**
 * Starts Pyodide, with NumPy, our package and the weights in its file system.
 * @param {import("./download.js").Download} download of all files; can be used once
 * @param {{ folder: string, modules: Record<string, string> }} parts where those that there are twice
 *   lie: with the functions that are called, and with all; and the hash of each module
 * @param {SnapshotOptions | null | Promise<SnapshotOptions | null>} snapshot Pyodide's options to
 *   have its memory taken, or to start from memory that was; waited for as late as possible
 * @returns {Promise<any>} what Pyodide's `loadPyodide` returns
 */
export async function startPyodide(download, { folder, modules }, snapshot) {
  const numpy = unpackNumPy(download, `${folder}numpy.zip.xz`);
  numpy.catch(() => {}); // told when it is waited for
  const ended = new AbortController();
  const failed = compileAsItComes(download.response(`${folder}pyodide.asm.wasm.xz`), ended.signal);
  failed.catch(() => {}); // told when it is waited for
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    importModule("runtime/pyodide.js"),
    importModule(`${folder}pyodide.asm.js`),
  ]);
  const fetched = handOver(download);
  const options = await snapshot;
  let sound, packages;
  const loading = loadPyodide({
    indexURL: RUNTIME.href,
    lockFileContents: LOCK,
    env: { PYTHONPATH: "/pixelpredict.zip" },
    createPyodideModule(settings) {
      if (options) settings.preRun.push((module) => loadLibraries(module, numpy, fetched));
      return createPyodideModule(settings);
    },
    fsInit: async (fileSystem, { sitePackages }) => {
      packages = sitePackages;
      download.askForAll();
      write(fileSystem, [["/pixelpredict.zip", await download.bytes(PACKAGE)]]);
      // Memory is kept only where a service worker serves us, which checks every file itself.
      if (options?._loadSnapshot) return;
      // Now, for the next half second is Python's: the browser has hands free to hash them.
      sound = checkModules(ROOT, modules);
      sound.catch(() => {}); // told when it is waited for
    },
    ...options,
  });
  const pyodide = await Promise.race([loading, failed]); // a host's policy may forbid to compile
  ended.abort();
  // These come while Python starts.
  const { files } = await numpy;
  write(pyodide.FS, files.map(([name, content]) => [`${packages}/${name}`, content]));
  const weights = await Promise.all(WEIGHTS.map((path) => download.bytes(path)));
  write(pyodide.FS, WEIGHTS.map((path, i) => [`/${path}`, weights[i]]));
  await sound;
  return pyodide;
}

/**
 * Unpacks NumPy, and has its libraries compiled while Python starts: Python compiles them when it
 * imports them, and the browser then has the code at hand for as long as the modules are kept.
 */
async function unpackNumPy(download, path) {
  const files = [...unzip(await download.bytes(path))];
  const libraries = files.filter(([name]) => name.endsWith(".so"));
  const modules = libraries.map(([, content]) => WebAssembly.compile(content));
  return { files, libraries, modules };
}

/**
 * Compiles from the first byte on: Pyodide would begin when its own modules have come.
 * @returns {Promise<never>} rejects when it does not compile, or does not start: Pyodide would wait
 *   for ever
 */
function compileAsItComes(response, signal) {
  const compiled = response.then((response) => WebAssembly.compileStreaming(response));
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return new Promise((_resolve, reject) => {
    compiled.catch(reject);
    addEventListener("unhandledrejection", ({ reason }) => reject(reason), { signal });
  });
}

/**
 * Answers Pyodide's own requests for its files from what we have.
 * @returns {Map<string, Response>} the answers, by address
 */
function handOver(download) {
  const answers = new Map([
    [new URL("pyodide.asm.wasm", RUNTIME).href, new Response()], // compiled meanwhile
    [new URL("python_stdlib.zip", RUNTIME).href, download.response(LIBRARY)],
  ]);
  const { fetch } = self;
  self.fetch = (resource, options) =>
    answers.get(new URL(resource.url ?? resource, location.href).href) ?? fetch(resource, options);
  return answers;
}

/**
 * Loads NumPy's libraries before Python starts, which else loads them when they are imported.
 * Always in the same order they come to lie at the same addresses, so that memory that was taken
 * from one Python fits another.
 */
async function loadLibraries(module, numpy, answers) {
  module.addRunDependency("libraries");
  for (const [name, content] of (await numpy).libraries) {
    const path = `${module.API.sitePackages}/${name}`;
    answers.set(RUNTIME.href + path, new Response(content));
    await module.loadDynamicLibrary(path, { loadAsync: true, nodelete: true, allowUndefined: true }, {});
  }
  module.removeRunDependency("libraries");
}

/** Writes files, by absolute path, into Python's file system. */
export function write(fileSystem, files) {
  for (const [path, content] of files) {
    fileSystem.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
    fileSystem.writeFile(path, content, { canOwn: true });
  }
}

/** Removes files that were written so, and the folders that they leave empty. */
export function remove(fileSystem, files) {
  for (const [path] of files) {
    fileSystem.unlink(path);
    for (let folder = path; (folder = folder.slice(0, folder.lastIndexOf("/")));) {
      if (fileSystem.readdir(folder).length > 2) break; // beside "." and ".."
      fileSystem.rmdir(folder);
    }
  }
}

async function importModule(path) {
  const { href } = new URL(path, ROOT);
  coming.add(href);
  try {
    return await import(href);
  } catch (error) {
    throw new DownloadError(`${path} could not be loaded: ${error.message}`);
  } finally {
    coming.delete(href);
  }
}

/**
 * Reads along with the modules that have not come whole, for nothing else tells that they come. A
 * browser fetches once what is asked for twice. Each once: what had come of a stalled one comes again.
 * @param {() => void} onBytes
 */
export function followModules(onBytes) {
  for (const address of coming) {
    coming.delete(address);
    fetch(address, { cache: "force-cache" })
      .then(({ body }) => body.pipeTo(new WritableStream({ write: onBytes })))
      .catch(() => {}); // told by whoever imports it
  }
}
