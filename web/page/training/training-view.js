import { choice } from "../look/choice.js";
import { html } from "../look/elements.js";
import { styled } from "../look/styled.js";
import { accuracyChart, confusionChart, digitsChart, lossChart, reliabilityChart } from "./charts.js";
import { readTable } from "./npy.js";
import { ownTraining } from "./own-training.js";
import { OwnView } from "./own-view.js";
import { recipe, reportCard } from "./report.js";
import { FOLDERS, weightsFile } from "./weights-file.js";

const FIRST = "two layers";
const NUMBERS = { [FIRST]: "101,770", convolution: "94,458" };
/** What is drawn of which file, in this order. @type {[string, (content: any) => Element][]} */
const CHARTS = [
  ["model.json", reportCard],
  ["model.json", recipe],
  ["history.npy", lossChart],
  ["history.npy", accuracyChart],
  ["model.json", (model) => digitsChart(model.confusion_matrix)],
  ["model.json", (model) => reliabilityChart(model.reliability)],
  ["model.json", (model) => confusionChart(model.confusion_matrix)],
];

/** @type {TrainingView | null} */
let view = null;

/**
 * Shows how a network was trained, from the files beside its weights, which are fetched when they
 * are first wanted: the first network, or where there is a second, the one that is chosen. Offers to
 * read with weights of one's own, and then shows theirs.
 * @param {HTMLElement} place
 * @param {import("../panels/second-network.js").SecondNetwork} second
 */
export async function showTraining(place, second) {
  await Promise.all(["page/look/choice.css", "page/training/training.css"].map(styled));
  view ??= new TrainingView(place, second);
  await view.show();
}

class TrainingView {
  #second;
  #shown = html("div", {});
  #networks = choice("Network", Object.keys(FOLDERS), FIRST, (network) => this.show(network));
  /** The network that was chosen last. */
  #network = FIRST;
  /** The number of what was asked for last. */
  #newest = 0;

  constructor(place, second) {
    this.#second = second;
    const offer = () => (this.#networks.hidden = !second.come);
    second.addEventListener("change", offer);
    offer();
    second.own.addEventListener("change", () => {
      if (second.come) return this.show();
      this.#networks.querySelector("input").checked = true; // there is no other
      return this.show(FIRST);
    });
    place.replaceChildren(new OwnView(place.closest("details"), second.own).element, this.#networks, this.#shown);
  }

  async show(network = this.#network) {
    this.#network = network;
    const number = ++this.#newest;
    const { folder } = this.#second.own;
    const parts = folder ? ofOwn(folder.papers, network) : await ofShipped(network);
    if (number === this.#newest) this.#shown.replaceChildren(...parts);
  }
}

async function ofShipped(network) {
  try {
    const [model, history] = await Promise.all([
      weightsFile(`${FOLDERS[network]}model.json`).then((response) => response.json()),
      weightsFile(`${FOLDERS[network]}history.npy`).then((response) => response.arrayBuffer()).then(readTable),
    ]);
    const contents = { "model.json": model, "history.npy": history };
    return [story(network), drawn(CHARTS.map(([file, make]) => make(contents[file])))];
  } catch (error) {
    return [html("p", {}, `The training cannot be shown: ${error.message}. Close and open this panel to try again.`)];
  }
}

function ofOwn(papers, network) {
  const { charts, faults } = ownTraining(papers, FOLDERS[network], CHARTS);
  return [story(network), ...faults.map((fault) => html("p", {}, `${fault}.`)), drawn(charts)];
}

const story = (network) => html("p", {}, `The network learnt from examples, each shown with its right answer: over and over, every one of its ${NUMBERS[network]} numbers was moved a little in the direction that made the right answer likelier.`);
const drawn = (charts) => html("div", { class: "charts" }, charts);
