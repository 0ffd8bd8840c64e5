/**
 * Runs the engine's worker as a browser does, so that V8 tells which functions are called.
 *
 *     node --wasm-lazy-compilation --trace-wasm-compilation-times calls.mjs SITE OUT
 *
 * Writes to OUT which of the functions in Pyodide's own script were called, as V8's coverage has it.
 * Between the lines in which V8 tells what it compiles stands what is being done.
 */

import fs from "node:fs";
import inspector from "node:inspector/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { drawings, pictures } from "./drawings.mjs";
import { DAMAGED, doubled, fortran, huge, SPOILT } from "./spoilt.mjs";
import { enterWorkerScope, exit } from "./worker_scope.mjs";

const [site, out] = process.argv.slice(2);
const SCRIPT = path.join(site, "runtime", "pyodide.asm.js");
const read = (...names) => new Uint8Array(fs.readFileSync(path.join(site, ...names)));
const second = fs.existsSync(path.join(site, "weights", "convolutional"))
  ? fs.readdirSync(path.join(site, "weights", "convolutional")).filter((name) => /^[KbW]\d\.npy$/.test(name))
    .map((name) => [`/weights/convolutional/${name}`, read("weights", "convolutional", name)])
  : [];
const session = new inspector.Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
// Node would print the line that threw, and Pyodide's are a megabyte long.
process.on("uncaughtException", ({ message }) => { console.error(message); exit(1); });

const ask = await enterWorkerScope(site);
const { unzip } = await import(pathToFileURL(path.join(site, "engine", "zip.js")).href);
stage("start");
await ask("open", { fresh: false, restore: false });
stage("read");
for (const strokes of drawings()) await ask("read", packed(strokes));
stage("explain");
await explain(3);
stage("hand");
await hand(3); // more than are kept
if (second.length) {
  stage("second");
  await ask("second", { files: second });
  for (const strokes of some(drawings(), 2)) await ask("read", packed(strokes));
  for (const alone of [0, 1, undefined]) {
    await ask("readWith", { alone });
    await explain(7);
  }
  for (const strokes of some(drawings(), 7)) await ask("compare", packed(strokes)).catch(() => {});
  await hand();
  const [drawing] = drawings();
  await ask("teach", examples([drawing], [7]));
  await ask("compare", packed(drawing));
  await ask("forget", null);
}
stage("pictures");
await ask("pictures", { folder: "/pictures", files: Array.from(
  unzip(read("pictures.zip")), ([name, content]) => [`/pictures/${name}`, content]) });
for (const { data: pixels, width, height } of pictures()) {
  const { lines } = await ask("readPicture", { pixels, width, height });
  const digit = lines[0]?.digits[0];
  if (!digit) continue;
  await ask("explainImage", { image: digit.image, digit: 7, rival: 1 });
  if (second.length) await ask("compareImage", { image: digit.image });
}
stage("error");
await errors();
stage("weights");
await ownWeights();
stage("keep");
await ask("keep", null);
stage("restore");
await ask("open", { fresh: false, restore: true });
for (const strokes of some(drawings(), 5)) await ask("read", packed(strokes));
await explain(7);
await hand();
stage("end");

const { result } = await session.post("Profiler.takePreciseCoverage");
const { functions } = result.find(({ url }) => url.endsWith("/runtime/pyodide.asm.js"));
fs.writeFileSync(out, JSON.stringify(functions.map(({ ranges: [{ startOffset, endOffset, count }] }) =>
  [startOffset, endOffset, count])));
exit(0);

function stage(name) {
  console.log(`Stage ${name}`);
}

/** Every so many of them: each has taken its way before. */
function* some(drawings, step) {
  let turn = 0;
  for (const strokes of drawings) if (turn++ % step === 0) yield strokes;
}

function packed(strokes) {
  return {
    points: Float64Array.from(strokes.flat(2)),
    lengths: Uint32Array.from(strokes, ({ length }) => length),
  };
}

/** Asks why, of some drawings. */
async function explain(step) {
  let turn = 0;
  for (const strokes of some(drawings(), step)) {
    const digit = turn % 10;
    await ask("explain", { ...packed(strokes), digit, rival: (digit + 1 + turn % 9) % 10 });
    await ask("steps", packed(strokes));
    turn += 1;
  }
}

