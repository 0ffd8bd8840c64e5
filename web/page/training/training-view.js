import { choice } from "../look/choice.js";
import { html } from "../look/elements.js";
import { styled } from "../look/styled.js";
import { accuracyChart, confusionChart, digitsChart, lossChart, reliabilityChart } from "./charts.js";
import { readTable } from "./npy.js";
import { recipe, reportCard } from "./report.js";
import { FOLDERS, weightsFile } from "./weights-file.js";

/** The network that was chosen last, by where it is shown. @type {WeakMap<HTMLElement, string>} */
const wanted = new WeakMap();
const NUMBERS = { "two layers": "101,770", convolution: "94,458" };

/**
 * Shows how a network was trained, from the files beside its weights, which are fetched when they
 * are first wanted: the first network, or once the second has come, the one that is chosen.
 * @param {HTMLElement} place
 * @param {import("../panels/second-network.js").SecondNetwork} second
 */
export async function showTraining(place, second) {
  const shown = html("div", {});
  const networks = choice("Network", Object.keys(FOLDERS), "two layers", (network) => show(shown, network));
  const offer = () => (networks.hidden = !second.come);
  second.addEventListener("change", offer);
  offer();
  await styled("page/look/choice.css");
  await styled("page/training/training.css");
  if (await show(shown, "two layers")) place.replaceChildren(networks, shown);
  else place.replaceChildren(shown);
}

/** @returns {Promise<boolean>} whether it could be shown */
async function show(place, network) {
  wanted.set(place, network);
  try {
    const [model, history] = await Promise.all([
      weightsFile(`${FOLDERS[network]}model.json`).then((response) => response.json()),
      weightsFile(`${FOLDERS[network]}history.npy`).then((response) => response.arrayBuffer()).then(readTable),
    ]);
    if (wanted.get(place) !== network) return true; // another has been chosen meanwhile
    place.replaceChildren(
      html("p", {}, `The network learnt from examples, each shown with its right answer: over and over, every one of its ${NUMBERS[network]} numbers was moved a little in the direction that made the right answer likelier.`),
      html("div", { class: "charts" },
        reportCard(model), recipe(model), lossChart(history), accuracyChart(history),
        digitsChart(model.confusion_matrix), reliabilityChart(model.reliability),
        confusionChart(model.confusion_matrix)));
    return true;
  } catch (error) {
    place.replaceChildren(html("p", {}, `The training cannot be shown: ${error.message}. Close and open this panel to try again.`));
    return false;
  }
}
