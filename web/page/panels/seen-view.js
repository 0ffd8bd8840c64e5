import { paintInk } from "./pixel-images.js";

/** Shows how a drawing becomes the image that the network is given, step by step. */
export class SeenView {
  #frame;
  #paper = document.querySelector("#seen .strokes");
  #others = document.querySelector("#seen .strokes .others");
  #own = document.querySelector("#seen .strokes .others + path");
  #canvases = [...document.querySelectorAll("#seen canvas")];
  #steps = [];

  /** @param {import("../drawing/frame.js").Frame} frame what of the paper is shown */
  constructor(frame) {
    this.#frame = frame;
  }

  /**
   * @param {number[][][]} own the strokes of the digit
   * @param {number[][][]} others what else is drawn
   * @param {ArrayLike<number>[]} steps three images of 784 pixels: framed, upright, centred
   */
  show(own, others, steps) {
    this.#paper.setAttribute("viewBox", `0 0 ${this.#frame.width} ${this.#frame.height}`);
    this.#own.setAttribute("d", own.map(line).join(""));
    this.#others.setAttribute("d", others.map(line).join(""));
    this.#steps = steps;
    this.paint();
  }

  clear() {
    this.show([], [], [[], [], []]);
  }

  /** Paints the images anew, as the theme's colours are now. */
  paint() {
    this.#steps.forEach((image, i) => paintInk(this.#canvases[i], image));
  }
}

/** A stroke as an SVG path; a line of no length is a dot. */
const line = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}h0`;
