/** Wires the page's parts together; they do not know each other. */

import { Recognizer } from "../engine/recognizer.js";
import { AboutView } from "./about-view.js";
import { Announcer } from "./announcer.js";
import { Drawing } from "./drawing.js";
import { EngineView } from "./engine-view.js";
import { HelpView } from "./help-view.js";
import { InkView } from "./ink-view.js";
import { KeyboardPen } from "./keyboard-pen.js";
import { Offline } from "./offline.js";
import { OfflineView } from "./offline-view.js";
import { Panels } from "./panels.js";
import { PointerPen } from "./pointer-pen.js";
import { ReadingView } from "./reading-view.js";
import { Sharing } from "./sharing.js";
import { listenForShortcuts } from "./shortcuts.js";
import { ThemeToggle } from "./theme-toggle.js";

const canvas = document.getElementById("drawing");
const drawing = new Drawing();
const keyboardPen = new KeyboardPen(canvas, document.getElementById("pen"), drawing);
new PointerPen(canvas, drawing);
const inkView = new InkView(canvas);
const readingView = new ReadingView();
const announcer = new Announcer();
const help = new HelpView();
const theme = new ThemeToggle();
const panels = new Panels();
const sharing = new Sharing(drawing, canvas);
const engineView = new EngineView(open);
const offline = new Offline();
const offlineView = new OfflineView(() => offline.apply());
const actions = {
  undo: () => drawing.undo(),
  redo: () => drawing.redo(),
  clear: () => drawing.clear(),
  recognize() {
    announcer.forget("reading");
    read();
  },
};
/** @type {Recognizer | null} */
let recognizer = null;
/** The number of the newest request to read. */
let newest = 0;
new AboutView(async () => (await recognizer?.requests()) ?? []);

for (const [name, action] of Object.entries(actions)) {
  document.getElementById(name).addEventListener("click", action);
}
listenForShortcuts({ ...actions, help: () => help.open() });
drawing.addEventListener("change", () => {
  inkView.show(drawing.ink);
  document.getElementById("hint").hidden = !drawing.empty;
  document.getElementById("undo").disabled = !drawing.undoable;
  document.getElementById("redo").disabled = !drawing.redoable;
  document.getElementById("clear").disabled = drawing.empty;
  document.getElementById("recognize").disabled = drawing.empty;
  read();
});
keyboardPen.addEventListener("move", () => announcer.note("pen", keyboardPen.words));
theme.addEventListener("change", () => inkView.repaint());
offline.addEventListener("change", () => {
  // At a start nothing is drawn yet: the moment for a version that has been waiting since the last.
  if (offline.state === "update" && drawing.empty && !recognizer) offline.apply();
  offlineView.show(offline.state);
});
sharing.restore();
open().finally(() => offline.start()); // the engine first: both would fetch the same files
document.documentElement.dataset.script = "running"; // guard.js speaks when this does not come

async function open() {
  engineView.loading({ stage: "Loading the reader", loaded: 0, total: 0 });
  try {
    recognizer = await Recognizer.open({ onProgress: (progress) => engineView.loading(progress) });
  } catch (error) {
    engineView.failed(error);
    return;
  }
  window.pixelpredict = recognizer;
  engineView.ready();
  if (!drawing.empty) read(); // what was drawn while the engine was loading
}

async function read() {
  const number = ++newest;
  readingView.busy = !drawing.empty;
  if (drawing.empty) {
    readingView.clear();
    panels.clear();
    announcer.note("reading", readingView.words);
  }
  if (drawing.empty || !recognizer) return; // read once the engine is ready
  try {
    const reading = await recognizer.read(drawing.strokes);
    // While the pen moves on, each reading is shown though a newer one is under way; but the
    // drawing may have been cleared meanwhile.
    if (!drawing.empty) {
      readingView.show(reading);
      panels.show(recognizer, drawing.strokes, reading.digits[0]);
      announcer.note("reading", readingView.words);
    }
    readingView.busy = number !== newest && !drawing.empty;
  } catch (error) {
    if (error.name === "Superseded") return;
    recognizer.close();
    recognizer = null;
    engineView.failed(error);
  }
}
