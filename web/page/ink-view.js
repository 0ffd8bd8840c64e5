import { SIDE } from "./drawing.js";

const LINE_WIDTH = 0.042 * SIDE; // a felt pen: how wide it is makes no difference to the reading

/** Paints strokes on a canvas, crisp at every screen density. */
export class InkView {
  #canvas;
  #strokes = [];
  #scheduled = false;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#schedule()).observe(canvas);
    // The ink's colour follows the theme.
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#schedule());
  }

  /** @param {number[][][]} strokes */
  show(strokes) {
    this.#strokes = strokes;
    this.#schedule();
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#paint();
    });
  }

  #paint() {
    const canvas = this.#canvas;
    const { width, height } = canvas.getBoundingClientRect();
    const [w, h] = [width, height].map((side) => Math.round(side * devicePixelRatio));
    // Setting the size clears a canvas and is slow, so only when it changed.
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, w, h);
    context.scale(w / SIDE, h / SIDE);
    context.lineWidth = LINE_WIDTH;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of this.#strokes) context.stroke(path(stroke));
  }
}

/** A smooth line through the middles between points; a lone point is a dot. */
function path(points) {
  const line = new Path2D();
  line.moveTo(...points[0]);
  for (let i = 1; i < points.length - 1; i++) {
    const [[x, y], [nextX, nextY]] = [points[i], points[i + 1]];
    line.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  line.lineTo(...points.at(-1));
  return line;
}
