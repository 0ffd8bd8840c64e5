import { table } from "./chart.js";
import { html } from "../look/elements.js";
import { count, figure, set, setting } from "./words.js";

/** How good the network is, on everything that was measured. @param {object} model model.json */
export function reportCard({ figures }) {
  const sets = Object.entries(figures).map(([name, { samples, ...measured }]) => {
    const rows = Object.entries(measured).map(([what, value]) => figure(what, value));
    return html("tbody", {}, rows.map(([what, howMuch], i) => html("tr", {},
      i === 0 ? html("th", { scope: "rowgroup", rowspan: rows.length }, set(name), html("small", {}, `${count(samples)} samples`)) : "",
      html("td", {}, what), html("td", {}, howMuch))));
  });
  return html("section", { class: "chart report" },
    html("h3", {}, "Report card"),
    html("p", { class: "note" }, "Measured on images and drawings that had no part in the training. Of what is no digit, it should be “not sure”."),
    html("table", { "aria-label": "Report card" }, sets));
}

/** How the weights were made. @param {object} model model.json */
export function recipe({ recipe: name, settings, seed, date, seconds, numpy, credits = [] }) {
  const took = seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
  return html("section", { class: "chart" },
    html("h3", {}, "Recipe"),
    html("p", { class: "note" }, `The recipe “${name}”, run on ${date} with NumPy ${numpy} and the random seed ${seed}, took ${took}.`,
      credits.length ? ` Learnt from ${credits.join(", and ")}.` : ""),
    html("details", {}, html("summary", {}, "The settings"), settingsTable(settings)));
}

const settingsTable = (settings) => table(["Setting", "Value"], entries(settings));

/** Settings as rows; those within one are named after it. */
const entries = (settings, within = "") => Object.entries(settings).flatMap(([name, value]) => {
  const label = within ? `${within}: ${setting(name).toLowerCase()}` : setting(name);
  if (Array.isArray(value)) return [[label, value.join(" → ")]];
  if (value !== null && typeof value === "object") return entries(value, label);
  return [[label, written(value)]];
});

const written = (value) => (typeof value === "boolean" ? (value ? "yes" : "no") : (value ?? "none").toString());
