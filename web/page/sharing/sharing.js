import { even } from "../drawing/drawing.js";
import { fromFragment, LinkError, toFragment } from "./link.js";
import { picture } from "./picture.js";
import { ShareView } from "./share-view.js";

const LINK = /^#d\d+=/;
const LINES = ", a picture made of lines: this browser keeps the pixels of a drawing from the page.";

/** Gives a drawing away as a link, a picture or an example, and restores the one that a link carries. */
export class Sharing {
  #drawing;
  #canvas;
  #view;
  #restoring = false;

  /**
   * @param {import("../drawing/drawing.js").Drawing} drawing
   * @param {HTMLCanvasElement} canvas where it is painted
   * @param {import("../look/message.js").Message} message
   */
  constructor(drawing, canvas, message) {
    this.#drawing = drawing;
    this.#canvas = canvas;
    this.#view = new ShareView(message);
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
      if (this.#drawing.empty) throw new LinkError("This link’s drawing lies beyond the paper");
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
    const file = await picture(this.#canvas, this.#drawing);
    if (file.type === "image/png") this.#view.download(file, "digit.png");
    else this.#view.download(file, "digit.svg", LINES);
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
