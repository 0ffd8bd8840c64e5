import { axes, chart, roundStep, series, table } from "./chart.js";
import { svg } from "../look/elements.js";
import { count, percent, set } from "./words.js";

const DIGITS = [...Array(10).keys()];
const inPercent = (share) => `${Number((100 * share).toFixed(1))} %`;
const last = (list) => list[list.length - 1];

/** @param {Record<string, number[]>} history the columns of history.npy */
export function lossChart(history) {
  const highest = Math.max(...columns(history, "_loss").flatMap(([, values]) => values));
  const step = roundStep(highest / 5);
  return curves(history, "_loss", {
    id: "loss",
    title: "Loss",
    note: "How much the right answers surprised the network, in nats, after each pass over the examples (an epoch). Lower is better.",
    up: { label: "loss (nats)", from: 0, to: Math.ceil(highest / step) * step, step },
    written: (value) => value.toFixed(3),
  });
}

/** @param {Record<string, number[]>} history the columns of history.npy */
export function accuracyChart(history) {
  const lowest = Math.min(...columns(history, "_acc").flatMap(([, values]) => values));
  const step = roundStep((1 - lowest) / 5);
  return curves(history, "_acc", {
    id: "accuracy",
    title: "Accuracy",
    note: "How many images are read right after each epoch. The scale does not begin at 0.",
    up: { label: "read right", from: Math.floor(lowest / step) * step, to: 1, step, written: inPercent },
    written: percent,
  });
}

function curves(history, ending, { id, title, note, up, written }) {
  const sets = columns(history, ending);
  const names = sets.map(([name]) => set(name));
  const epochs = sets[0][1].length;
  const { x, y, parts } = axes({ label: "epoch", from: 1, to: Math.max(epochs, 2), step: Math.max(1, roundStep(epochs / 6)) }, up);
  const apart = Math.ceil(epochs / 8);
  const lines = sets.map(([, values], i) => {
    const points = values.map((value, epoch) => [x(epoch + 1), y(value)]);
    return series(i, points, points.filter((_, epoch) => (epoch + 1) % apart === 0));
  });
  const description = sets.map(([, values], i) =>
    `${names[i]}: from ${written(values[0])} after the first epoch to ${written(last(values))} after ${epochs}.`).join(" ");
  const rows = sets[0][1].map((_, epoch) =>
    [`${epoch + 1}`, ...sets.map(([, values]) => written(values[epoch]))]);
  return chart({ id, title, note, description, parts: [...parts, ...lines], names, table: table(["Epoch", ...names], rows) });
}

/** The columns whose names end so: [name of the set, values]. */
const columns = (history, ending) => Object.entries(history)
  .filter(([name]) => name.endsWith(ending))
  .map(([name, values]) => [name.slice(0, -ending.length), values]);

/** @param {number[][]} counts row: the true digit, column: the answer */
export function confusionChart(counts) {
  const mistakes = counts.flatMap((row, truth) => row.map((n, answer) => ({ truth, answer, n })))
    .filter(({ truth, answer }) => truth !== answer).sort((a, b) => b.n - a.n);
  const [left, top, side] = [44, 34, 30];
  const cells = counts.flatMap((row, truth) => row.map((n, answer) => {
    const [x, y] = [left + answer * side, top + truth * side];
    const right = truth === answer;
    const shade = right ? 0 : 0.75 * Math.sqrt(n / Math.max(1, mistakes[0].n));
    return svg("g", { class: right ? "right" : "" },
      svg("rect", { x, y, width: side, height: side, "fill-opacity": shade.toFixed(2) }),
      svg("text", { x: x + side / 2, y: y + side / 2 + 4, "text-anchor": "middle" }, n ? String(n) : "·"));
  }));
  const labels = DIGITS.flatMap((digit) => [
    svg("text", { x: left + (digit + 0.5) * side, y: top - 6, "text-anchor": "middle" }, String(digit)),
    svg("text", { x: left - 10, y: top + (digit + 0.5) * side + 4, "text-anchor": "middle" }, String(digit)),
  ]);
  const titles = [
    svg("text", { x: left + 5 * side, y: 12, "text-anchor": "middle" }, "answer"),
    svg("text", { x: 4, y: top - 6 }, "digit"),
  ];
  const worst = mistakes.slice(0, 3).map(({ truth, answer, n }) => `${truth} read as ${answer}: ${n} times`);
  return chart({
    id: "confusion",
    title: "What is taken for what",
    note: `MNIST’s test images: how often each digit got each answer. The stronger the colour, the more mistakes. The commonest: ${worst.join(", ")}.`,
    description: `A table of ten true digits by ten answers. The commonest mistakes: ${worst.join(", ")}.`,
    parts: [svg("g", { class: "cells" }, cells), ...labels, ...titles],
    height: top + 10 * side + 8,
    table: table(["Digit", ...DIGITS.map((digit) => `read as ${digit}`)],
      counts.map((row, truth) => [String(truth), ...row.map(count)])),
  });
}

