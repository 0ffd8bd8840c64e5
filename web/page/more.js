/** Wires what the first stroke does not need: it comes behind, and holds neither paper nor reader up. */

import { Recognizer } from "../engine/recognizer.js";
import { AboutView } from "./about-view.js";
import { loadAnewWith, receive } from "./handover.js";
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
  offlineView.show(offline.state);
  if (offline.state === "ready") keeping.start();
});
offline.addEventListener("replaced", () => loadAnewWith(drawing));
drawing.addEventListener("change", () => keeping.defer());
if (drawing.empty) receive(drawing);
if (drawing.empty) sharing.restore(); // what is drawn meanwhile is not lost to a link
opened.then(async () => { // the engine first: both would fetch the same files
  await offline.start();
  // The moment for a version that has waited since an earlier visit. Not while the old one serves
  // a starting page: Chromium may then let it go on for minutes.
  if (drawing.empty) offline.applyIfAlone();
});
document.documentElement.dataset.script = "running"; // guard.js speaks when this does not come
