import { paintLine } from "./ink-line.js";
import { unitIn } from "./paper.js";

const SETTLED = 32; // points after which a part of the line is dry: a frame paints no more than that
const LARGEST = 4096; // pixels a side; beyond, some phones refuse a canvas

/**
 * Paints ink on a canvas, crisp at every screen density and zoom.
 *
 * What is dry lies on a layer of its own, so that a frame paints only what is new.
 */
export class InkView {
  #canvas;
  #frame;
  #layer = document.createElement("canvas");
  /** Of each stroke on the layer, how many of its points are dry. @type {Map<Stroke, number>} */
  #dry = new Map();
  /** How it was painted last. */
  #look = { width: 0, height: 0, unit: 0, color: "" };
  /** @type {Stroke[]} */
  #ink = [];
  #scheduled = false;

  /** @typedef {import("./drawing.js").Stroke} Stroke */

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./frame.js").Frame} frame what of the paper it shows
   */
  constructor(canvas, frame) {
    this.#canvas = canvas;
    this.#frame = frame;
    frame.addEventListener("change", () => this.repaint());
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
    const look = this.#wanted();
    if (this.#outdated(look)) this.#dry.clear();
    this.#look = look;
    const layer = this.#prepare(this.#layer, this.#dry.size === 0);
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
    const context = this.#prepare(this.#canvas, true);
    if (this.#ink.length === 0) return;
    context.drawImage(this.#layer, 0, 0, look.width / look.unit, look.height / look.unit);
    const wet = this.#ink.at(-1);
    paintLine(context, wet, this.#dry.get(wet), wet.points.length);
  }

  #wanted() {
    const box = this.#canvas.getBoundingClientRect();
    const zoom = Math.min(
      devicePixelRatio * (window.visualViewport?.scale ?? 1),
      LARGEST / Math.max(box.width, box.height),
    );
    const size = { width: Math.round(box.width * zoom), height: Math.round(box.height * zoom) };
    const { color } = getComputedStyle(this.#canvas);
    return { ...size, unit: unitIn(size, this.#frame), color };
  }

  /** Whether the layer shows what it should not, or not as it should. */
  #outdated(look) {
    const same = Object.entries(look).every(([name, value]) => value === this.#look[name]);
    return !same || [...this.#dry.keys()].some((stroke, i) => stroke !== this.#ink[i]);
  }

  /** Returns the context of a canvas that is to look so, emptied where that is asked. */
  #prepare(canvas, emptied) {
    const { width, height, unit, color } = this.#look;
    // Setting the size is slow, so only when it changed.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.setTransform(unit, 0, 0, unit, 0, 0);
    if (emptied) context.clearRect(0, 0, width / unit, height / unit);
    context.strokeStyle = context.fillStyle = color;
    return context;
  }
}
