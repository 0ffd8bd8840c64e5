import { html, svg } from "../look/elements.js";
import { frameOf } from "./framed.js";

/** Shows the picture that lies on the paper, fitted, and frames the digits that were found in it. */
export class PictureView {
  #surface;
  #keys;
  #canvas = html("canvas", { class: "picture", "aria-hidden": "true" });
  /** Shows what it is given, and is never painted anew with the page around it. */
  #context = this.#canvas.getContext("bitmaprenderer");
  #frames = svg("svg", { class: "frames", "aria-hidden": "true" });
  #words = html("p", { id: "pictured", class: "unseen" },
    "A picture lies here, and its number is read. Clear takes it away: then you can write.");
  /** @type {import("./picture.js").Picture | null} */
  #shown = null;

  /** @param {HTMLCanvasElement} surface the paper's canvas for ink */
  constructor(surface) {
    this.#surface = surface;
    this.#keys = surface.getAttribute("aria-describedby");
    surface.before(this.#canvas);
    surface.after(this.#frames, this.#words);
    this.show(null);
  }

  /** @param {import("./picture.js").Picture | null} picture */
  show(picture) {
    this.#shown = picture;
    for (const part of [this.#canvas, this.#frames, this.#words]) part.toggleAttribute("hidden", !picture);
    this.#surface.setAttribute("aria-describedby", picture ? this.#words.id : this.#keys);
    this.#frames.replaceChildren();
    this.#context.transferFromImageBitmap(null); // it keeps no memory
    if (!picture) return;
    const { width, height } = picture;
    Object.assign(this.#canvas, { width, height });
    this.#frames.setAttribute("viewBox", `0 0 ${width} ${height}`);
    requestAnimationFrame(() => this.#paint(picture)); // a task of its own: it takes some 5 ms
  }

  async #paint(picture) {
    const bitmap = await createImageBitmap(new ImageData(picture.data, picture.width, picture.height));
    if (picture === this.#shown) this.#context.transferFromImageBitmap(bitmap);
    else bitmap.close();
  }

  /** @param {import("../reading/chosen.js").Chosen} chosen */
  frame({ reading, picture, place }) {
    if (!picture || picture !== this.#shown) return;
    const frames = (reading?.digits ?? []).map(({ box }) => frameOf(box, picture));
    this.#frames.replaceChildren(
      ...frames.map((frame) => svg("rect", { class: "halo", ...frame })),
      ...frames.map((frame, i) => svg("rect", { class: i === place ? "chosen" : "", ...frame })),
    );
  }
}
