import { html } from "../look/elements.js";
import { styled } from "../look/styled.js";
import { chosen, dropped } from "./arrived.js";
import { weightsFolder } from "./weights-folder.js";

const STYLE = "page/training/own.css";
const FOLDERS = "webkitdirectory" in HTMLInputElement.prototype;
const READ = {
  both: "Your own weights read now, both networks, until the page is loaded anew.",
  first: "Your own weights read now, until the page is loaded anew: the first network alone, for there is no folder convolutional, and the second one here learnt to read beside others.",
  shipped: "The weights that were shipped read again.",
};

/** Offers to read with weights of one's own, chosen or dropped on the panel, and says whose read. */
export class OwnView {
  #own;
  #panel;
  #files = html("input", { type: "file", multiple: "", hidden: "", "aria-label": "Weight files" });
  #folder = html("input", { type: "file", webkitdirectory: "", hidden: "", "aria-label": "Weights folder" });
  #back = html("button", { type: "button", hidden: "" }, "Back to the shipped weights");
  #state = html("p", { role: "status", "aria-label": "Weights" });
  #choose = [["Choose a folder", this.#folder], ["Choose files", this.#files]].slice(FOLDERS ? 0 : 1)
    .map(([words, input]) => chooser(words, input, () => this.#take(chosen(input.files))));
  /** Stands beside the answer while they read. */
  #mark = html("p", { class: "own-weights", hidden: "" }, html("span", { class: "unseen" }, "Read with "),
    html("span", { class: "whose" }, "your "), "own weights");
  element = html("div", { class: "own" },
    html("p", { class: "note" }, "Trained it yourself? Choose the folder that ", html("code", {}, "py/train.py"),
      " wrote, or drop it here, and the page reads with it. It stays on this device and is forgotten when you leave."),
    html("p", { class: "choices" }, this.#choose, this.#back, this.#files, this.#folder),
    this.#state);

  /**
   * @param {HTMLDetailsElement} panel
   * @param {import("../panels/own-weights.js").OwnWeights} own
   */
  constructor(panel, own) {
    this.#own = own;
    this.#panel = panel;
    this.#back.addEventListener("click", () => this.#use(null));
    own.addEventListener("change", () => this.#show());
    panel.addEventListener("dragover", (event) => this.#drag(event));
    panel.addEventListener("dragleave", ({ relatedTarget }) => panel.contains(relatedTarget) || this.#receive(false));
    panel.addEventListener("drop", (event) => {
      this.#receive(false);
      if (!ours(event.dataTransfer)) return;
      event.preventDefault();
      this.#take(dropped(event.dataTransfer));
    });
    document.querySelector(".findings").append(this.#mark);
    styled(STYLE);
  }

  #drag(event) {
    const welcome = ours(event.dataTransfer);
    this.#receive(welcome);
    if (!welcome) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy"; // seen beside the pointer
  }

  #receive(receiving) {
    this.#panel.classList.toggle("receiving", receiving);
  }

  /** @param {import("./arrived.js").Arrived[] | Promise<import("./arrived.js").Arrived[]>} arrived */
  #take(arrived) {
    this.#use(Promise.resolve(arrived).then(weightsFolder));
  }

  async #use(folder) {
    try {
      await this.#own.use(await folder);
    } catch ({ name, message }) {
      const remedy = name === "WeightsError" ? " Write it anew with py/train.py, or choose another folder." : "";
      this.#state.textContent = `${message}.${remedy} Nothing has changed: the page reads as before.`;
    }
  }

  #show() {
    const { folder } = this.#own;
    styled(STYLE).then(() => (this.#mark.hidden = !this.#own.folder)); // without its looks it would need room
    // Not lost with the button that goes.
    if (!folder && document.activeElement === this.#back) this.#choose[0].focus();
    this.#back.hidden = !folder;
    this.#state.textContent = READ[folder ? (folder.second ? "both" : "first") : "shipped"];
  }
}

/** A button that asks for files. */
function chooser(words, input, onChosen) {
  const button = html("button", { type: "button" }, words);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    onChosen();
    input.value = ""; // else the same files, chosen again, would be no change
  });
  return button;
}

/** Whether what is dragged may be weights: pictures alone are the paper's. @param {DataTransfer} transfer */
function ours({ types, items }) {
  const files = [...items].filter(({ kind }) => kind === "file");
  return types.includes("Files") && !(files.length && files.every(({ type }) => type.startsWith("image/")));
}
