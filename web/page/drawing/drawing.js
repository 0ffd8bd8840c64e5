import { cut, drawOn, onGrid, onPaper, SIDE } from "./paper.js";

export { SIDE, STEPS } from "./paper.js";

/** The pressure of what knows none: a mouse, a finger, a key. */
export const EVEN = 0.5;
/** Returns it for each of a stroke's points. */
export const even = (points) => points.map(() => EVEN);

/** Papers differ in how far they reach to the right and down, but all begin at the same corner. */
const ENDLESS = { width: Infinity, height: Infinity };

/**
 * One stroke: its points on the paper, x from 0 to its width and y, downward, to its height, and the
 * pressure at each, 0..1.
 * @typedef {{ points: number[][], pressures: number[] }} Stroke
 */
/** @typedef {import("./paper.js").Place} Place */
/** @typedef {import("../pictures/picture.js").Picture} Picture */

/** Pictures that Undo brings back: each may have 8 MB. */
const MOST_PICTURES = 3;

/**
 * What is drawn, as plain data, with every step back and forth; or a picture, which nobody draws on.
 *
 * Emits "change" whenever it is another. At most one pen draws; whatever else changes the drawing
 * ends that. Emits "end" when the pen is lifted, and "refused" when it was put down on a picture.
 */
export class Drawing extends EventTarget {
  /** What pens draw on; whatever shows it says how wide it is. @type {import("./paper.js").Paper} */
  paper = { width: SIDE, height: SIDE };
  /** @type {Stroke[]} */
  ink = [];
  /** @type {Picture | null} */
  picture = null;
  /**
   * Earlier and undone drawings. A stroke is never changed once it has ended.
   * @type {{ ink: Stroke[], picture: Picture | null }[]}
   */
  #past = [];
  #future = [];
  /** The pen that draws, where it was last. @type {Place | null} */
  #open = null;

  /** The strokes as the engine reads them: [[[x, y], ...], ...]. */
  get strokes() {
    return this.ink.map(({ points }) => points);
  }

  get empty() {
    return this.ink.length === 0 && !this.picture;
  }

  get undoable() {
    return this.#past.length > 0;
  }

  get redoable() {
    return this.#future.length > 0;
  }

  /**
   * Puts a pen down, on the paper.
   * @param {number[]} point
   * @returns {Place | null} the pen, for `extend` and `end`; null on a picture
   */
  begin(point, pressure = EVEN) {
    if (this.picture) {
      this.dispatchEvent(new Event("refused"));
      return null;
    }
    const pen = { point: onGrid(onPaper(point, this.paper)), pressure };
    this.#step([...this.ink, { points: [pen.point], pressures: [pressure] }], pen);
    return pen;
  }

  /** Whether a stroke is being drawn. */
  get underWay() {
    return this.#open !== null;
  }

  /** Whether a pen still draws. @param {Place | null} pen */
  isOpen(pen) {
    return pen !== null && pen === this.#open;
  }

  /**
   * Draws on, and leaves ink on the paper alone: a pen that goes beyond it and comes back draws
   * another stroke of the same step. What has ended meanwhile stays as it is.
   * @param {Place} pen
   * @param {number[][]} points on the paper or beyond
   * @param {number[]} pressures
   */
  extend(pen, points, pressures = even(points)) {
    if (!this.isOpen(pen)) return;
    let drawn = false;
    points.forEach((point, i) => {
      const next = { point: onGrid(point), pressure: pressures[i] };
      drawn = drawOn(this.ink, pen, next, this.paper) || drawn;
      Object.assign(pen, next);
    });
    if (drawn) this.#changed();
  }

  /** Lifts the pen, also from what has ended meanwhile. */
  end(pen) {
    if (this.isOpen(pen)) this.#open = null;
    this.dispatchEvent(new Event("end"));
  }

  /** Takes back what a pen draws as though it had never been: it was a palm. */
  withdraw(pen) {
    if (!this.isOpen(pen)) return;
    this.#become(this.#past.pop());
  }

  /** Takes back the last stroke, picture, or clearing. */
  undo() {
    this.#travel(this.#past, this.#future);
  }

  redo() {
    this.#travel(this.#future, this.#past);
  }

  clear() {
    if (!this.empty) this.#step([], null);
  }

  /** Lays a picture on the paper, in the place of all ink. @param {Picture} picture */
  lay(picture) {
    this.#step([], null, picture);
  }

  /**
   * Replaces the drawing.
   * @param {Stroke[]} ink of any page: kept whole where its paper reached farther than this one, cut
   *   where it began, beyond which some have left ink that nobody saw
   */
  restore(ink) {
    this.#step(ink.flatMap((line) => cut(line, ENDLESS)), null);
  }

  #step(ink, open, picture = null) {
    this.#past.push({ ink: this.ink, picture: this.picture });
    while (this.#past.filter((sheet) => sheet.picture).length > MOST_PICTURES) this.#past.shift();
    this.#future = [];
    this.#become({ ink, picture }, open);
  }

  #travel(from, to) {
    if (from.length === 0) return;
    to.push({ ink: this.ink, picture: this.picture });
    this.#become(from.pop());
  }

  #become({ ink, picture }, open = null) {
    Object.assign(this, { ink, picture });
    this.#open = open;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