/** @param {number[][]} counts row: the true digit, column: the answer */
export function digitsChart(counts) {
  const shares = counts.map((row, digit) => row[digit] / row.reduce((sum, n) => sum + n, 0));
  const lowest = Math.min(...shares);
  const step = roundStep(Math.max(1 - lowest, 0.001) / 4);
  const from = Math.floor(lowest / step - 0.5) * step;
  const { x, y, parts } = axes({ label: "digit", from: -0.5, to: 9.5, step: 1 },
    { label: "read right", from, to: 1, step, written: inPercent });
  const dots = shares.map((share, digit) => svg("g", { class: "series-1" },
    svg("path", { class: "line", d: `M${x(digit)} ${y(from)}V${y(share)}` }),
    svg("circle", { class: "marks", cx: x(digit), cy: y(share), r: 4 }),
    svg("text", { x: x(digit), y: y(share) - 8, "text-anchor": "middle" }, (100 * share).toFixed(1))));
  const [best, worst] = [Math.max(...shares), lowest].map((share) => shares.indexOf(share));
  return chart({
    id: "digits",
    title: "Accuracy by digit",
    note: "How many of MNIST’s test images of each digit are read right, in percent. The scale does not begin at 0.",
    description: `Best: ${best}, ${percent(shares[best])}. Worst: ${worst}, ${percent(shares[worst])}.`,
    parts: [...parts, ...dots],
    table: table(["Digit", "Read right", "Images"], shares.map((share, digit) =>
      [String(digit), percent(share), count(counts[digit].reduce((sum, n) => sum + n, 0))])),
  });
}

/** @param {Record<string, { answers: number, confidence: number, accuracy: number }[]>} sets */
export function reliabilityChart(sets) {
  const used = Object.entries(sets).map(([name, ranges]) => [set(name), ranges.filter(({ answers }) => answers)]);
  const { x, y, parts } = axes({ label: "confidence", from: 0, to: 1, written: inPercent },
    { label: "of these right", from: 0, to: 1, written: inPercent });
  const perfect = svg("path", { class: "perfect", d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}` });
  const lines = used.map(([, ranges], i) =>
    series(i + 1, ranges.map(({ confidence, accuracy }) => [x(confidence), y(accuracy)])));
  const gap = ([name, ranges]) => {
    const all = ranges.reduce((sum, { answers }) => sum + answers, 0);
    const off = ranges.reduce((sum, { answers, confidence, accuracy }) => sum + answers * Math.abs(confidence - accuracy), 0);
    return `${name}: off by ${percent(off / all)} on average.`;
  };
  return chart({
    id: "reliability",
    title: "Can its confidence be trusted?",
    note: "Of all answers given with a confidence of, say, 80 %, eight in ten should be right: then the marks lie on the dashed line.",
    description: used.map(gap).join(" "),
    parts: [...parts, perfect, ...lines],
    names: ["", ...used.map(([name]) => name)],
    table: table(["Set", "Confidence", "Of these right", "Answers"], used.flatMap(([name, ranges]) =>
      ranges.map(({ answers, confidence, accuracy }) => [name, percent(confidence), percent(accuracy), count(answers)]))),
  });
}
