import { FILES, LOCK, MODULES } from "../runtime/runtime.js";
import { Download } from "./download.js";
import { checkModules, DownloadError } from "./integrity.js";
import { unzip } from "./zip.js";

const ROOT = new URL("../", import.meta.url);
const WASM = "runtime/pyodide.asm.wasm.gz";
const LIBRARY = "runtime/python_stdlib.zip.gz";
const NUMPY = "runtime/numpy.zip.gz";
const PACKAGE = "runtime/pixelpredict.zip.gz";
const NEEDED = ["WebAssembly", "DecompressionStream"];
const WEIGHTS = ["W1", "b1", "W2", "b2"].map((name) => `weights/${name}.npy`);

/**
 * Starts Python with NumPy, our package and the weights in it.
 * @param {boolean} fresh whether to fetch past the browser's cache
 * @param {(stage: string, loaded: number, total: number) => void} report
 * @returns {Promise<any>} the `Bridge` of py/pixelpredict/bridge.py; rejects with an Error whose
 *   message says what failed
 */
export async function startPython(fresh, report) {
  const lacking = NEEDED.filter((name) => !(name in self));
  if (lacking.length) throw new Error(`This browser lacks ${lacking.join(" and ")}`);
  const state = { stage: "Downloading", loaded: 0, total: 0 };
  const enter = (change) => {
    Object.assign(state, change);
    report(state.stage, state.loaded, state.total);
  };
  const download = new Download(ROOT, FILES, fresh, (loaded, total) => enter({ loaded, total }));
  return Promise.race([start(download, (stage) => enter({ stage })), download.failed]);
}

async function start(download, enter) {
  const numpy = prepareNumPy(download);
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    importModule("runtime/pyodide.js"),
    importModule("runtime/pyodide.asm.js"),
  ]);
  handOver(download);
  let sound;
  const pyodide = await loadPyodide({
    indexURL: new URL("runtime/", ROOT).href,
    createPyodideModule,
    lockFileContents: LOCK,
    env: { PYTHONPATH: "/pixelpredict.zip" },
    fsInit: async (fileSystem, { sitePackages }) => {
      const { files } = await numpy;
      write(fileSystem, files.map(([name, content]) => [`${sitePackages}/${name}`, content]));
      const weights = await Promise.all(WEIGHTS.map((path) => download.bytes(path)));
      write(fileSystem, WEIGHTS.map((path, i) => [`/${path}`, weights[i]]));
      write(fileSystem, [["/pixelpredict.zip", await download.bytes(PACKAGE)]]);
      enter("Starting Python");
      // Now, for the next half second is Python's: the browser has hands free to hash them.
      sound = checkModules(ROOT, MODULES);
      sound.catch(() => {}); // told when it is waited for
    },
  });
  await sound;
  enter("Loading NumPy");
  const { Bridge } = pyodide.pyimport("pixelpredict.bridge");
  enter("Loading the network");
  return Bridge("/weights");
}

/**
 * Unpacks NumPy, and has its libraries compiled while Python starts: Python compiles them when it
 * imports them, and the browser then has the code at hand for as long as the modules are kept.
 */
async function prepareNumPy(download) {
  const files = [...unzip(await download.bytes(NUMPY))];
  const libraries = files.filter(([name]) => name.endsWith(".so"));
  const modules = libraries.map(([, content]) => WebAssembly.compile(content));
  return { files, modules };
}

/** Answers Pyodide's own requests for its files from the download. */
function handOver(download) {
  const answers = new Map([
    [new URL("runtime/pyodide.asm.wasm", ROOT).href, download.response(WASM)],
    [new URL("runtime/python_stdlib.zip", ROOT).href, download.response(LIBRARY)],
  ]);
  const { fetch } = self;
  self.fetch = (resource, options) =>
    answers.get(new URL(resource.url ?? resource, location.href).href) ?? fetch(resource, options);
}

function write(fileSystem, files) {
  for (const [path, content] of files) {
    fileSystem.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
    fileSystem.writeFile(path, content, { canOwn: true });
  }
}

async function importModule(path) {
  try {
    return await import(new URL(path, ROOT).href);
  } catch (error) {
    throw new DownloadError(`${path} could not be loaded: ${error.message}`);
  }
}
