import { requests } from "./requests.js";
import { reset, usage } from "./storage.js";

const FORBIDDEN = "Cannot be told: the browser forbids this page its storage";
const QUESTION = "Delete everything that this app keeps on this device, also what you taught it, and load it anew?";

/** The panel that tells which version this is, what it keeps, and what it asked of whom. */
export class AboutView {
  #dialog = document.getElementById("about");
  #files = document.getElementById("about-files");
  #second;
  #reader;
  #atRest;

  /**
   * @param {import("../panels/second-network.js").SecondNetwork} second
   * @param {() => Promise<string[]>} reader the addresses that the reader asked for
   * @param {() => Promise<unknown>} atRest done when nothing more is being kept
   */
  constructor(second, reader, atRest) {
    this.#second = second;
    this.#reader = reader;
    this.#atRest = atRest;
    const on = (id, act) => document.getElementById(id).addEventListener("click", act);
    on("about-open", () => this.#open());
    on("about-close", () => this.#dialog.close());
    on("about-check", () => this.#check());
    on("about-reset", () => {
      if (confirm(QUESTION)) this.#reset();
    });
  }

  async #open() {
    this.#files.replaceChildren();
    this.#dialog.showModal();
    say("about-networks", this.#second.words);
    const version = files().then(({ build }) => build()).then((built) => built.version, () => "could not be read");
    const kept = await usage().then(inWords, () => FORBIDDEN);
    const { own, foreign, refused } = requests(await this.#reader().catch(() => []));
    say("about-version", await version);
    say("about-stored", kept);
    say("about-requests", `${foreign} requests outside this site, ${own} to it`
      + (refused ? `; ${refused} refused by the page's policy` : ""));
    say("about-summary", "Not checked yet");
  }

  async #check() {
    say("about-summary", "Checking …");
    try {
      const { build, canCheck, check } = await files();
      if (!canCheck) {
        say("about-summary", "Cannot be checked here: browsers compute hashes over https alone");
        return;
      }
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

  async #reset() {
    if (!(await answers())) {
      say("about-summary", "Nothing was deleted: the host does not answer, and without it the app "
        + "could not be loaded anew");
      return;
    }
    say("about-summary", "Deleting …");
    await this.#atRest(); // or it would be kept anew behind our back
    const forbidden = await reset();
    if (!forbidden.length) return location.reload();
    say("about-summary", `Not all could be deleted. The browser forbids this page to look for: `
      + `${forbidden.join(", ")}. Its own settings can delete what a site has kept`);
  }
}

/** Comes when it is wanted. */
const files = () => import("./files.js");

/** Whether the site's host does. The service worker answers no such request in its place. */
const answers = () => fetch("./", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);

/** @param {Awaited<ReturnType<typeof usage>>} kept */
function inWords({ files, bytes, started, taught, choices }) {
  if (!files && !started && !taught && !choices) return "Nothing";
  return `${files} files of the app, ${megabytes(bytes)} MB, `
    + (started ? `a started reader for the next visit, ${megabytes(started)} MB, ` : "")
    + (taught ? `${taught} drawings that you taught, ` : "")
    + `and ${choices} of your choices`;
}

const say = (id, words) => (document.getElementById(id).textContent = words);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
