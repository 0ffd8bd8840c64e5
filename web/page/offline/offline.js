import { serviceWorkers } from "./service-workers.js";

const SCRIPT = "sw.js";

/**
 * Makes the site work offline, and tells how that goes.
 *
 * Emits "change" when `state` has changed. A new version waits until `apply()`, or until the next
 * start. Emits "replaced" when another version than the page's own serves it from now on: the page
 * must then load anew, or old and new files would mix.
 */
export class Offline extends EventTarget {
  /** @type {"unavailable" | "insecure" | "preparing" | "ready" | "update"} */
  state = "preparing";
  /** @type {ServiceWorkerRegistration | null} */
  #registration = null;

  constructor() {
    super();
    // On a first visit nothing served the page before, and nothing need be loaded anew.
    let served = Boolean(serviceWorkers?.controller);
    serviceWorkers?.addEventListener("controllerchange", () => {
      if (served) this.dispatchEvent(new Event("replaced"));
      served = true;
    });
  }

  /** Registers the service worker; where there is none, the site works online as before. */
  async start() {
    if (!isSecureContext) return this.#enter("insecure");
    if (!serviceWorkers) return this.#enter("unavailable");
    try {
      // The script is asked for past the browser's own cache, or an update could stay unseen.
      this.#registration = await serviceWorkers.register(SCRIPT, { updateViaCache: "none" });
    } catch {
      return this.#enter("unavailable");
    }
    this.#registration.addEventListener("updatefound", () => this.#watch());
    this.#watch();
  }

  /** Tries again if it has failed. */
  async startAnew() {
    if (this.state !== "unavailable") return;
    this.#enter("preparing");
    await this.start();
  }

  /** Lets the waiting version take over. */
  apply() {
    this.#registration?.waiting?.postMessage("apply");
  }

  /** Lets the waiting version take over unless another tab is open, where somebody may draw. */
  applyIfAlone() {
    this.#registration?.waiting?.postMessage("apply if alone");
  }

  #watch() {
    const { installing, waiting, active } = this.#registration;
    // What fails to install becomes redundant; an older version goes on as before.
    const coming = installing?.state === "redundant" ? null : (installing ?? waiting);
    coming?.addEventListener("statechange", () => this.#watch(), { once: true });
    if (active) this.#enter(waiting ? "update" : "ready");
    else if (!coming) this.#enter("unavailable");
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
