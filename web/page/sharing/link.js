import { STEPS } from "../drawing/drawing.js";

/**
 * Drawings as text for a link's fragment, so that a link carries them and no server ever sees them.
 *
 * Version 1: "d1=" and, in base64url, variable-length numbers of 7 bits a byte, lowest first (the
 * highest bit says that more follow): how many strokes; then for each how many points; then for
 * each point the way from the point before, x and y, in steps of 1 / STEPS, signs folded in (0, -1,
 * 1, -2, 2 … as 0, 1, 2, 3, 4 …).
 */

const PREFIX = "d1=";
const LONGEST = 60_000; // characters: some ten thousand points, and every browser opens it
const FARTHEST = 10_000; // units from the paper's corner, ten times its height

/** A link does not hold a drawing; the message says why. */
export class LinkError extends Error {
  name = "LinkError";
}

/**
 * @param {number[][][]} strokes on the grid
 * @returns {string} a fragment without "#"; throws a LinkError when the drawing is too long or reaches
 *   too far for one
 */
export function toFragment(strokes) {
  const numbers = [strokes.length];
  let [lastX, lastY] = [0, 0];
  for (const stroke of strokes) {
    numbers.push(stroke.length);
    for (const point of stroke) {
      const [x, y] = point.map((value) => Math.round(value * STEPS));
      if (tooFar(x, y)) throw new LinkError("This drawing is too large for a link");
      numbers.push(folded(x - lastX), folded(y - lastY));
      [lastX, lastY] = [x, y];
    }
  }
  const text = btoa(numbers.flatMap(bytes).map((byte) => String.fromCharCode(byte)).join(""));
  const fragment = PREFIX + text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  if (fragment.length > LONGEST) throw new LinkError("This drawing is too long for a link");
  return fragment;
}

/**
 * @param {string} fragment without "#"
 * @returns {number[][][] | null} strokes; null when it is not about a drawing at all. Throws a
 *   LinkError for one that is damaged, cut short or too long.
 */
export function fromFragment(fragment) {
  if (!/^d\d+=/.test(fragment)) return null;
  if (!fragment.startsWith(PREFIX)) throw new LinkError("This link was made by a newer version");
  if (fragment.length > LONGEST) throw new LinkError("This link is too long for a drawing");
  const strokes = unpacked(numbersIn(fragment.slice(PREFIX.length)));
  // Whatever was not written by `toFragment` is damaged, even if it makes some sense.
  if (toFragment(strokes) !== fragment) throw new LinkError(DAMAGED);
  return strokes;
}

const DAMAGED = "This link is damaged or was cut short";

function numbersIn(text) {
  let packed;
  try {
    packed = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new LinkError(DAMAGED);
  }
  const numbers = [];
  let [number, factor] = [0, 1];
  for (const character of packed) {
    const byte = character.charCodeAt(0);
    number += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) {
      numbers.push(number);
      [number, factor] = [0, 1];
    }
  }
  return numbers;
}

function unpacked(numbers) {
  let at = 0;
  const next = () => {
    if (at === numbers.length) throw new LinkError(DAMAGED);
    return numbers[at++];
  };
  const list = (length, make) => {
    // No list of more than there are numbers left to fill it: the length may be anything.
    if (length === 0 || length > numbers.length - at) throw new LinkError(DAMAGED);
    return Array.from({ length }, make);
  };
  let [x, y] = [0, 0];
  return list(next(), () => list(next(), () => {
    x += unfolded(next());
    y += unfolded(next());
    if (tooFar(x, y)) throw new LinkError(DAMAGED);
    return [x / STEPS, y / STEPS];
  }));
}

const tooFar = (...steps) => Math.max(...steps.map(Math.abs)) > FARTHEST * STEPS;

const folded = (number) => (number < 0 ? -2 * number - 1 : 2 * number);
const unfolded = (number) => (number % 2 ? -(number + 1) / 2 : number / 2);

/** A number of 0 or more as bytes of 7 bits. */
function bytes(number) {
  const list = [];
  for (; number > 127; number = Math.floor(number / 128)) list.push((number % 128) | 128);
  return [...list, number];
}
