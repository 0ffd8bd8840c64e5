import { html, svg } from "../look/elements.js";

const AIR = 0.008; // of the picture’s longer side, between a digit’s ink and its frame

/** Shows the picture that lies on the paper, fitted, and frames the digits that were found in it. */
export class PictureView {
  #surface;
  #keys;
  #canvas = html("canvas", { class: "picture", "aria-hidden": "true" });
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
    const { width, height } = picture ?? { width: 0, height: 0 };
    Object.assign(this.#canvas, { width, height }); // of none, it keeps no memory
    if (!picture) return;
    this.#canvas.getContext("2d").putImageData(new ImageData(picture.data, width, height), 0, 0);
    this.#frames.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }

  /** @param {import("../reading/chosen.js").Chosen} chosen */
  frame({ reading, picture, place }) {
    if (!picture || picture !== this.#shown) return;
    const frames = (reading?.digits ?? []).map(({ box }) => framed(box, picture));
    const halo = svg("path", { class: "halo", d: frames.map(({ d }) => d).join("") });
    this.#frames.replaceChildren(halo, ...frames.map(({ d }, i) =>
      svg("path", { class: i === place ? "chosen" : "", d })));
  }
}

/** A box with some air around the ink, within the picture. */
function framed([left, top, right, bottom], { width, height }) {
  const air = AIR * Math.max(width, height);
  const [x, y] = [Math.max(0, left - air), Math.max(0, top - air)];
  const [w, h] = [Math.min(width, right + air) - x, Math.min(height, bottom + air) - y];
  return { d: `M${x.toFixed(1)} ${y.toFixed(1)}h${w.toFixed(1)}v${h.toFixed(1)}h${(-w).toFixed(1)}z` };
}
