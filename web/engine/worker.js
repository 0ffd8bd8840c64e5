/** The engine's worker: Python lives here, so that the page never waits for it. */

import { failure, progress, success } from "./protocol.js";
import { write } from "./pyodide.js";
import { fileSystem, keepStarted, startPython, toJavaScript } from "./python.js";

/** @type {any} the Python `Bridge`, once opened */
let bridge = null;

const kinds = {
  /** @param {{ fresh: boolean, restore: boolean }} how */
  async open(how) {
    bridge = await startPython(how, (...details) => postMessage(progress(...details)));
    return null;
  },

  async keep() {
    await keepStarted();
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

  /** @param {Drawing} drawing */
  async compare({ points, lengths }) {
    return toJavaScript(bridge.compare(points, lengths));
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

self.onmessage = async ({ data: { id, kind, payload } }) => {
  try {
    postMessage(success(id, await kinds[kind](payload)));
  } catch (error) {
    postMessage(failure(id, describe(error)));
  }
};

/** Names an error in one line: of a Python error the traceback's last line, without the module. */
function describe(error) {
  if (error.name !== "PythonError") return error;
  const lastLine = error.message.trim().split("\n").at(-1);
  return { name: error.type, message: lastLine.replace(/^[\w.]+: /, "") };
}