/** Teaches drawings, reads with them, and takes them back: one by one, and all. */
async function hand(times = 1) {
  const taught = Array.from({ length: times }, () => [...drawings()]).flat();
  for (const [i, strokes] of taught.slice(0, 40).entries()) await ask("teach", examples([strokes], [i % 11 - 1]));
  await ask("teach", examples(taught, taught.map((_, i) => i % 11 - 1)));
  for (const strokes of some(drawings(), 3)) await ask("read", packed(strokes));
  for (const strokes of some(taught, 9)) await ask("read", packed(strokes));
  await explain(7);
  await ask("taught", null);
  await ask("judgeTaught", null);
  await ask("forget", packed(taught.at(-1)));
  await ask("forget", packed(taught.at(-1)));
  await ask("forget", null);
  await ask("read", packed(taught[0]));
  await ask("taught", null);
  await ask("judgeTaught", null);
}

function examples(drawings, labels) {
  return { ...packed(drawings.flat()), counts: Uint32Array.from(drawings, ({ length }) => length),
    labels: Int8Array.from(labels) };
}

/** Reads with somebody's own weights, of one network and of two, and lets each fault of a file be told. */
async function ownWeights() {
  const names = ["W1", "b1", "W2", "b2"].map((name) => `${name}.npy`);
  const first = names.map((name) => [name, read("weights", name)]);
  const both = [...first, ...second.map(([name, content]) => [name.replace("/weights/", ""), content])];
  const [drawing] = some(drawings(), 1);
  const [{ data, width, height }] = pictures();
  for (const kept of [first, both]) {
    for (const change of [(npy) => npy, doubled, fortran, (npy) => fortran(doubled(npy))]) {
      await ask("weights", { files: kept.map(([name, content]) => [name, change(content)]) });
      for (const strokes of some(drawings(), 15)) await ask("read", packed(strokes));
      await explain(40);
      await ask("compare", packed(drawing)).catch(() => {}); // where one reads alone
    }
    await ask("readPicture", { pixels: data.slice(), width, height });
  }
  const [[name, content], ...others] = first;
  const spoilt = [...SPOILT, ...DAMAGED, huge];
  for (const spoil of spoilt) await fails("weights", { files: [[name, spoil(content)], ...others] });
  await fails("weights", { files: others });
  if (second.length) {
    const [[name, content], ...others] = both.slice(first.length);
    for (const spoil of spoilt) await fails("weights", { files: [...first, [name, spoil(content)], ...others] });
    await ask("second", { files: second }); // it comes while others read
  }
  await ask("weights", null);
  await ask("read", packed(drawing));
}

/** Lets every kind of error cross from Python to JavaScript. */
async function errors() {
  const [drawing, nothing] = [packed([[[0, 0], [300, 900], [9, 9]]]), packed([])];
  await ask("read", nothing);
  await ask("read", packed([[], [[1, 1]]]));
  await ask("steps", nothing);
  await fails("explain", { ...drawing, digit: 7, rival: 7 });
  await fails("explain", { ...drawing, digit: 17, rival: 7 });
  await fails("explain", { ...drawing, digit: "seven", rival: 7 });
  await fails("explain", { ...nothing, digit: 7, rival: 1 });
  await fails("compare", nothing);
  await fails("read", { ...drawing, lengths: Uint32Array.of(9) });
  for (const odd of [NaN, Infinity, -Infinity, 1e300, -1e300, 1e-300, 2 ** 53]) {
    await ask("read", packed([[[0, 0], [odd, 900], [9, odd]], [[odd, odd]]])).catch(() => {});
  }
  await fails("teach", examples([[[[0, 0], [9, 9]]]], [17]));
  await fails("teach", examples([[]], [7]));
  await fails("teach", { ...examples([[[[0, 0], [9, 9]]]], [7]), labels: Int8Array.of() });
  await fails("readPicture", { pixels: new Uint8ClampedArray(400), width: 9, height: 1 });
  await fails("explainImage", { image: new Float32Array(9), digit: 7, rival: 1 });
  await ask("explainImage", { image: new Float32Array(784), digit: 7, rival: 1 }).catch(() => {});
  if (!second.length) return;
  await fails("compareImage", { image: new Float32Array(784) });
  for (const spoil of SPOILT) {
    await fails("second", { files: [[second[0][0], spoil(second[0][1])]] });
  }
  await ask("second", { files: second.map(([name, content]) => [name, doubled(content)]) });
  await ask("read", drawing);
  await ask("compare", drawing);
  await ask("second", { files: second });
}

async function fails(kind, payload) {
  const failed = await ask(kind, payload).then(() => false, () => true);
  if (!failed) throw new Error(`${kind} should have failed`);
}
