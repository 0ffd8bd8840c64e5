const SCRIPT = "sw.js";

/**
 * Makes the site work offline, and tells how that goes.
 *
 * Emits "change" when `state` has changed. A new version waits until `apply()`, or until the next
 * start: it never takes over in the middle of a drawing.
 */
export class Offline extends EventTarget {
  /** @type {"unavailable" | "preparing" | "ready" | "update"} */
  state = "preparing";
  /** @type {ServiceWorkerRegistration | null} */
  #registration = null;

  /** Registers the service worker; where there is none, the site works online as before. */
  async start() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return this.#enter("unavailable");
    // On a first visit nothing controlled the page, and nothing need be reloaded.
    if (serviceWorker.controller) {
      serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    }
    try {
      this.#registration = await serviceWorker.register(SCRIPT);
    } catch {
      return this.#enter("unavailable");
    }
    this.#registration.addEventListener("updatefound", () => this.#watch());
    this.#watch();
  }

  /** Lets the waiting version take over; the page then loads anew. */
  apply() {
    this.#registration?.waiting?.postMessage("apply");
  }

  #watch() {
    const { installing, waiting, active } = this.#registration;
    if (waiting && active) return this.#enter("update");
    if (active && !installing) return this.#enter("ready");
    installing?.addEventListener("statechange", () => {
      // What fails to install becomes redundant; an older version goes on as before.
      if (installing.state === "redundant" && !this.#registration.active) {
        this.#enter("unavailable");
      } else {
        this.#watch();
      }
    });
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
