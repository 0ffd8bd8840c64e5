import { paintInk } from "./pixel-images.js";

const AROUND = 0.25; // of a digit's longer side: what of the picture is shown around it

/**
 * Shows how a drawing becomes the image that the network is given, step by step; of a picture where
 * the digit was found, and the image.
 */
export class SeenView {
  #panel = document.getElementById("seen");
  #crop = this.#panel.querySelector(".crop");
  #frame;
  #paper = document.querySelector("#seen .strokes");
  #others = document.querySelector("#seen .strokes .others");
  #own = document.querySelector("#seen .strokes .others + path");
  #canvases = [...document.querySelectorAll("#seen canvas:not(.crop)")];
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
    this.#panel.classList.remove("pictured");
    this.#paper.setAttribute("viewBox", `0 0 ${this.#frame.width} ${this.#frame.height}`);
    this.#own.setAttribute("d", own.map(line).join(""));
    this.#others.setAttribute("d", others.map(line).join(""));
    this.#steps = steps;
    this.paint();
  }

  /**
   * @param {import("../pictures/picture.js").Picture} picture
   * @param {import("../../engine/recognizer.js").PictureDigit} digit
   */
  showPicture(picture, { box: [left, top, right, bottom], image }) {
    this.#panel.classList.add("pictured");
    const around = Math.ceil(AROUND * Math.max(right - left, bottom - top, 1));
    const [x, y] = [left, top].map((edge) => Math.max(0, Math.floor(edge) - around));
    const width = Math.min(picture.width, Math.ceil(right) + around) - x;
    const height = Math.min(picture.height, Math.ceil(bottom) + around) - y;
    Object.assign(this.#crop, { width, height });
    const pixels = new ImageData(picture.data, picture.width, picture.height);
    this.#crop.getContext("2d").putImageData(pixels, -x, -y, x, y, width, height);
    this.#steps = [[], [], image];
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
