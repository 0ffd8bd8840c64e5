/**
 * The box around strokes, at least one. Of however many points: a call takes no more than some
 * ten thousand arguments.
 * @param {number[][][]} strokes
 */
export function boxAround(strokes) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const [x, y] of strokes.flat()) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
