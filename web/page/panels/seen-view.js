import { paintInk } from "./pixel-images.js";

/** Shows how a drawing becomes the image that the network is given, step by step. */
export class SeenView {
  #ink = document.querySelector("#seen .strokes path");
  #canvases = [...document.querySelectorAll("#seen canvas")];
  #steps = [];

  /**
   * @param {number[][][]} strokes
   * @param {ArrayLike<number>[]} steps three images of 784 pixels: framed, upright, centred
   */
  show(strokes, steps) {
    this.#ink.setAttribute("d", strokes.map(line).join(""));
    this.#steps = steps;
    this.paint();
  }

  clear() {
    this.show([], [[], [], []]);
  }

  /** Paints the images anew, as the theme's colours are now. */
  paint() {
    this.#steps.forEach((image, i) => paintInk(this.#canvases[i], image));
  }
}

/** A stroke as an SVG path; a line of no length is a dot. */
const line = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}h0`;
