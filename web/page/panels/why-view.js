import { drawSigned, paintInk } from "./pixel-images.js";

const CONVOLUTION = "convolution";
/** How many hidden neurons vote for the digits. */
const NEURONS = { "two layers": 128, [CONVOLUTION]: 96 };

/**
 * Shows why one digit rather than another: the ink for and against, the sum, and the neurons.
 *
 * Emits "rival" when another rival has been chosen; `rival` is then a digit, or null for whichever
 * comes second.
 */
export class WhyView extends EventTarget {
  /** @type {number | null} */
  rival = null;
  #panel = document.getElementById("why");
  #choice = this.#panel.querySelector("select");
  #ink = this.#panel.querySelector("canvas");
  #shares = this.#panel.querySelector(".shares");
  #taught = this.#panel.querySelector(".of-hand");
  #neurons = this.#panel.querySelector("ol");
  #pattern = this.#panel.querySelector("template");
  /** What each neuron looks for: of the two layers drawn when first needed, for it never changes. */
  #patterns = new Map();
  #image = [];

  constructor() {
    super();
    this.#choice.addEventListener("change", () => {
      this.rival = this.#choice.value === "" ? null : Number(this.#choice.value);
      this.dispatchEvent(new Event("rival"));
    });
  }

  /**
   * @param {import("../../engine/recognizer.js").Explanation} why
   * @param {ArrayLike<number>} image the 784 pixels that the networks were given
   */
  show(why, image) {
    const { digit, rival, networks: heard } = why;
    this.#image = image;
    this.paint();
    this.#choose(digit, rival);
    drawSigned(this.#shares.querySelector(".for"), this.#shares.querySelector(".against"), why.shares);
    this.#shares.setAttribute("aria-label", `The ink for ${digit} and for ${rival}: together ` +
      `${nats(why.inkFor)} nats for ${digit} and ${nats(-why.inkAgainst)} for ${rival}`);
    const told = {
      digit, rival, likelier: likelier(why),
      "ink-for": nats(why.inkFor), "ink-against": nats(why.inkAgainst),
      constant: nats(why.constant), taught: nats(why.taught), difference: nats(why.difference),
      neurons: heard.reduce((sum, network) => sum + NEURONS[network], 0),
      here: heard.includes(CONVOLUTION) ? " – for the convolution’s neurons, in a drawing such as this" : "",
    };
    for (const [name, text] of Object.entries(told)) {
      for (const place of this.#panel.querySelectorAll(`[data-told="${name}"]`)) {
        place.textContent = text;
      }
    }
    this.#taught.hidden = why.taught === 0;
    this.#neurons.replaceChildren(...why.neurons.map((neuron) => this.#neuron(neuron, why)));
    this.#panel.classList.add("explained");
  }

  /** Forgets the rival too: a new drawing is compared with its own runner-up. */
  clear() {
    this.rival = null;
    this.#panel.classList.remove("explained");
  }

  /** Opens the panel and compares with a digit from now on; null: with whichever comes second. */
  open(rival) {
    this.rival = rival;
    this.#panel.open = true;
    this.#panel.scrollIntoView({ block: "nearest" });
    this.dispatchEvent(new Event("rival"));
  }

  /** Paints the ink anew, as the theme's colours are now. */
  paint() {
    paintInk(this.#ink, this.#image);
  }

  #choose(digit, rival) {
    for (const option of this.#choice.options) option.disabled = option.value === String(digit);
    this.#choice.value = this.rival === rival ? String(rival) : "";
    this.#choice.options[0].textContent = this.rival === rival ? "the runner-up" : `${rival}, the runner-up`;
  }

  #neuron({ network, number, share, looksFor }, { digit, rival, networks: heard }) {
    const name = `${heard[network]} ${number}`;
    const item = this.#patterns.get(name) ?? this.#pattern.content.cloneNode(true).firstElementChild;
    if (!this.#patterns.has(name) || heard[network] === CONVOLUTION) {
      drawSigned(item.querySelector(".for"), item.querySelector(".against"), looksFor);
      this.#patterns.set(name, item);
    }
    const whose = heard.length > 1 ? ` of the ${heard[network]}` : "";
    item.querySelector("svg").setAttribute("aria-label", `What neuron ${number}${whose} looks for`);
    item.querySelector("p").textContent =
      `Neuron ${number}${whose}: ${nats(Math.abs(share))} for ${share < 0 ? rival : digit}`;
    return item;
  }
}

/** @param {import("../../engine/recognizer.js").Explanation} why */
function likelier({ digit, rival, odds }) {
  const [first, second, times] = odds >= 1 ? [digit, rival, odds] : [rival, digit, 1 / odds];
  if (times < 1.05) return `${first} and ${second} are equally likely.`;
  const rounded = times.toLocaleString("en", { maximumSignificantDigits: times < 1e6 ? 2 : 1 });
  return `${first} is ${times < 1e9 ? rounded : "more than a billion"} times as likely as ${second}.`;
}

const nats = (number) => number.toFixed(2).replace("-", "−");
