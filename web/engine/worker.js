/** The engine's worker: Python lives here, so that the page never waits for it. */

import { failure, progress, success } from "./protocol.js";
import { remove, write } from "./pyodide.js";
import { fileSystem, isWhole, keepStarted, startPython, toJavaScript } from "./python.js";
import { notHere, trapped, wantWhole } from "./traps.js";

/** @type {any} the Python `Bridge`, once opened */
let bridge = null;
/** What was brought to this Python, in that order: another one needs it, too. @type {[kind: string, payload: any][]} */
const brought = [];
const BRINGING = ["second", "pictures", "readWith", "weights", "teach", "forget"];
/** Where Python finds somebody's own weights while it opens them. */
const OWN = "/own";
/** Whether this Python has met a function that did not come, and is of no more use. */
let dead = false;
/** Done when another one has taken its place; null when none is starting. @type {Promise<void> | null} */
let replacing = null;

const kinds = {
  /** @param {{ fresh: boolean, restore: boolean }} how */
  async open(how) {
    bridge = await startPython(how, (...details) => postMessage(progress(...details)));
    return null;
  },

  async keep() {
    await keepStarted().catch(async (error) => {
      if (trapped(error)) await wantWhole(); // what goes on from the memory would meet it, too
      throw error;
    });
    return null;
  },

  /** @param {Drawing} drawing */
  async read({ points, lengths }) {
    return toJavaScript(bridge.read(points, lengths));
  },

  /** @param {Drawing} drawing */
  async steps({ points, lengths }) {
    return toJavaScript(bridge.steps(points, lengths));
  },

  /** @param {Drawing & { digit: number, rival: number }} question */
  async explain({ points, lengths, digit, rival }) {
    return toJavaScript(bridge.explain(points, lengths, digit, rival));
  },

  /** @param {{ files: [string, Uint8Array][] }} weights */
  async second({ files }) {
    write(fileSystem, files);
    bridge.load_second("/weights");
    return null;
  },

  /** @param {{ alone?: number }} choice undefined becomes Python's None, null does not */
  async readWith({ alone }) {
    bridge.read_with(alone);
    return null;
  },

  /** @param {{ files: [string, Uint8Array][] } | null} own null for the weights that were shipped */
  async weights(own) {
    if (!own) {
      bridge.use_weights(undefined);
      return null;
    }
    const files = own.files.map(([name, content]) => [`${OWN}/${name}`, content]);
    write(fileSystem, files);
    try {
      bridge.use_weights(OWN);
    } finally {
      remove(fileSystem, files); // the next may have fewer
    }
    return null;
  },

  /** @param {Drawing} drawing */
  async compare({ points, lengths }) {
    return toJavaScript(bridge.compare(points, lengths));
  },

  /** @param {Examples} examples */
  async teach({ points, lengths, counts, labels }) {
    return bridge.teach(points, lengths, counts, labels);
  },

  /** @param {Drawing | null} drawing null: all that was taught */
  async forget(drawing) {
    return drawing ? bridge.forget(drawing.points, drawing.lengths) : bridge.forget_all();
  },

  async taught() {
    return toJavaScript(bridge.taught());
  },

  async judgeTaught() {
    return toJavaScript(bridge.judge_taught());
  },

  /** @param {{ folder: string, files: [string, Uint8Array][] }} code that reads pictures */
  async pictures({ folder, files }) {
    write(fileSystem, files);
    bridge.load_pictures(folder);
    return null;
  },

  /** @param {{ pixels: Uint8ClampedArray, width: number, height: number }} picture */
  async readPicture({ pixels, width, height }) {
    return toJavaScript(bridge.read_picture(pixels, width, height));
  },

  /** @param {{ image: Float32Array, digit: number, rival: number }} question */
  async explainImage({ image, digit, rival }) {
    return toJavaScript(bridge.explain_image(image, digit, rival));
  },

  /** @param {{ image: Float32Array }} question */
  async compareImage({ image }) {
    return toJavaScript(bridge.compare_image(image));
  },

  async requests() {
    return performance.getEntriesByType("resource").map(({ name }) => name);
  },
};

/** @typedef {{ points: Float64Array, lengths: Uint32Array }} Drawing */
/** @typedef {Drawing & { counts: Uint32Array, labels: Int8Array }} Examples */

self.onmessage = async ({ data: { id, kind, payload } }) => {
  try {
    postMessage(success(id, await answer(kind, payload)));
  } catch (error) {
    postMessage(failure(id, describe(error)));
  }
};

/** Answers a request; one that meets a function that did not come, from a Python that has all. */
async function answer(kind, payload) {
  await replacing;
  if (!dead) {
    const opened = Boolean(bridge);
    try {
      const result = await act(kind, payload);
      // A trap in a script may be caught by what called it.
      if (!opened || isWhole || !trapped({})) return result;
    } catch (error) {
      if (!opened || isWhole || !trapped(error)) throw error;
    }
  }
  await (replacing ??= replace());
  return act(kind, payload);
}

async function act(kind, payload) {
  const result = await kinds[kind](payload);
  if (BRINGING.includes(kind)) brought.push([kind, payload]);
  return result;
}

/** Starts a Python with all functions, and brings it what the other one had. */
async function replace() {
  dead = true;
  await wantWhole();
  try {
    bridge = await startPython({ whole: true }, (...details) => postMessage(progress(...details)));
    for (const [kind, payload] of brought) await kinds[kind](payload);
    dead = false;
  } catch (error) {
    throw error.name === "DownloadError" ? notHere() : error;
  } finally {
    replacing = null;
  }
}

/** Names an error in one line: of a Python error the traceback's last line, without the module. */
function describe(error) {
  if (error.name !== "PythonError") return error;
  const lastLine = error.message.trim().split("\n").at(-1);
  return { name: error.type, message: lastLine.replace(/^[\w.]+: /, "") };
}
