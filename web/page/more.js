/** Wires what the first stroke does not need: it comes behind, and holds neither paper nor reader up. */

import { Recognizer } from "../engine/recognizer.js";
import { AboutView } from "./about-view.js";
import { Keeping } from "./keeping.js";
import { canvas, drawing, opened, readings, recognizer } from "./main.js";
import { Offline } from "./offline.js";
import { OfflineView } from "./offline-view.js";
import { Panels } from "./panels.js";
import { Sharing } from "./sharing.js";

const panels = new Panels();
const sharing = new Sharing(drawing, canvas);
const offline = new Offline();
const offlineView = new OfflineView(() => offline.apply());
const keeping = new Keeping(() => Recognizer.keepStarted());
new AboutView(async () => (await recognizer?.requests()) ?? []);

readings.addEventListener("change", ({ detail: reading }) => {
  if (reading) panels.show(recognizer, drawing.strokes, reading.digits[0]);
  else panels.clear();
});
offline.addEventListener("change", () => {
  // At a start nothing is drawn yet: the moment for a version that has been waiting since the last.
  if (offline.state === "update" && drawing.empty && !recognizer) offline.apply();
  offlineView.show(offline.state);
  if (offline.state === "ready") keeping.start();
});
drawing.addEventListener("change", () => keeping.defer());
if (drawing.empty) sharing.restore(); // what is drawn meanwhile is not lost to a link
opened.then(() => offline.start()); // the engine first: both would fetch the same files
document.documentElement.dataset.script = "running"; // guard.js speaks when this does not come
