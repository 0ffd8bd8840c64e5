import { styled } from "../look/styled.js";
import { decode } from "./decoder.js";
import { Picture } from "./picture.js";
import { PictureView } from "./picture-view.js";

const STYLE = "page/pictures/pictures.css";
const LONGEST_NAME = 40; // characters
const UNKNOWN = "is damaged, or a kind of picture that this browser does not open";
const REASONS = {
  lost: () => "The picture could not be opened: is the connection gone?",
  hidden: () => "This browser keeps the pixels of pictures from the page, so none can be read here",
  empty: ({ name }) => `${shortened(name)} is empty`,
  unknown: ({ name, type }) => `${shortened(name)} ${/^(image\/|$)/.test(type) ? UNKNOWN : "is no picture"}`,
};
const WRITING = "A picture lies on the paper. Clear takes it away: then you can write.";

/** Opens pictures, and lays them on the paper. */
export class Pictures {
  #drawing;
  #message;
  #reader;
  /** Ends what is being opened. */
  #opening = new AbortController();

  /**
   * @param {import("../drawing/drawing.js").Drawing} drawing
   * @param {import("../reading/chosen.js").Chosen} chosen
   * @param {HTMLCanvasElement} canvas where ink is painted
   * @param {import("../look/message.js").Message} message
   * @param {() => import("../../engine/recognizer.js").Recognizer | null} reader the present one
   */
  constructor(drawing, chosen, canvas, message, reader) {
    this.#drawing = drawing;
    this.#reader = reader;
    this.#message = message;
    const view = new PictureView(canvas);
    let shown = null;
    drawing.addEventListener("change", () => {
      this.#opening.abort(); // who draws, or clears, wants something else by now
      if (drawing.picture !== shown) view.show((shown = drawing.picture));
    });
    drawing.addEventListener("refused", () => message.say(WRITING));
    chosen.addEventListener("change", () => view.frame(chosen));
  }

  /** Opens the newest, whatever is still being opened. @param {File} file */
  async open(file) {
    this.#opening.abort();
    const { signal } = (this.#opening = new AbortController());
    this.#message.end();
    this.#reader()?.openPictures().catch(() => {}); // told when the picture is to be read
    try {
      const [decoded] = await Promise.all([
        file.size ? decode(file, signal) : "empty", styled(STYLE),
      ]);
      if (signal.aborted) return;
      if (decoded in REASONS) this.#say(REASONS[decoded](file));
      else this.#lay(decoded);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /**
   * Lays a picture of the load before on the paper, unless something is drawn by now.
   * @param {{ width: number, height: number, data: Uint8ClampedArray }} pixels
   */
  async restore(pixels) {
    await styled(STYLE);
    if (this.#drawing.empty) this.#lay(pixels);
  }

  #lay(pixels) {
    this.#drawing.lay(new Picture(pixels, (words) => this.#say(words)));
  }

  #say(words) {
    this.#message.say(words.endsWith("?") ? words : `${words}.`);
  }
}

const shortened = (name) => (name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`);
