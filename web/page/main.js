/** Wires the page's parts together; they do not know each other. */

import { Recognizer } from "../engine/recognizer.js";
import { AboutView } from "./about-view.js";
import { Drawing } from "./drawing.js";
import { EngineView } from "./engine-view.js";
import { InkView } from "./ink-view.js";
import { Offline } from "./offline.js";
import { OfflineView } from "./offline-view.js";
import { ReadingView } from "./reading-view.js";

const canvas = document.getElementById("drawing");
const buttons = {
  undo: document.getElementById("undo"),
  clear: document.getElementById("clear"),
  recognize: document.getElementById("recognize"),
};

const drawing = new Drawing(canvas);
const inkView = new InkView(canvas);
const readingView = new ReadingView();
const engineView = new EngineView(open);
const offline = new Offline();
const offlineView = new OfflineView(() => offline.apply());
/** @type {Recognizer | null} */
let recognizer = null;
/** The number of the newest request to read. */
let newest = 0;
new AboutView(async () => (await recognizer?.requests()) ?? []);

drawing.addEventListener("change", () => {
  inkView.show(drawing.strokes);
  document.getElementById("hint").hidden = !drawing.empty;
  for (const button of Object.values(buttons)) button.disabled = drawing.empty;
  read();
});
offline.addEventListener("change", () => {
  // At a start nothing is drawn yet: the moment for a version that has been waiting since the last.
  if (offline.state === "update" && drawing.empty && !recognizer) offline.apply();
  offlineView.show(offline.state);
});
buttons.undo.addEventListener("click", () => drawing.undo());
buttons.clear.addEventListener("click", () => drawing.clear());
buttons.recognize.addEventListener("click", read);
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
  read(); // what was drawn while the engine was loading
}

async function read() {
  const number = ++newest;
  readingView.busy = !drawing.empty;
  if (drawing.empty) readingView.clear();
  if (drawing.empty || !recognizer) return; // read once the engine is ready
  try {
    const reading = await recognizer.read(drawing.strokes);
    // While the pen moves on, each reading is shown though a newer one is under way; but the
    // drawing may have been cleared meanwhile.
    if (!drawing.empty) readingView.show(reading);
    readingView.busy = number !== newest && !drawing.empty;
  } catch (error) {
    if (error.name === "Superseded") return;
    recognizer.close();
    recognizer = null;
    engineView.failed(error);
  }
}
