import { even } from "../drawing/drawing.js";
import { fromFragment, LinkError, toFragment } from "./link.js";
import { ShareView } from "./share-view.js";

const LINK = /^#d\d+=/;
const LINES = ", a picture made of lines: this browser keeps the pixels of a drawing from the page.";
const UNFRAMED = ", without frames: it has not been read yet.";
const UNSAVED = "The picture could not be made: is the connection gone?";
const NO_LINK = "A link carries strokes, and no picture. Save picture makes a file of it.";

/** Gives a drawing away as a link or a picture, and restores the one that a link carries. */
export class Sharing {
  #drawing;
  #chosen;
  #canvas;
  #view;
  #restoring = false;

  /**
   * @param {import("../drawing/drawing.js").Drawing} drawing
   * @param {import("../reading/chosen.js").Chosen} chosen what was read of it
   * @param {HTMLCanvasElement} canvas where it is painted
   * @param {import("../look/message.js").Message} message
   */
  constructor(drawing, chosen, canvas, message) {
    this.#drawing = drawing;
    this.#chosen = chosen;
    this.#canvas = canvas;
    this.#view = new ShareView(message);
    this.#view.addEventListener("share", () => this.#share());
    this.#view.addEventListener("save", () => this.#save().catch(() => this.#view.say(UNSAVED)));
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
    if (this.#drawing.picture) return this.#view.say(NO_LINK);
    try {
      const url = new URL(location.href);
      url.hash = toFragment(this.#drawing.strokes);
      this.#view.share(url.href);
    } catch (error) {
      this.#view.say(`${error.message}.`);
    }
  }

  async #save() {
    if (this.#drawing.picture) return this.#savePicture(this.#drawing.picture);
    const { picture } = await import("./picture.js");
    const file = await picture(this.#canvas, this.#drawing);
    if (file.type === "image/png") this.#view.download(file, "digit.png");
    else this.#view.download(file, "digit.svg", LINES);
  }

  /** Its pixels are known: no canvas need be read. */
  async #savePicture(picture) {
    const [{ withFrames }, { png }] = await Promise.all([import("../pictures/framed.js"), import("../pictures/png.js")]);
    const digits = picture === this.#chosen.picture ? this.#chosen.reading?.digits : null;
    this.#view.download(await png(withFrames(picture, digits ?? [])), "numbers.png", digits ? "" : UNFRAMED);
  }

  #changed() {
    this.#view.empty = this.#drawing.empty;
    // Loading the page again would bring back the drawing of the link, and not this one.
    if (!this.#restoring && LINK.test(location.hash)) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
}
