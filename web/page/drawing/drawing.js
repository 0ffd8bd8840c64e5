/** The side of the drawing area in the units of the strokes, whatever its size on the screen. */
export const SIDE = 1000;
/** Points lie on a grid, so many steps to the unit: finer than any screen, and a link carries them exactly. */
export const STEPS = 8;

/** The pressure of what knows none: a mouse, a finger, a key. */
export const EVEN = 0.5;
/** Returns it for each of a stroke's points. */
export const even = (points) => points.map(() => EVEN);

/**
 * One stroke: its points in 0..SIDE, y downward, and the pressure at each, 0..1.
 * @typedef {{ points: number[][], pressures: number[] }} Stroke
 */

/**
 * What is drawn, as plain data, with every step back and forth.
 *
 * Emits "change" whenever the ink has changed. At most one stroke is open, that is, being drawn;
 * whatever else changes the drawing ends it. Emits "end" when the pen is lifted.
 */
export class Drawing extends EventTarget {
  /** @type {Stroke[]} */
  ink = [];
  /** Earlier and undone drawings. A stroke is never changed once it has ended. @type {Stroke[][]} */
  #past = [];
  #future = [];
  /** @type {Stroke | null} */
  #open = null;

  /** The strokes as the engine reads them: [[[x, y], ...], ...]. */
  get strokes() {
    return this.ink.map(({ points }) => points);
  }

  get empty() {
    return this.ink.length === 0;
  }

  get undoable() {
    return this.#past.length > 0;
  }

  get redoable() {
    return this.#future.length > 0;
  }

  /**
   * Puts a pen down.
   * @param {number[]} point
   * @returns {Stroke} the open stroke, for `extend` and `end`
   */
  begin(point, pressure = EVEN) {
    const stroke = { points: [onGrid(point)], pressures: [pressure] };
    this.#step([...this.ink, stroke], stroke);
    return stroke;
  }

  /** Whether a stroke is being drawn. */
  get underWay() {
    return this.#open !== null;
  }

  /** @param {Stroke | null} stroke */
  isOpen(stroke) {
    return stroke !== null && stroke === this.#open;
  }

  /**
   * Draws a stroke on; one that has ended meanwhile stays as it is.
   * @param {number[][]} points
   * @param {number[]} pressures
   */
  extend(stroke, points, pressures = even(points)) {
    if (!this.isOpen(stroke)) return;
    stroke.points.push(...points.map(onGrid));
    stroke.pressures.push(...pressures);
    this.#changed();
  }

  /** Lifts the pen, also from a stroke that has ended meanwhile. */
  end(stroke) {
    if (this.isOpen(stroke)) this.#open = null;
    this.dispatchEvent(new Event("end"));
  }

  /** Takes an open stroke back as though it had never been: it was a palm. */
  withdraw(stroke) {
    if (!this.isOpen(stroke)) return;
    this.ink = this.#past.pop();
    this.#open = null;
    this.#changed();
  }

  /** Takes back the last stroke, or the last clearing. */
  undo() {
    this.#travel(this.#past, this.#future);
  }

  redo() {
    this.#travel(this.#future, this.#past);
  }

  clear() {
    if (!this.empty) this.#step([], null);
  }

  /** Replaces the drawing. @param {Stroke[]} ink */
  restore(ink) {
    this.#step(ink, null);
  }

  #step(ink, open) {
    this.#past.push(this.ink);
    this.#future = [];
    this.ink = ink;
    this.#open = open;
    this.#changed();
  }

  #travel(from, to) {
    if (from.length === 0) return;
    to.push(this.ink);
    this.ink = from.pop();
    this.#open = null;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {number[]} point */
const onGrid = (point) => point.map((value) => Math.round(value * STEPS) / STEPS);
