const NEAR = 30; // units: on the ink, whose line is 42 wide, or as good as on it

/**
 * Which digit of a number has its ink at a point; -1 where there is none, or only one digit.
 * @param {import("./chosen.js").Chosen} chosen
 * @param {number[]} point
 */
export function digitAt({ reading, strokes }, point) {
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
