import { readTable } from "./npy.js";

const READ = {
  "model.json": (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
  "history.npy": (bytes) => sound(readTable(bytes.buffer)),
};
const ROWS = 2000; // epochs and more: nobody reads such a table, and the page would stand still

/**
 * Makes the charts of what somebody brought: each that can be made, whatever else is wrong.
 * @param {Map<string, Uint8Array | Error>} papers
 * @param {string} folder of the network
 * @param {[file: string, make: (content: any) => Element][]} charts
 * @returns {{ charts: Element[], faults: string[] }} faults: what is missing, or cannot be shown
 */
export function ownTraining(papers, folder, charts) {
  const faults = new Map();
  const contents = new Map(Object.keys(READ).map((name) => {
    try {
      return [name, READ[name](found(papers, folder + name))];
    } catch ({ message }) {
      faults.set(name, message.startsWith(folder + name) ? message : `${folder}${name} cannot be shown: ${message}`);
      return [name, null];
    }
  }));
  const made = charts.filter(([file]) => !faults.has(file)).flatMap(([file, make]) => {
    try {
      const chart = make(contents.get(file));
      if (/NaN|Infinity|undefined/.test(chart.querySelector("svg")?.outerHTML ?? "")) throw new Error("a point without a place");
      return [chart];
    } catch {
      faults.set(file, `${folder}${file} cannot be shown in full: it is not as py/train.py writes it`);
      return [];
    }
  });
  return { charts: made, faults: [...faults.values()] };
}

function found(papers, path) {
  const content = papers.get(path);
  if (!content) throw new Error(`${path} is missing: it is not among your files`);
  if (content instanceof Error) throw content;
  return content;
}

/** Refuses a history of which no curve can be drawn. @param {Record<string, number[]>} columns */
function sound(columns) {
  const rows = Object.values(columns)[0].length;
  if (!rows || rows > ROWS) throw new Error(`it has ${rows} epochs`);
  if (!Object.values(columns).flat().every(Number.isFinite)) throw new Error("it holds NaN or infinite values");
  return columns;
}
