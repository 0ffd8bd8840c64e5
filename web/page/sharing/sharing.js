import { even } from "../drawing/drawing.js";
import { fromFragment, toFragment } from "./link.js";
import { ShareView } from "./share-view.js";

const LINK = /^#d\d+=/;

/** Gives a drawing away as a link, a picture or an example, and restores the one that a link carries. */
export class Sharing {
  #drawing;
  #canvas;
  #view = new ShareView();
  #restoring = false;

  /**
   * @param {import("../drawing/drawing.js").Drawing} drawing
   * @param {HTMLCanvasElement} canvas where it is painted
   */
  constructor(drawing, canvas) {
    this.#drawing = drawing;
    this.#canvas = canvas;
    this.#view.addEventListener("share", () => this.#share());
    this.#view.addEventListener("save", () => this.#save());
    this.#view.addEventListener("keep", () => this.#keep());
    drawing.addEventListener("change", () => this.#changed());
    addEventListener("hashchange", () => this.restore());
  }

  /** Puts on the paper what the page's address carries, if it carries a drawing. */
  restore() {
    try {
      const strokes = fromFragment(location.hash.slice(1));
      if (!strokes) return;
      this.#restoring = true;
      this.#drawing.restore(strokes.map((points) => ({ points, pressures: even(points) })));
    } catch (error) {
      this.#view.say(`${error.message}. You can draw here all the same.`);
    } finally {
      this.#restoring = false;
    }
  }

  #share() {
    try {
      const url = new URL(location.href);
      url.hash = toFragment(this.#drawing.strokes);
      this.#view.share(url.href);
    } catch (error) {
      this.#view.say(`${error.message}.`);
    }
  }

  async #save() {
    this.#view.download(await picture(this.#canvas), "digit.png");
  }

  #keep() {
    const line = `${JSON.stringify(example(this.#drawing.strokes, this.#view.label))}\n`;
    this.#view.download(new Blob([line], { type: "application/jsonl" }), "drawing.jsonl");
  }

  #changed() {
    this.#view.empty = this.#drawing.empty;
    // Loading the page again would bring back the drawing of the link, and not this one.
    if (!this.#restoring && LINK.test(location.hash)) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
}

/** A drawing as py/training/data/drawings.py reads it. */
const example = (strokes, label) => (label === "none"
  ? { writer: "page", label: "none", strokes }
  : { writer: "page", digit: Number(label), strokes });

/** The ink on its paper, as it is on the screen. @returns {Promise<Blob>} a PNG */
function picture(canvas) {
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = getComputedStyle(canvas.parentElement).backgroundColor;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve) => copy.toBlob(resolve, "image/png"));
}
