const ASIDE = new URL("./aside.js", import.meta.url).href;
const PATIENCE = 30_000; // ms; a phone takes 3 s for 50 megapixels

/**
 * Decodes a picture without holding the page up, in a thread that ends with it.
 *
 * Its script lies in memory, so that it inherits the page's content security policy, and imports the
 * rest: as the reader's does.
 * @param {Blob} file
 * @param {AbortSignal} signal ends it early
 * @returns {Promise<Awaited<ReturnType<typeof import("./decoding.js").decoded>> | "lost">}
 *   "lost" where the thread's code does not come, or no answer
 */
export async function decode(file, signal) {
  // Without a canvas for threads, as in Safari before 16.4, the page decodes itself.
  if (typeof OffscreenCanvas === "undefined") return (await import("./decoding.js")).decoded(file);
  const code = `import(${JSON.stringify(ASIDE)}).catch(() => postMessage("lost"))`;
  const script = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const thread = new Worker(script, { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      thread.onmessage = ({ data }) => (data === "ready" ? thread.postMessage(file) : resolve(data));
      thread.onerror = () => resolve("lost");
      setTimeout(() => resolve("lost"), PATIENCE);
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  } finally {
    thread.terminate();
    URL.revokeObjectURL(script);
  }
}
