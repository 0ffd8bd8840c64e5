import { FILES, MODULES } from "../runtime/runtime.js";
import { Download } from "./download.js";
import { followModules, startPyodide } from "./pyodide.js";
import { forgetSnapshots, keepSnapshot, keptSnapshot } from "./snapshot.js";
import { notHere, trapped, wantWhole, wholeWanted } from "./traps.js";

const ROOT = new URL("../", import.meta.url);
/** Milliseconds without a word after which the modules are followed: only on slow connections. */
const SILENCE = 5000;
const NEEDED = ["WebAssembly", "TransformStream"];
const APPLE = /iPhone|iPad|Mac/;
const LOCKDOWN = "If Lockdown Mode is on, it takes that away. To leave it for this site: in Safari "
  + "open the page menu beside the address, there Website Settings (on a Mac: the menu Safari, "
  + "there Settings for This Website), turn Lockdown Mode off, and load the page anew.";
/** What comes first: the functions that are called. */
const CALLED = { folder: "runtime/", files: FILES, modules: MODULES };
/** The names that an opened Bridge, and what it reads in the probe, have in a snapshot. */
const [BRIDGE, PROBED] = ["bridge", "probed"];
/** A stroke, as the bridge takes it: a Python from a snapshot must read it as the first one did. */
const PROBE = [Float64Array.of(0, 0, 3, 9, 9, 4), Uint32Array.of(3)];

/** The started Python's file system, as Emscripten has it. @type {any} */
export let fileSystem = null;

/** Whether the Python that was started last has all functions. */
export let isWhole = false;

/**
 * Starts Python with NumPy, our package and the weights in it.
 *
 * What goes wrong is tried again in a way that is surer: without the memory of an earlier start, and
 * with all functions where one was missing. All functions may be missing themselves, on a visit
 * without the host: then those that are called have to do.
 * @param {{ fresh?: boolean, restore?: boolean, whole?: boolean }} how whether to fetch past the
 *   browser's cache; whether to go on from the memory of an earlier start, where it is kept, and
 *   with all functions where one was missing then; and whether nothing but all functions will do
 * @param {(stage: string, loaded: number, total: number) => void} report
 * @returns {Promise<any>} the `Bridge` of py/pixelpredict/bridge.py; rejects with an Error whose
 *   message says what failed
 */
export async function startPython({ fresh = false, restore = false, whole = false }, report) {
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
  const begin = async (memory, whole) => {
    self.unreached = false;
    const parts = whole ? await wholeParts() : CALLED;
    const how = { fresh, near: restore };
    const download = new Download(ROOT, parts.files, how, (loaded, total) => enter({ loaded, total }));
    isWhole = whole;
    return Promise.race([start(download, parts, (stage) => enter({ stage }), memory), download.failed]);
  };
  let memory = restore ? keptSnapshot() : null;
  const wanted = whole || (restore && (await wholeWanted()));
  let all = wanted;
  for (;;) {
    try {
      const bridge = await begin(memory, all);
      if (all || !trapped({})) return bridge;
      throw new Error("A function was missed"); // and whoever called it has caught the trap
    } catch (error) {
      if (all && wanted && !whole && error.name === "DownloadError") {
        all = false;
      } else if (await memory) {
        memory = null;
        await forgetSnapshots();
      } else if (!all && trapped(error) && !wanted) {
        all = true;
        await wantWhole();
      } else {
        throw wanted && trapped(error) ? notHere() : error;
      }
    }
  }
}

/** Returns where all functions lie; throws where there are none but those that came. */
async function wholeParts() {
  const { FILES: files, MODULES: modules } = await import("../runtime/whole.js");
  return { folder: "runtime/whole/", files, modules };
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
  const parts = (await wholeWanted()) ? await wholeParts() : CALLED;
  const download = new Download(ROOT, parts.files, {}, () => {});
  const pyodide = await Promise.race([
    startPyodide(download, parts, { _makeSnapshot: true }),
    download.failed,
  ]);
  const { Bridge } = pyodide.pyimport("pixelpredict.bridge");
  const bridge = Bridge("/weights");
  pyodide.globals.set(PROBED, probe(bridge));
  pyodide.globals.set(BRIDGE, bridge);
  bridge.destroy();
  await keepSnapshot(pyodide.makeMemorySnapshot());
}

async function start(download, parts, enter, memory) {
  const pyodide = await startPyodide(download, parts, snapshotOf(memory));
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
