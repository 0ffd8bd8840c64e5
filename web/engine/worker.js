/** The engine's worker: Python lives here, so that the page never waits for it. */

import { failure, progress, success } from "./protocol.js";
import { startPython } from "./python.js";

/** @type {any} the Python `Bridge`, once opened */
let bridge = null;

const kinds = {
  /** @param {{ fresh: boolean }} options */
  async open({ fresh }) {
    bridge = await startPython(fresh, (...details) => postMessage(progress(...details)));
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

  async requests() {
    return performance.getEntriesByType("resource").map(({ name }) => name);
  },
};

/** @typedef {{ points: Float64Array, lengths: Uint32Array }} Drawing */

/** Copies an answer of Python's, and lets Python forget it. */
function toJavaScript(answer) {
  try {
    return answer.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
  } finally {
    answer.destroy();
  }
}

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
