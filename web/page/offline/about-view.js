import { build, check } from "./files.js";
import { requests } from "./requests.js";
import { reset, usage } from "./storage.js";

const QUESTION = "Delete everything that this app keeps on this device, and load it anew?";

/** The panel that tells which version this is, what it keeps, and what it asked of whom. */
export class AboutView {
  #dialog = document.getElementById("about");
  #files = document.getElementById("about-files");
  #reader;

  /** @param {() => Promise<string[]>} reader the addresses that the reader asked for */
  constructor(reader) {
    this.#reader = reader;
    const on = (id, act) => document.getElementById(id).addEventListener("click", act);
    on("about-open", () => this.#open());
    on("about-close", () => this.#dialog.close());
    on("about-check", () => this.#check());
    on("about-reset", async () => {
      if (!confirm(QUESTION)) return;
      await reset();
      location.reload();
    });
  }

  async #open() {
    this.#files.replaceChildren();
    this.#dialog.showModal();
    const version = build().then((built) => built.version, () => "could not be read");
    const { files, bytes, started, choices } = await usage();
    const { own, foreign, refused } = requests(await this.#reader().catch(() => []));
    say("about-version", await version);
    say("about-stored", files || started || choices
      ? `${files} files of the app, ${megabytes(bytes)} MB, `
        + (started ? `a started reader for the next visit, ${megabytes(started)} MB, ` : "")
        + `and ${choices} of your choices`
      : "Nothing");
    say("about-requests", `${foreign} requests outside this site, ${own} to it`
      + (refused ? `; ${refused} refused by the page's policy` : ""));
    say("about-summary", "Not checked yet");
  }

  async #check() {
    say("about-summary", "Checking …");
    try {
      const results = await check((await build()).files);
      const intact = results.filter(({ state }) => state === "intact").length;
      say("about-summary", `${intact} of ${results.length} are what was built`);
      this.#files.replaceChildren(...results.map(({ path, size, state }) => {
        const item = document.createElement("li");
        item.textContent = `${path}, ${size.toLocaleString("en")} bytes: ${state}`;
        item.className = state;
        return item;
      }));
    } catch {
      say("about-summary", "Could not be checked: the list of files did not come");
    }
  }
}

const say = (id, words) => (document.getElementById(id).textContent = words);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
