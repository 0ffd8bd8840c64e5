import { SIDE } from "./drawing.js";

const WIDTH = 0.042 * SIDE; // a felt pen: how wide it is makes no difference to the reading
const GRAIN = SIDE / 250; // how finely a line of changing width is made, below what an eye sees
const INERTIA = 0.6; // of a nib: pressure that trembles must not

/**
 * Paints a stroke, or the part of it between two of its points, as a smooth line through the middles
 * between points. Pressure makes it wider; a lone point is a dot.
 * @param {CanvasRenderingContext2D} context in units of the strokes, its two styles set
 * @param {import("./drawing.js").Stroke} stroke
 */
export function paintLine(context, { points, pressures }, from, to) {
  const curves = [];
  for (let i = from; i < to; i++) {
    curves.push([middle(points, i - 1), points[i], middle(points, i)]);
  }
  if (pressures.every((pressure) => pressure === pressures[0])) {
    paintEven(context, curves, width(pressures[0]));
  } else {
    paintSwelling(context, curves, widths(pressures).slice(from, to + 1));
  }
}

/** The middle between point i and the next; beyond an end of the line, that end. */
function middle(points, i) {
  const [x, y] = points[Math.max(i, 0)];
  const [nextX, nextY] = points[Math.min(i + 1, points.length - 1)];
  return i < 0 ? [x, y] : [(x + nextX) / 2, (y + nextY) / 2];
}

const width = (pressure) => WIDTH * (0.5 + pressure); // half to one and a half

function widths(pressures) {
  let last = width(pressures[0]);
  return pressures.map((pressure) => (last = INERTIA * last + (1 - INERTIA) * width(pressure)));
}

function paintEven(context, curves, width) {
  context.beginPath();
  context.moveTo(...curves[0][0]);
  for (const [, control, end] of curves) context.quadraticCurveTo(...control, ...end);
  const [x, y] = curves.at(-1)[2];
  context.lineTo(x + 0.01, y); // a line of no length would leave nothing, this one leaves a dot
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  context.stroke();
}

/** One shape of discs and the slabs between them, filled at once, so that no seam shows. */
function paintSwelling(context, curves, widths) {
  context.beginPath();
  let last = null;
  curves.forEach(([start, control, end], i) => {
    const steps = Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / GRAIN) || 1;
    const next = widths[i + 1] ?? widths[i];
    for (let step = 0; step <= steps; step++) {
      const t = step / steps;
      const [x, y] = [0, 1].map(
        (axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * control[axis] + t ** 2 * end[axis],
      );
      const disc = { x, y, radius: (widths[i] + t * (next - widths[i])) / 2 };
      if (last) addSlab(context, last, disc);
      context.moveTo(x + disc.radius, y);
      context.arc(x, y, disc.radius, 0, 2 * Math.PI);
      last = disc;
    }
  });
  context.fill();
}

/** Runs the way of an arc, clockwise, so that what overlaps adds up and leaves no hole. */
function addSlab(context, a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return;
  const [x, y] = [(b.y - a.y) / length, (a.x - b.x) / length]; // across
  context.moveTo(a.x + x * a.radius, a.y + y * a.radius);
  context.lineTo(b.x + x * b.radius, b.y + y * b.radius);
  context.lineTo(b.x - x * b.radius, b.y - y * b.radius);
  context.lineTo(a.x - x * a.radius, a.y - y * a.radius);
  context.closePath();
}
