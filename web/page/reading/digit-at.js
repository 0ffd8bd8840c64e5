const NEAR = 30; // units: on the ink, whose line is 42 wide, or as good as on it

/**
 * Which digit of a number has its ink at a point, or its frame in a picture; -1 where there is none,
 * or only one digit is drawn.
 * @param {import("./chosen.js").Chosen} chosen
 * @param {number[]} point
 * @param {import("../drawing/paper.js").Paper} paper
 */
export function digitAt({ reading, picture, strokes }, point, paper) {
  if (picture) return picture.digitAt(reading?.digits ?? [], point, paper);
  if (!reading || reading.digits.length < 2) return -1;
  return reading.digits.findIndex((digit) => digit.strokes.some((stroke) => touches(strokes[stroke], point)));
}

const touches = (points, point) =>
  points.some((end, i) => distance(point, points[Math.max(i - 1, 0)], end) <= NEAR);

/** From a point to the straight line between two others. */
function distance([x, y], [fromX, fromY], [toX, toY]) {
  const [wayX, wayY] = [toX - fromX, toY - fromY];
  const along = ((x - fromX) * wayX + (y - fromY) * wayY) / (wayX ** 2 + wayY ** 2 || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - fromX - share * wayX, y - fromY - share * wayY);
}
