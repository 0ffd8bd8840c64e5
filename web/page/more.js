/** Wires what the first stroke does not need: it comes behind, and holds neither paper nor reader up. */

import { Recognizer } from "../engine/recognizer.js";
import { FingersView } from "./drawing/fingers-view.js";
import { RefusedFingers } from "./drawing/refused-fingers.js";
import { Message } from "./look/message.js";
import { canvas, chosen, drawing, engineView, frame, opened, pointerPen, read, recognizer } from "./main.js";
import { AboutView } from "./offline/about-view.js";
import { loadAnewWith, receive } from "./offline/handover.js";
import { Keeping } from "./offline/keeping.js";
import { Offline } from "./offline/offline.js";
import { OfflineView } from "./offline/offline-view.js";
import { OwnWeights } from "./panels/own-weights.js";
import { Panels } from "./panels/panels.js";
import { SecondNetwork } from "./panels/second-network.js";
import { Arrivals } from "./pictures/arrivals.js";
import { digitAt } from "./reading/digit-at.js";
import { MarksView } from "./reading/marks-view.js";
import { Sharing } from "./sharing/sharing.js";

const own = new OwnWeights(() => recognizer);
const second = new SecondNetwork(() => recognizer, own);
const panels = new Panels(frame, second);
const marks = new MarksView(frame);
const message = new Message();
const sharing = new Sharing(drawing, chosen, canvas, message);
const fingers = new FingersView(message);
/** What was taught, which comes when the reader is there. @type {import("./hand/hand.js").Hand | null} */
let hand = null;
const offline = new Offline();
const keeping = new Keeping((signal) => Recognizer.keepStarted(signal));
/** Done when nothing more is fetched from the service worker, or kept for the next visit. */
const atRest = () => Promise.all([second.settled, hand?.settled, keeping.end()]);
const offlineView = new OfflineView(async () => {
  await atRest(); // an old version that is asked to leave while it serves may go on for minutes
  offline.apply();
});
/** What a picture takes, which comes with the first. @type {Pictures | null} */
let opener = null;
const pictures = async () => {
  try {
    const { Pictures } = await import("./pictures/pictures.js");
    return (opener ??= new Pictures(drawing, chosen, canvas, message, () => recognizer));
  } catch {
    message.say("The picture could not be opened: is the connection gone?");
    return null;
  }
};
new AboutView(second, async () => (await recognizer?.requests()) ?? [], atRest);

chosen.addEventListener("change", () => {
  marks.show(chosen);
  if (chosen.digit) panels.show(recognizer, chosen);
  else panels.clear();
  if (chosen.reading) second.open(); // not before the first answer
});
second.addEventListener("change", () => {
  if (second.come && !drawing.empty) read();
});
own.addEventListener("change", () => {
  if (!second.come && !drawing.empty) read(); // else the second has had it read
});
engineView.addEventListener("ready", () => own.bring());
addEventListener("online", () => second.openAnew());
document.getElementById("networks").addEventListener("toggle", () => second.openAnew());
pointerPen.heeds = (point) => digitAt(chosen, point, frame) >= 0;
pointerPen.addEventListener("tap", ({ detail: point }) => {
  const place = digitAt(chosen, point, frame);
  if (place >= 0) chosen.choose(place); // it may have been cleared meanwhile
});
offline.addEventListener("change", () => {
  offlineView.show(offline.state);
  if (offline.state === "ready") keeping.start();
});
offline.addEventListener("replaced", () => loadAnewWith(drawing));
drawing.addEventListener("change", () => keeping.defer());
new RefusedFingers(canvas, pointerPen).addEventListener("refused", () => fingers.refused());
fingers.addEventListener("wanted", () => pointerPen.letFingersDraw());
new Arrivals().addEventListener("file", async ({ detail: file }) => (await pictures())?.open(file));
if (drawing.empty) receive(drawing, pictures);
if (drawing.empty) sharing.restore(); // what is drawn meanwhile is not lost to a link
engineView.addEventListener("ready", () => {
  offline.startAnew(); // what failed both may be mended
  hand?.open();
});
opened.then(async () => { // the first answer waits for nothing of it
  try {
    const { Hand, Teaching } = await import("./hand/teaching.js");
    hand = new Hand(() => recognizer);
    new Teaching(hand, drawing, chosen, message);
  } catch {
    document.querySelector("#hand .content").textContent = "This panel could not be loaded: is the connection gone?";
    return;
  }
  hand.addEventListener("change", () => {
    if (!drawing.empty) read();
  });
  hand.open();
});
opened.then(async () => { // the engine first: both would fetch the same files
  await offline.start();
  // The moment for a version that has waited since an earlier visit. Not while the old one serves
  // a starting page: Chromium may then let it go on for minutes.
  if (!drawing.empty) return;
  offline.applyIfAlone();
  if (offline.state !== "update") second.open(); // whose files the old version would serve
});
document.documentElement.dataset.script = "running"; // guard.js speaks when this does not come
