import { SIDE } from "./drawing.js";
import { paintLine } from "./ink-line.js";

const SETTLED = 32; // points after which a part of the line is dry: a frame paints no more than that
const LARGEST = 4096; // pixels a side; beyond, some phones refuse a canvas

/**
 * Paints ink on a canvas, crisp at every screen density and zoom.
 *
 * What is dry lies on a layer of its own, so that a frame paints only what is new.
 */
export class InkView {
  #canvas;
  #layer = document.createElement("canvas");
  /** Of each stroke on the layer, how many of its points are dry. @type {Map<Stroke, number>} */
  #dry = new Map();
  #color = "";
  /** @type {Stroke[]} */
  #ink = [];
  #scheduled = false;

  /** @typedef {import("./drawing.js").Stroke} Stroke */

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.repaint()).observe(canvas);
    window.visualViewport?.addEventListener("resize", () => this.repaint());
    this.#watchDensity();
  }

  /** @param {Stroke[]} ink */
  show(ink) {
    this.#ink = ink;
    this.repaint();
  }

  /** Paints anew, once in the next frame: the size or the colour may have changed. */
  repaint() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#paint();
    });
  }

  /** A window that moves to another screen changes its density but not its size. */
  #watchDensity() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
      this.repaint();
      this.#watchDensity();
    }, { once: true });
  }

  #paint() {
    const { width, color } = this.#wanted();
    if (this.#outdated(width, color)) this.#dry.clear();
    this.#color = color;
    const layer = this.#prepare(this.#layer, width, this.#dry.size === 0);
    for (const stroke of this.#ink) {
      const { length } = stroke.points;
      const last = stroke === this.#ink.at(-1);
      const until = last ? SETTLED * Math.floor((length - 1) / SETTLED) : length;
      // Always in the same parts, so that what is painted anew looks as it did.
      for (let from = this.#dry.get(stroke) ?? 0; from < until; from += SETTLED) {
        paintLine(layer, stroke, from, Math.min(from + SETTLED, until));
      }
      this.#dry.set(stroke, until);
    }
    const context = this.#prepare(this.#canvas, width, true);
    if (this.#ink.length === 0) return;
    context.drawImage(this.#layer, 0, 0, SIDE, SIDE);
    const wet = this.#ink.at(-1);
    paintLine(context, wet, this.#dry.get(wet), wet.points.length);
  }

  #wanted() {
    const zoom = devicePixelRatio * (window.visualViewport?.scale ?? 1);
    const width = Math.round(this.#canvas.getBoundingClientRect().width * zoom);
    return { width: Math.min(width, LARGEST), color: getComputedStyle(this.#canvas).color };
  }

  /** Whether the layer shows what it should not, or not as it should. */
  #outdated(width, color) {
    const same = this.#layer.width === width && this.#color === color;
    return !same || [...this.#dry.keys()].some((stroke, i) => stroke !== this.#ink[i]);
  }

  /** Returns the context of a square canvas `width` pixels wide, emptied where that is asked. */
  #prepare(canvas, width, emptied) {
    // Setting the size is slow, so only when it changed.
    if (canvas.width !== width || canvas.height !== width) canvas.width = canvas.height = width;
    const context = canvas.getContext("2d");
    context.setTransform(width / SIDE, 0, 0, width / SIDE, 0, 0);
    if (emptied) context.clearRect(0, 0, SIDE, SIDE);
    context.strokeStyle = context.fillStyle = this.#color;
    return context;
  }
}
