import { choice } from "../look/choice.js";
import { html, svg } from "../look/elements.js";
import { styled } from "../look/styled.js";
import { percent } from "../reading/remarks.js";
import { comparedFigures } from "../training/compared-figures.js";
import { drawSigned, paintInk } from "./pixel-images.js";
import { CHOICES } from "./second-network.js";

const [FILTER, MAP] = [5, 12]; // pixels a side
const NETWORKS = [
  ["Two layers", "784 → 128 → 10: 101,770 numbers. Each of its 128 neurons looks at the whole picture at once."],
  ["Convolution", "28×28 → 16 maps → 48 maps → 96 → 10: 94,458 numbers. Small filters are laid over every part of the picture, so that each finds its pattern wherever it is."],
];

/** @type {NetworksView | null} */
let view = null;

/**
 * Shows what either network says of a digit.
 * @param {HTMLElement} place
 * @param {import("./second-network.js").SecondNetwork} second
 * @param {Latest | null} latest asks what each says of the digit; null where there is none
 * @typedef {{ compare: () => Promise<import("../../engine/recognizer.js").Comparison> }} Latest
 */
export async function showNetworks(place, second, latest) {
  await Promise.all(["page/look/choice.css", "page/panels/networks.css"].map(styled));
  view ??= new NetworksView(place, second);
  await view.show(latest);
}

class NetworksView {
  #second;
  #state = html("p", { class: "state" });
  #networks = NETWORKS.map(([name, words]) => new NetworkView(name, words));
  #filters = Array.from({ length: 16 }, (_, i) => new FilterView(i + 1));
  #seen = html("section", {},
    html("h3", {}, "What the convolution’s filters see"),
    html("p", { class: "note" }, "Each of the 16 filters asks one question everywhere: ink on its squares says yes, ink on its rings says no. Below it: where in this drawing the answer is yes."),
    html("ol", { class: "filters" }, this.#filters.map(({ element }) => element)));
  #cards = html("div", {});
  #figures = html("section", {},
    html("h3", {}, "Report cards"),
    html("p", { class: "note" }, "Measured on images and drawings that had no part in the training. Of what is no digit, they should be “not sure”."),
    this.#cards);
  /** Whose figures were asked for last: one's own folder, null for those that were shipped. */
  #measured;
  #parts;
  /** What was asked for last. */
  #latest = null;

  constructor(place, second) {
    this.#second = second;
    this.#parts = [
      choice("Read with", CHOICES, second.choice, (wanted) => second.choose(wanted)),
      html("div", { class: "networks" }, this.#networks.map(({ element }) => element)),
      html("div", { class: "networks" }, this.#seen, this.#figures),
    ];
    place.replaceChildren(this.#parts[0], this.#state, ...this.#parts.slice(1));
  }

  /** @param {Latest | null} latest */
  async show(latest) {
    this.#latest = latest;
    const { come, own, reason } = this.#second;
    for (const part of this.#parts) part.hidden = !come;
    if (!come) {
      this.#state.textContent = own.folder ? "Your own weights are of the first network alone, so there is no second to compare it with."
        : reason ? `The second network has not come: ${reason}`
        : "The second network has not come yet: it is fetched after the first answer.";
      return;
    }
    this.#measure();
    const compared = await latest?.compare().catch(() => null);
    if (latest !== this.#latest || compared === null) return; // a newer drawing is on its way
    this.#seen.hidden = !compared;
    this.#networks.forEach((network, i) => network.show(compared?.probabilities[i]));
    this.#state.textContent = compared ? this.#verdict(compared.probabilities.map(likeliest))
      : "Draw a digit, and see what each network says of it.";
    if (!compared) return;
    const strongest = Math.max(1e-12, ...compared.maps.map((map) => Math.max(...map)));
    this.#filters.forEach((filter, i) => filter.show(compared.filters[i], compared.maps[i], strongest));
  }

  async #measure() {
    const { folder } = this.#second.own;
    if (this.#measured === folder) return;
    this.#measured = folder;
    const figures = await comparedFigures(folder?.papers);
    if (this.#measured !== folder) return; // others read meanwhile
    this.#cards.replaceWith(figures);
    this.#cards = figures;
  }

  #verdict([first, second]) {
    if (first === second) return `Both say ${first}.`;
    const words = `The two layers say ${first}, the convolution ${second}`;
    return this.#second.heard.length > 1 ? `${words}: so together they are not sure.` : `${words}.`;
  }
}

/** What one network says. */
class NetworkView {
  #name;
  #answer = html("p", { class: "answer", "aria-hidden": "true" });
  #words = html("p", {});
  #bars = Array.from({ length: 10 }, (_, digit) => html("span", {}, html("i", {}), String(digit)));
  #shares = html("div", { class: "tens", role: "img" }, this.#bars);

  constructor(name, words) {
    this.#name = name;
    this.element = html("section", {},
      html("h3", {}, name),
      html("p", { class: "note" }, words),
      html("div", { class: "says" }, this.#answer, this.#words, this.#shares));
  }

  /** @param {number[]} [probabilities] */
  show(probabilities = Array(10).fill(0)) {
    const best = likeliest(probabilities);
    const drawn = probabilities[best] > 0;
    this.#answer.textContent = drawn ? best : "";
    this.#words.textContent = drawn ? `${percent(probabilities[best])} likely` : "";
    this.#bars.forEach((bar, digit) => {
      bar.style.setProperty("--share", probabilities[digit]);
      bar.classList.toggle("likeliest", drawn && digit === best);
    });
    this.#shares.ariaLabel = drawn ? `${this.#name}: ${told(probabilities)}` : `${this.#name}: nothing yet`;
  }
}

/** One of the filters, and the map of what it sees. */
class FilterView {
  #number;
  #above = svg("path", { class: "for" });
  #below = svg("path", { class: "against" });
  #map = html("canvas", {});
  #picture = html("div", { role: "img" },
    svg("svg", { viewBox: `0 0 ${FILTER} ${FILTER}` }, this.#above, this.#below), this.#map);
  element = html("li", {}, this.#picture);

  /** @param {number} number */
  constructor(number) {
    this.#number = number;
  }

  /** @param {number} strongest the largest number of all maps */
  show(filter, map, strongest) {
    if (!this.#above.hasAttribute("d")) drawSigned(this.#above, this.#below, filter, FILTER);
    paintInk(this.#map, map.map((each) => each / strongest), MAP);
    const places = map.filter((each) => each > 0).length;
    this.#picture.ariaLabel = `Filter ${this.#number} and its map: `
      + `it sees its pattern at ${places} of ${map.length} places`;
  }
}

const likeliest = (shares) => shares.indexOf(Math.max(...shares));

/** What ten bars show: those of at least one in a hundred, likeliest first. */
const told = (shares) => [...shares.keys()].filter((digit) => shares[digit] >= 0.01)
  .sort((a, b) => shares[b] - shares[a]).map((digit) => `${digit}: ${percent(shares[digit])}`).join(", ");
