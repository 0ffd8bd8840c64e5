/**
 * Hands a drawing over from one load of the page to the next: another version may come, ink stays.
 *
 * It goes along in the tab's history entry, which no other tab sees and no server gets.
 */

/**
 * Loads the page anew with what is drawn, once the pen is lifted.
 * @param {import("../drawing/drawing.js").Drawing} drawing
 */
export function loadAnewWith(drawing) {
  if (drawing.underWay) {
    drawing.addEventListener("end", () => loadAnewWith(drawing), { once: true });
    return;
  }
  if (!drawing.empty) history.replaceState({ ink: drawing.ink }, "");
  location.reload();
}

/**
 * Puts on the paper what the load before has handed over, if it did.
 * @param {import("../drawing/drawing.js").Drawing} drawing
 */
export function receive(drawing) {
  const ink = history.state?.ink;
  if (!ink) return;
  history.replaceState(null, "");
  drawing.restore(ink);
}
