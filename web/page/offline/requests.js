let refused = 0;
document.addEventListener("securitypolicyviolation", () => (refused += 1));

/**
 * Counts the requests of this page and of its reader since they started, as the browser noted
 * them, and what the content security policy refused to ask for.
 * @param {string[]} ofReader the addresses that the reader asked for
 */
export function requests(ofReader) {
  const ofPage = performance.getEntriesByType("resource").map(({ name }) => name);
  const asked = [...ofPage, ...ofReader].filter((address) => !address.startsWith("data:"));
  const foreign = asked.filter((address) => new URL(address).origin !== location.origin).length;
  return { own: asked.length - foreign, foreign, refused };
}
