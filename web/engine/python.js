import { FILES } from "../runtime/runtime.js";
import { Download } from "./download.js";
import { followModules, startPyodide } from "./pyodide.js";
import { forgetSnapshots, keepSnapshot, keptSnapshot } from "./snapshot.js";

const ROOT = new URL("../", import.meta.url);
/** Milliseconds without a word after which the modules are followed: only on slow connections. */
const SILENCE = 5000;
const NEEDED = ["WebAssembly", "DecompressionStream"];
const APPLE = /iPhone|iPad|Mac/;
const LOCKDOWN = "If Lockdown Mode is on, it takes that away. To leave it for this site: in Safari "
  + "open the page menu beside the address, there Website Settings (on a Mac: the menu Safari, "
  + "there Settings for This Website), turn Lockdown Mode off, and load the page anew.";
/** The names that an opened Bridge, and what it reads in the probe, have in a snapshot. */
const [BRIDGE, PROBED] = ["bridge", "probed"];
/** A stroke, as the bridge takes it: a Python from a snapshot must read it as the first one did. */
const PROBE = [Float64Array.of(0, 0, 3, 9, 9, 4), Uint32Array.of(3)];

/** The started Python's file system, as Emscripten has it. @type {any} */
export let fileSystem = null;

/**
 * Starts Python with NumPy, our package and the weights in it.
 * @param {{ fresh: boolean, restore: boolean }} how whether to fetch past the browser's cache; and
 *   whether to go on from the memory of an earlier start, where it is kept. If that fails it is
 *   forgotten, and Python starts the sure way.
 * @param {(stage: string, loaded: number, total: number) => void} report
 * @returns {Promise<any>} the `Bridge` of py/pixelpredict/bridge.py; rejects with an Error whose
 *   message says what failed
 */
export async function startPython({ fresh, restore }, report) {
  refuseWithout(NEEDED);
  const state = { stage: "Starting Python", loaded: 0, total: 0 };
  let silence = 0;
  const enter = (change) => {
    clearTimeout(silence);
    silence = setTimeout(() => followModules(() => enter({})), SILENCE);
    Object.assign(state, change);
    const stage = state.loaded < state.total ? "Downloading" : state.stage;
    report(stage, state.loaded, state.total);
  };
  const begin = (memory) => {
    const download = new Download(ROOT, FILES, fresh, (loaded, total) => enter({ loaded, total }));
    return Promise.race([start(download, (stage) => enter({ stage }), memory), download.failed]);
  };
  const memory = restore ? keptSnapshot() : null;
  try {
    return await begin(memory);
  } catch (error) {
    if (!(await memory)) throw error;
    await forgetSnapshots();
    return begin(null);
  }
}

/** Throws an "Unsupported" error that names what the browser lacks. */
function refuseWithout(needed) {
  const lacking = needed.filter((name) => !(name in self));
  if (!lacking.length) return;
  const locked = lacking.includes("WebAssembly") && APPLE.test(navigator.platform);
  const words = `This browser lacks ${lacking.join(" and ")}.${locked ? ` ${LOCKDOWN}` : ""}`;
  throw Object.assign(new Error(words), { name: "Unsupported" });
}

/** Starts Python once more, only to take its memory and keep it for the next start. */
export async function keepStarted() {
  const download = new Download(ROOT, FILES, false, () => {});
  const pyodide = await Promise.race([
    startPyodide(download, { _makeSnapshot: true }),
    download.failed,
  ]);
  const { Bridge } = pyodide.pyimport("pixelpredict.bridge");
  const bridge = Bridge("/weights");
  pyodide.globals.set(PROBED, probe(bridge));
  pyodide.globals.set(BRIDGE, bridge);
  bridge.destroy();
  await keepSnapshot(pyodide.makeMemorySnapshot());
}

async function start(download, enter, memory) {
  const pyodide = await startPyodide(download, snapshotOf(memory));
  fileSystem = pyodide.FS;
  if (await memory) {
    const bridge = pyodide.globals.get(BRIDGE);
    if (probe(bridge) === pyodide.globals.get(PROBED)) return bridge;
    throw new Error("A Python from a snapshot reads otherwise than the first one");
  }
  enter("Loading NumPy");
  const { Bridge } = pyodide.pyimport("pixelpredict.bridge");
  enter("Loading the network");
  return Bridge("/weights");
}

async function snapshotOf(memory) {
  const kept = await memory;
  return kept && { _loadSnapshot: kept };
}

/** @returns {string} the probe's probabilities, to the last bit */
function probe(bridge) {
  return JSON.stringify(toJavaScript(bridge.read(...PROBE)).digits[0].probabilities);
}

/** Copies an answer of Python's, and lets Python forget it. */
export function toJavaScript(answer) {
  try {
    return answer.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
  } finally {
    answer.destroy();
  }
}
