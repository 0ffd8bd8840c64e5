/**
 * The browser's service workers; undefined where it has none, as over plain http, or forbids them:
 * in a sandboxed frame even to look is an error.
 * @type {ServiceWorkerContainer | undefined}
 */
export const serviceWorkers = (() => {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
})();
