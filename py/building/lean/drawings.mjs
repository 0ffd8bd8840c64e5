/** Drawings and pictures that take the recogniser through all its ways. */

/** The bars of a clock's digits, from 0 to 9: top, middle, bottom, and the four upright ones. */
const BARS = {
  t: [0, 0, 1, 0], m: [0, 1, 1, 1], b: [0, 2, 1, 2],
  l: [0, 0, 0, 1], r: [1, 0, 1, 1], k: [0, 1, 0, 2], s: [1, 1, 1, 2],
};
const DIGITS = ["tblrks", "rs", "trmkb", "trmsb", "lmrs", "tlmsb", "tlkbsm", "trs", "tblrksm", "tlrmsb"];

/** Numbers that are the same at every build: a linear congruential generator's, from 0 to 1. */
function* numbers() {
  for (let state = 7; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}
const sequence = numbers();
const chance = () => sequence.next().value;

/** A bar as a stroke of some points, not quite straight. */
function stroke([x0, y0, x1, y1], { left, top, width, height, slant }, points = 2 + chance() * 20) {
  return Array.from({ length: points | 0 }, (_, i) => {
    const share = i / Math.max(1, (points | 0) - 1);
    const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
    return [left + width * (x + slant * (2 - y)) + 3 * chance(), top + height * y / 2 + 3 * chance()];
  });
}

/** A number of clock digits, with a point in it or not. */
function number(length, gap) {
  const [height, slant] = [60 + 500 * chance(), 0.4 * chance()];
  const width = height / (1.5 + chance());
  const strokes = [];
  for (let place = 0; place < length; place++) {
    const box = { left: place * width * gap, top: 20 * chance(), width, height, slant };
    for (const bar of DIGITS[(chance() * 10) | 0]) strokes.push(stroke(BARS[bar], box));
    if (length > 1 && chance() < 0.2) strokes.push([[box.left + width * (gap + 1) / 2, box.top + height]]);
  }
  return chance() < 0.3 ? strokes.reverse() : strokes;
}

/** A line that goes anywhere. */
function scribble(points, size) {
  return Array.from({ length: points }, () => [size * chance(), size * chance()]);
}

/** @returns {Generator<number[][][]>} drawings, as the page has them */
export function* drawings() {
  for (const digit of DIGITS) {
    for (let time = 0; time < 3; time++) {
      const box = { left: 300, top: 200, width: 150 + 200 * time, height: 500, slant: 0.1 * time };
      yield Array.from(digit, (bar) => stroke(BARS[bar], box));
      yield [Array.from(digit, (bar) => stroke(BARS[bar], box)).flat()]; // without lifting the pen
    }
  }
  for (let length = 2; length <= 9; length++) {
    for (let time = 0; time < 6; time++) yield number(length, 0.9 + 0.3 * time);
  }
  for (const points of [1, 2, 3, 9, 200, 5000]) {
    for (const size of [1e-3, 1, 900, 1e6]) yield [scribble(points, size)];
  }
  yield [[[0, 0]], [[0, 0]], [[0, 0]]];
  yield [scribble(40, 800), [[400, 400]], [[2000, 790]], scribble(2, 10)];
  yield Array.from({ length: 60 }, () => scribble(5, 900)); // more strokes than a number has
  yield [[[0, 0], [0, 900]], [[300, 0], [300, 900]], [[600, 0], [600, 900]]];
  yield [[[0, 450], [900, 450]]];
}

/** Draws upright and level bars into a picture. */
function paint({ data, width, height }, strokes, colour, pen) {
  for (const points of strokes) {
    for (let i = 0; i < points.length; i++) {
      const [x0, y0] = points[i];
      const [x1, y1] = points[Math.min(i + 1, points.length - 1)];
      for (let step = 0; step <= 20; step++) {
        const [x, y] = [x0 + (x1 - x0) * step / 20, y0 + (y1 - y0) * step / 20];
        for (let dy = 0; dy < pen; dy++) {
          for (let dx = 0; dx < pen; dx++) {
            const [column, row] = [(x + dx) | 0, (y + dy) | 0];
            if (column < 0 || row < 0 || column >= width || row >= height) continue;
            data.set(colour, 4 * (row * width + column));
          }
        }
      }
    }
  }
}

/** A sheet with grain, a shadow, rules or squares, and lines of numbers. */
function sheet(width, height, { lines, pen, ground, ink, rules = 0, squares = 0, grain = 0, alpha = 255 }) {
  const picture = { width, height, data: new Uint8ClampedArray(4 * width * height) };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const lined = (rules && row % rules < 2) || (squares && column % squares < 2);
      const shade = ground * (lined ? 0.75 : 1) * (1 - 0.3 * column / width) + grain * (chance() - 0.5);
      picture.data.set([shade, shade, 0.95 * shade, alpha], 4 * (row * width + column));
    }
  }
  for (let line = 0; line < lines; line++) {
    const strokes = number(1 + ((chance() * 5) | 0), 1.5);
    const tall = Math.max(...strokes.flat().map(([, y]) => y));
    const [scale, top] = [0.6 * height / lines / tall, (line + 0.2) * height / lines];
    paint(picture, strokes.map((points) => points.map(([x, y]) => [20 + x * scale, top + y * scale])),
      [ink, ink, ink, 255], pen);
  }
  return picture;
}

/** @returns {Generator<{ width: number, height: number, data: Uint8ClampedArray }>} */
export function* pictures() {
  const [paper, board] = [{ ground: 230, ink: 40 }, { ground: 30, ink: 240 }];
  for (const [width, height] of [[28, 28], [64, 90], [300, 200], [500, 400]]) {
    for (const light of [paper, board]) {
      yield sheet(width, height, { ...light, lines: 1, pen: Math.max(1, height / 30) });
      yield sheet(width, height, { ...light, lines: 2, pen: Math.max(1, height / 60), grain: 20 });
    }
  }
  yield sheet(600, 450, { ...paper, lines: 4, pen: 3, rules: 30, grain: 12 });
  yield sheet(500, 500, { ...paper, lines: 3, pen: 4, rules: 20, squares: 20, grain: 8 });
  yield sheet(1700, 300, { ...paper, lines: 2, pen: 6, grain: 30 });
  yield sheet(400, 300, { ...paper, lines: 0, pen: 1, grain: 160 });
  yield sheet(60, 60, { ...paper, lines: 1, pen: 2, alpha: 0 });
  for (const [width, height] of [[1, 1], [1, 500], [700, 2], [50, 50]]) {
    yield sheet(width, height, { ...paper, lines: 0, pen: 1 });
  }
}
