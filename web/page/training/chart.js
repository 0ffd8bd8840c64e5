import { html, svg } from "../look/elements.js";

/** The plot of every chart, in the units of its svg: wide enough for numbers on the left. */
const WIDTH = 360;
const HEIGHT = 240;
const [LEFT, TOP, RIGHT, BOTTOM] = [44, 28, 20, 36];

/**
 * Makes a chart's two axes, with ticks, labels and grid.
 * @typedef {{ label: string, from: number, to: number, step?: number,
 *   written?: (value: number) => string }} Axis
 * @param {Axis} across
 * @param {Axis} up
 * @returns {{ x: (value: number) => number, y: (value: number) => number, parts: SVGElement[] }}
 *   where values lie, and what to draw
 */
export function axes(across, up) {
  const x = (value) => LEFT + ((value - across.from) / (across.to - across.from)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - ((value - up.from) / (up.to - up.from)) * (HEIGHT - TOP - BOTTOM);
  const floor = HEIGHT - BOTTOM;
  const parts = [
    ...ticks(up).map(([value, text]) => svg("g", {},
      svg("path", { class: "grid", d: `M${LEFT} ${y(value)}H${WIDTH - RIGHT}` }),
      svg("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, text))),
    ...ticks(across).map(([value, text]) =>
      svg("text", { x: x(value), y: floor + 16, "text-anchor": "middle" }, text)),
    svg("text", { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 4, "text-anchor": "middle" }, across.label),
    svg("text", { x: 4, y: 12 }, up.label),
  ];
  return { x, y, parts };
}

/** Round values along an axis, about five of them. */
function ticks({ from, to, written = String, step = roundStep((to - from) / 5) }) {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = Number(((first + i) * step).toPrecision(12));
    return [value, written(value)];
  });
}

/** The round number, 1, 2 or 5 times a power of ten, that is next above a step. */
export function roundStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].find((each) => each * power >= step * 0.999) * power;
}

/** The marks that tell series apart without colour, each about a point. */
const MARKS = [
  (x, y) => `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z`,
  (x, y) => `M${x - 3} ${y - 3}h6v6h-6z`,
  (x, y) => `M${x} ${y - 4}l4 7h-8z`,
  (x, y) => `M${x} ${y - 4}l4 4l-4 4l-4-4z`,
  (x, y) => `M${x} ${y + 4}l4-7h-8z`,
  (x, y) => `M${x - 1} ${y - 4}h2v3h3v2h-3v3h-2v-3h-3v-2h3z`,
];

/** A line through points, marked on some of them. @param {[number, number][]} points on the plot */
export function series(number, points, marked = points) {
  const kind = `series-${number % MARKS.length}`;
  const mark = MARKS[number % MARKS.length];
  return svg("g", { class: kind },
    svg("path", { class: "line", d: `M${points.map((point) => point.join(" ")).join("L")}` }),
    svg("path", { class: "marks", d: marked.map(([x, y]) => mark(x, y)).join("") }));
}

/** Says which mark is which. @param {string[]} names of series, by number; "" for one that is not there */
const legend = (names) => html("ul", { class: "legend", "aria-hidden": "true" },
  names.map((name, i) => (name ? html("li", {},
    svg("svg", { viewBox: "0 0 28 12", width: 28, height: 12 }, series(i, [[0, 6], [28, 6]], [[14, 6]])), name) : "")));

/**
 * A chart with its name, a sentence, and its numbers as a table.
 * @param {{ id: string, title: string, note: string, description: string, parts: Node[],
 *   names?: string[], height?: number, table: HTMLTableElement }} chart
 *   description: what the picture shows, for those who do not see it
 */
export function chart({ id, title, note, description, parts, names = [], height = HEIGHT, table }) {
  return html("section", { class: "chart" },
    html("h3", {}, title),
    html("p", { class: "note" }, note),
    svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-description` },
      svg("title", { id: `${id}-title` }, title),
      svg("desc", { id: `${id}-description` }, description),
      parts),
    names.length ? legend(names) : "",
    html("details", {}, html("summary", {}, "The numbers"),
      html("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `${title}: the numbers` }, table)));
}

/** @param {string[]} heads of the columns @param {string[][]} rows the first of each names its row */
export const table = (heads, rows) => html("table", {},
  html("thead", {}, html("tr", {}, heads.map((head) => html("th", { scope: "col" }, head)))),
  html("tbody", {}, rows.map(([name, ...cells]) => html("tr", {},
    html("th", { scope: "row" }, name), cells.map((cell) => html("td", {}, cell))))));
