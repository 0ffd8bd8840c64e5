/**
 * The paper and its border: what of a line lies beyond it is not seen, and so is no ink.
 *
 * A line that leaves the paper ends on its border, exactly; where it comes back, another begins.
 */

/** The height of the drawing area in the units of the strokes, whatever its size on the screen. */
export const SIDE = 1000;
/** Points lie on a grid, so many steps to the unit: finer than any screen, and a link carries them exactly. */
export const STEPS = 8;

/** @typedef {import("./drawing.js").Stroke} Stroke */
/** A place of the pen, on the paper or beyond, and its pressure. @typedef {{ point: number[], pressure: number }} Place */

/** How far a paper reaches to the right and down. @typedef {{ width: number, height: number }} Paper */

/** @param {number[]} point */
export const onGrid = (point) => point.map((value) => Math.round(value * STEPS) / STEPS);

/** The point of the paper that is nearest. @param {number[]} point @param {Paper} paper */
export const onPaper = ([x, y], { width, height }) => [
  Math.min(width, Math.max(0, x)),
  Math.min(height, Math.max(0, y)),
];

/**
 * How large a unit is in a box: all of the paper is shown there, from the top left, in its own shape.
 * @param {{ width: number, height: number }} box
 * @param {Paper} paper
 */
export const unitIn = (box, paper) => Math.min(box.width / paper.width, box.height / paper.height);

/**
 * A line as the strokes of it that lie on the paper.
 * @param {Stroke} line
 * @param {Paper} paper
 * @returns {Stroke[]}
 */
export function cut({ points, pressures }, paper) {
  const strokes = [];
  let last = null;
  points.forEach((point, i) => {
    const place = { point, pressure: pressures[i] };
    drawOn(strokes, last ?? place, place, paper);
    last = place;
  });
  return strokes;
}

/**
 * Draws from one place on the grid to the next: on with the last of the strokes, or with a new one
 * where the pen comes back to the paper.
 * @param {Stroke[]} strokes
 * @param {Place} from where the last of them ends, if it is on the paper
 * @param {Place} to
 * @param {Paper} paper
 * @returns {boolean} whether there is new ink
 */
export function drawOn(strokes, from, to, paper) {
  const way = wayOnPaper(from.point, to.point, [paper.width, paper.height]);
  if (!way) return false;
  const [enters, leaves] = way;
  if (enters > 0 || strokes.length === 0) strokes.push({ points: [], pressures: [] });
  const { points, pressures } = strokes.at(-1);
  const shares = enters > 0 && enters < leaves ? way : [leaves];
  for (const share of shares) {
    points.push(onGrid(from.point.map((value, axis) => between(value, to.point[axis], share))));
    pressures.push(between(from.pressure, to.pressure, share));
  }
  return true;
}

const between = (a, b, share) => (share === 1 ? b : a + share * (b - a));

/**
 * The shares of the way from a to b at which it enters the paper and leaves it, by Liang and Barsky
 * (1984); null where it never is on the paper.
 */
function wayOnPaper(a, b, ends) {
  let [enters, leaves] = [0, 1];
  for (const axis of [0, 1]) {
    const way = b[axis] - a[axis];
    if (way === 0 && (a[axis] < 0 || a[axis] > ends[axis])) return null;
    if (way === 0) continue;
    const [near, far] = way > 0 ? [0, ends[axis]] : [ends[axis], 0];
    enters = Math.max(enters, (near - a[axis]) / way);
    leaves = Math.min(leaves, (far - a[axis]) / way);
  }
  const arrives = enters === 1 && leaves === 1; // from beyond, on the border itself
  return enters < leaves || arrives ? [enters, leaves] : null;
}
