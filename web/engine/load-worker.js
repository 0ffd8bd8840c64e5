/**
 * What a worker does first: loads the modules that it is made of, asks for the first large file
 * meanwhile, and keeps what it is asked. It runs as text in a script of its own, so it can use
 * nothing from around it.
 *
 * It asks for them by `import()`: in Firefox the imports that stand at the head of a worker made
 * from a blob pass the service worker by, and would go to the host, offline or not.
 * @param {string[]} addresses of the modules, the one that answers among them
 * @param {string | null} early the address of a file that engine/download.js will want first
 */
export async function loadWorker(addresses, early) {
  self.early = new Map(early && [[early, fetch(early).catch(() => null)]]);
  const asked = [];
  self.onmessage = (event) => asked.push(event);
  const refuse = ({ data: { id } }) => {
    const error = { name: "WorkerError", message: "The engine's worker could not be loaded" };
    postMessage({ id, ok: false, error });
  };
  try {
    await Promise.all(addresses.map((address) => import(address)));
  } catch {
    self.onmessage = refuse;
  }
  asked.forEach((event) => self.onmessage(event));
}
