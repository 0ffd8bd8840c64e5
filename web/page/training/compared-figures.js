import { html } from "../look/elements.js";
import { figure, set } from "./words.js";
import { FOLDERS, weightsFile } from "./weights-file.js";

/** The few figures that tell the networks apart. */
const FIGURES = [
  ["mnist_test", "accuracy"], ["pen_validation", "accuracy"], ["pendigits_validation", "accuracy"],
  ["four_digits", "accuracy"], ["photo_numbers_plain", "accuracy"], ["letters", "not_sure"],
];
const FILES = [...Object.values(FOLDERS).map((folder) => `${folder}model.json`), "convolutional/together.json"];

/**
 * How good the networks are, each alone and both together, in few rows.
 * @param {Map<string, Uint8Array | Error>} [papers] beside one's own weights, in place of those that were shipped
 * @returns {Promise<HTMLElement>} where the files do not come, words that say so
 */
export async function comparedFigures(papers) {
  try {
    if (papers) return card(FILES.map((path) => told(path, papers.get(path))));
    return card(await Promise.all(FILES.map((path) => weightsFile(path).then((response) => response.json()))));
  } catch (error) {
    return html("p", {}, `The report cards cannot be shown: ${error.message}`);
  }
}

/** What somebody's own file tells: no figures, where there is none. */
function told(path, content) {
  if (!(content instanceof Uint8Array)) return { figures: {} };
  try {
    const { figures } = JSON.parse(new TextDecoder().decode(content));
    return { figures: Object(figures) };
  } catch {
    throw new Error(`${path} is not as py/train.py writes it`);
  }
}

/** @param {{ figures: Record<string, Record<string, number>> }[]} models */
function card(models) {
  const rows = FIGURES.filter(([name]) => models.some(({ figures }) => name in figures)).map(([name, what]) => {
    const measured = models.map(({ figures }) => figures[name] && figure(what, figures[name][what]));
    return html("tr", {},
      html("th", { scope: "row" }, set(name), html("small", {}, measured.find(Boolean)[0])),
      measured.map((each) => html("td", {}, each ? each[1] : "–")));
  });
  return html("table", { "aria-label": "Report cards" },
    html("thead", {}, html("tr", {}, html("td", {}),
      ["Two layers", "Convolution", "Both"].map((head) => html("th", { scope: "col" }, head)))),
    html("tbody", {}, rows));
}
