/**
 * Runs the recogniser in Pyodide as the worker does, then packs what it imported.
 *
 *     node trace.mjs PUBLISHED WHEEL PACKAGE WEIGHTS OUT
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

// Node itself would print the line that threw, and Pyodide's are a megabyte long.
process.on("uncaughtException", ({ message }) => {
  console.error(message);
  process.exit(1);
});

const [published, wheel, packageFolder, weights, out] = process.argv.slice(2);
const ARCHIVES = ["python_stdlib.zip", "numpy.zip", "pixelpredict.zip", "pictures.zip"];
// Ways in which a weight file can be spoilt: each takes its own path through NumPy's reader.
const SPOILT = {
  missing: (file) => pyodide.FS.unlink(file),
  empty: (file) => pyodide.FS.writeFile(file, ""),
  text: (file) => pyodide.FS.writeFile(file, "<!doctype html>"),
  truncated: (file, bytes) => pyodide.FS.writeFile(file, bytes.subarray(0, 1000)),
  header: (file, bytes) => pyodide.FS.writeFile(file, bytes.map((b, i) => (i === 30 ? 0 : b))),
  NaN: (file, bytes) => pyodide.FS.writeFile(file, bytes.map((b, i) => (i < 128 ? b : 255))),
  shape: (file) => pyodide.FS.writeFile(file, pyodide.FS.readFile("/weights/b1.npy")),
};
const both = fs.existsSync(path.join(weights, "convolutional"));
const read = (file) => new Uint8Array(fs.readFileSync(file));

const { loadPyodide } = await import(pathToFileURL(path.join(published, "pyodide.mjs")).href);
const pyodide = await loadPyodide({
  indexURL: published,
  // Columns in tracebacks take a third of a compiled file; nobody reads them here.
  env: { PYTHONPATH: "/trace:/package", PYTHONNODEBUGRANGES: "1" },
  lockFileContents: {
    info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.0" },
    packages: {},
  },
  fsInit: (fileSystem) => {
    const copy = (from, to) => {
      if (!fs.existsSync(from)) return; // a second network need not be there
      fileSystem.mkdirTree(to);
      for (const name of fs.readdirSync(from).filter((name) => /\.(py|npy)$/.test(name))) {
        fileSystem.writeFile(`${to}/${name}`, read(path.join(from, name)));
      }
    };
    copy(packageFolder, "/package/pixelpredict");
    copy(path.join(packageFolder, "picture"), "/package/pixelpredict/picture");
    copy(path.join(import.meta.dirname, "stand_ins", "asyncio"), "/package/asyncio");
    copy(weights, "/weights");
    copy(path.join(weights, "convolutional"), "/weights/convolutional");
    fileSystem.mkdir("/trace");
    fileSystem.writeFile("/trace/trace.py", read(path.join(import.meta.dirname, "trace.py")));
  },
});
// Not by loadPackage, whose own imports the worker never needs.
pyodide.runPython("import sys; before = set(sys.modules)");
pyodide.unpackArchive(read(path.join(published, wheel)), "zip", {
  extractDir: "/lib/python3.14/site-packages",
});
const unpacking = pyodide.runPython("set(sys.modules) - before");

use();
const trace = pyodide.pyimport("trace");
trace.pack(unpacking);
for (const name of ARCHIVES) fs.writeFileSync(path.join(out, name), pyodide.FS.readFile(`/${name}`));

/** Calls all that the worker calls, and lets every kind of error cross to JavaScript. */
function use() {
  const Bridge = pyodide.pyimport("pixelpredict.bridge").Bridge;
  const bridge = Bridge("/weights");
  const points = new Float64Array([0, 0, 600, 10, 200, 900, 50, 50]);
  for (const lengths of [[4], [3, 1], [1, 1, 1, 1]].map((each) => new Uint32Array(each))) {
    const answers = [
      bridge.read(points, lengths), bridge.steps(points, lengths), bridge.explain(points, lengths, 7, 1),
    ];
    for (const answer of answers) {
      answer.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
      answer.destroy();
    }
  }
  if (both) {
    bridge.load_second("/weights");
    bridge.read_with(0);
    bridge.compare(points, new Uint32Array([4])).destroy();
  }
  const [side, image] = [60, new Float32Array(784).fill(0.5, 300, 400)];
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255).fill(0, 4 * side * 20, 4 * side * 24);
  bridge.read_picture(pixels, side, side).destroy();
  bridge.explain_image(image, 7, 1).destroy();
  if (both) bridge.compare_image(image).destroy();
  fails(() => bridge.read_picture(pixels, side, 1));
  bridge.read(new Float64Array(0), new Uint32Array(0)).destroy();
  fails(() => bridge.read(points, new Uint32Array([9])));
  fails(() => bridge.explain(points, new Uint32Array([4]), 7, 7));
  fails(() => bridge.explain(new Float64Array(0), new Uint32Array(0), 7, 1));
  for (const spoil of Object.values(SPOILT)) {
    pyodide.FS.mkdirTree("/spoilt");
    for (const name of ["W1", "b1", "W2", "b2"]) {
      pyodide.FS.writeFile(`/spoilt/${name}.npy`, pyodide.FS.readFile(`/weights/${name}.npy`));
    }
    spoil("/spoilt/W1.npy", pyodide.FS.readFile("/weights/W1.npy"));
    fails(() => Bridge("/spoilt"));
    fails(() => bridge.use_weights("/spoilt"));
  }
  bridge.use_weights("/weights");
  bridge.use_weights(undefined);
  pyodide.pyimport("trace").use("/weights");
}

function fails(call) {
  try {
    call();
  } catch (error) {
    if (error.name === "PythonError") return;
    throw error;
  }
  throw new Error(`${call} should have failed`);
}
