import { accuracyChart, confusionChart, digitsChart, lossChart, reliabilityChart } from "./charts.js";
import { html } from "./elements.js";
import { readTable } from "./npy.js";
import { recipe, reportCard } from "./report.js";

const WEIGHTS = new URL("../../weights/", import.meta.url);

/**
 * Shows how the network was trained, from the files beside its weights, which are fetched when
 * they are first wanted.
 * @param {HTMLElement} place
 */
export async function showTraining(place) {
  try {
    const [model, history] = await Promise.all([
      fetched("model.json").then((response) => response.json()),
      fetched("history.npy").then((response) => response.arrayBuffer()).then(readTable),
    ]);
    place.replaceChildren(
      html("p", {}, "The network learnt from examples, each shown with its right answer: over and over, every one of its 101,770 numbers was moved a little in the direction that made the right answer likelier."),
      html("div", { class: "charts" },
        reportCard(model), recipe(model), lossChart(history), accuracyChart(history),
        digitsChart(model.confusion_matrix), reliabilityChart(model.reliability),
        confusionChart(model.confusion_matrix)));
  } catch (error) {
    place.replaceChildren(html("p", {}, `The training cannot be shown: ${error.message}. Close and open this panel to try again.`));
  }
}

async function fetched(name) {
  let response;
  try {
    response = await fetch(new URL(name, WEIGHTS));
  } catch {
    throw new Error(`${name} could not be fetched: is the connection gone?`);
  }
  if (!response.ok) throw new Error(`${name} could not be fetched: HTTP ${response.status}`);
  return response;
}
