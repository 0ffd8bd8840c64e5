import { Download, DownloadError } from "./download.js";

const ROOT = new URL("../", import.meta.url);
const PACKAGE = "engine/pixelpredict.zip";
const WEIGHTS = ["W1", "b1", "W2", "b2"].map((name) => `weights/${name}.npy`);
// Modules are imported, which no script can count the bytes of; they come by `import` instead.
const isFetched = (path) => path.startsWith("runtime/") && !path.endsWith(".mjs");

/**
 * Starts Python with NumPy, our package and the weights in it.
 * @param {(stage: string, loaded: number, total: number) => void} report
 * @returns {Promise<any>} the `Bridge` of py/pixelpredict/bridge.py; rejects with an Error whose
 *   message says what failed
 */
export async function startPython(report) {
  const { files } = await buildDescription();
  const wanted = new Set([PACKAGE, ...WEIGHTS]);
  const state = { stage: "Downloading", loaded: 0, total: 0 };
  const enter = (change) => {
    Object.assign(state, change);
    report(state.stage, state.loaded, state.total);
  };
  const download = new Download(
    ROOT,
    files.filter(({ path }) => wanted.has(path) || isFetched(path)),
    (loaded, total) =>
      enter({ loaded, total, stage: loaded < total ? "Downloading" : "Starting Python" }),
  );
  return Promise.race([start(download, (stage) => enter({ stage })), download.failed]);
}

async function start(download, enter) {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    importModule("runtime/pyodide.mjs"),
    importModule("runtime/pyodide.asm.mjs"),
  ]);
  self.fetch = download.fetch;
  const pyodide = await loadPyodide({
    indexURL: new URL("runtime/", ROOT).href,
    createPyodideModule,
    env: { PYTHONPATH: "/pixelpredict.zip" },
    fsInit: async (fileSystem) => {
      fileSystem.writeFile("/pixelpredict.zip", await download.bytes(PACKAGE));
      fileSystem.mkdir("/weights");
      for (const path of WEIGHTS) fileSystem.writeFile(`/${path}`, await download.bytes(path));
    },
  });
  enter("Loading NumPy");
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  enter("Loading the network");
  return pyodide.pyimport("pixelpredict.bridge").Bridge("/weights");
}

async function buildDescription() {
  const response = await fetch(new URL("build.json", ROOT)).catch(() => null);
  if (!response?.ok) throw new DownloadError("build.json could not be fetched");
  return response.json();
}

async function importModule(path) {
  try {
    return await import(new URL(path, ROOT).href);
  } catch (error) {
    throw new DownloadError(`${path} could not be loaded: ${error.message}`);
  }
}
