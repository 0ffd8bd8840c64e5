/**
 * What the build says of a file; `unpacked` is the hash of what it unpacks to, where it is packed:
 * hosts and our service worker may hand it over so.
 * @typedef {{ path: string, size: number, sha256: string, unpacked?: string }} File
 */

/** Whether files can be checked: over plain http a browser offers a page no hashes. */
export const canCheck = Boolean(self.crypto?.subtle);

/** What hardly anyone needs, and would come only to be checked. */
const RARE = /^runtime\/whole\//;

/** @returns {Promise<{ version: string, files: File[] }>} of the version that serves this page */
export async function build() {
  const { version, files } = await (await fetch("build.json")).json();
  return { version, files: files.filter(({ path }) => !RARE.test(path)) };
}

/**
 * Compares files, as this page is given them, with what was built.
 * @param {File[]} files
 * @returns {Promise<{ path: string, size: number, state: "intact" | "damaged" | "missing" }[]>}
 */
export async function check(files) {
  return Promise.all(files.map(async ({ path, size, sha256, unpacked }) => {
    const bytes = await fetch(path).then((response) => (response.ok ? response.arrayBuffer() : null))
      .catch(() => null);
    if (!bytes) return { path, size, state: "missing" };
    const digest = hex(await crypto.subtle.digest("SHA-256", bytes));
    return { path, size, state: [sha256, unpacked].includes(digest) ? "intact" : "damaged" };
  }));
}

const hex = (digest) =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
