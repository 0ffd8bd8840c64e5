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
  if (!drawing.empty) history.replaceState({ ink: drawing.ink, pixels: pixelsOf(drawing.picture) }, "");
  location.reload();
}

const pixelsOf = (picture) => picture && { width: picture.width, height: picture.height, data: picture.data };

/**
 * Puts on the paper what the load before has handed over, if it did.
 * @param {import("../drawing/drawing.js").Drawing} drawing
 * @param {() => Promise<import("../pictures/pictures.js").Pictures>} pictures what lays one there
 */
export async function receive(drawing, pictures) {
  const { ink, pixels } = history.state ?? {};
  if (!ink) return;
  history.replaceState(null, "");
  if (pixels) (await pictures())?.restore(pixels);
  else drawing.restore(ink);
}
