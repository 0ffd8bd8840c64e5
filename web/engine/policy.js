/** @type {Map<string, string>} the directive that refused an address, or "blob" for one in memory */
const refused = new Map();

self.addEventListener("securitypolicyviolation", ({ blockedURI, disposition, effectiveDirective }) => {
  if (disposition === "enforce") refused.set(blockedURI, effectiveDirective);
});

/**
 * Tells whether a content security policy has refused a request of this thread. The page's own
 * allows all that the engine asks for: it is one that the host has added.
 * @param {string} address in full, or "blob"
 * @returns {Promise<string | undefined>} the directive that refused it
 */
export async function refusedBy(address) {
  await new Promise((resolve) => setTimeout(resolve)); // the browser tells it in a task of its own
  return refused.get(address);
}
