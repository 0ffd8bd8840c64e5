/**
 * Wires what the first stroke needs: paper, pens, the reader and its answer. The parts do not know
 * each other. more.js wires the rest, once this stands.
 */

import { Drawing } from "./drawing/drawing.js";
import { Frame } from "./drawing/frame.js";
import { HelpView } from "./drawing/help-view.js";
import { InkView } from "./drawing/ink-view.js";
import { KeyboardPen } from "./drawing/keyboard-pen.js";
import { PointerPen } from "./drawing/pointer-pen.js";
import { listenForShortcuts } from "./drawing/shortcuts.js";
import { ThemeToggle } from "./look/theme-toggle.js";
import { Announcer } from "./reading/announcer.js";
import { Chosen } from "./reading/chosen.js";
import { EngineView } from "./reading/engine-view.js";
import { openReader } from "./reading/reader.js";
import { ReadingView } from "./reading/reading-view.js";
import { announcement } from "./reading/remarks.js";

export const canvas = document.getElementById("drawing");
export const drawing = new Drawing();
/** What of the drawing the paper shows. */
export const frame = new Frame(canvas, drawing);
export const chosen = new Chosen();
/** @type {import("../engine/recognizer.js").Recognizer | null} */
export let recognizer = null;
const keyboardPen = new KeyboardPen(canvas, document.getElementById("pen"), drawing);
export const pointerPen = new PointerPen(canvas, drawing);
const inkView = new InkView(canvas, frame);
const readingView = new ReadingView();
const announcer = new Announcer();
const help = new HelpView();
const theme = new ThemeToggle();
export const engineView = new EngineView(open);
const actions = {
  undo: () => drawing.undo(),
  redo: () => drawing.redo(),
  clear: () => drawing.clear(),
  recognize() {
    announcer.forget("reading");
    read();
  },
};
/** The number of the newest request to read. */
let newest = 0;

for (const [name, action] of Object.entries(actions)) {
  document.getElementById(name).addEventListener("click", action);
}
listenForShortcuts({ ...actions, help: () => help.open() });
drawing.addEventListener("change", () => {
  if (drawing.underWay) chosen.write();
  else chosen.rest();
  inkView.show(drawing.ink);
  document.getElementById("hint").hidden = !drawing.empty;
  document.getElementById("undo").disabled = !drawing.undoable;
  document.getElementById("redo").disabled = !drawing.redoable;
  document.getElementById("clear").disabled = drawing.empty;
  document.getElementById("recognize").disabled = drawing.empty;
  read();
});
drawing.addEventListener("end", () => chosen.rest());
chosen.addEventListener("change", () => readingView.show(chosen));
readingView.addEventListener("choose", ({ detail: place }) => chosen.choose(place));
keyboardPen.addEventListener("move", () => announcer.note("pen", keyboardPen.words));
theme.addEventListener("change", () => inkView.repaint());
/** Done when the reader has been opened for the first time, or has failed to. */
export const opened = open();

async function open() {
  engineView.loading({ stage: "Loading the reader", loaded: 0, total: 0 });
  try {
    recognizer = await openReader((progress) => engineView.loading(progress));
  } catch (error) {
    engineView.failed(error);
    return;
  }
  window.pixelpredict = recognizer;
  engineView.ready();
  if (!drawing.empty) read(); // what was drawn while the engine was loading
}

/** Reads the drawing as it is now. */
export async function read() {
  const number = ++newest;
  const { strokes, picture } = drawing;
  readingView.busy = !drawing.empty;
  if (drawing.empty || picture !== chosen.picture) chosen.clear(picture);
  if (drawing.empty) announcer.note("reading", announcement(null));
  if (drawing.empty || !recognizer) return; // read once the engine is ready
  try {
    const reading = await (picture ? picture.read(recognizer) : recognizer.read(strokes));
    // While the pen moves on, each reading is shown though a newer one is under way; but the
    // drawing may have been cleared meanwhile, or a picture laid on it.
    if (!drawing.empty && drawing.picture === picture) {
      if (!reading) chosen.clear(picture); // it could not be read, and says so
      else {
        chosen.show(reading, strokes);
        announcer.note("reading", announcement(reading, strokes));
      }
    }
    readingView.busy = number !== newest && !drawing.empty;
  } catch (error) {
    if (error.name === "Superseded") return;
    recognizer.close();
    recognizer = null;
    engineView.failed(error);
  }
}
