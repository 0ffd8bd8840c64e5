/** A file could not be fetched, or is not what was built; the message names it and says why. */
export class DownloadError extends Error {
  name = "DownloadError";
}

/**
 * Tells whether bytes are what the build made. A page without HTTPS has no means to tell; what is
 * damaged there shows only when it does not unpack or run.
 * @param {BufferSource} bytes
 * @param {string} sha256 in hexadecimal
 */
export async function intact(bytes, sha256) {
  if (!self.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256 === Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Checks modules after their import, which checks nothing itself. They come from the browser's
 * cache, so nothing crosses the wire twice, and it is the browser that hashes them.
 * @param {URL} root the site's root
 * @param {Record<string, string>} hashes SHA-256 in base64 by path relative to the root
 * @returns {Promise<void>} rejects with a DownloadError that names a damaged module
 */
export async function checkModules(root, hashes) {
  await Promise.all(Object.entries(hashes).map(async ([path, sha256]) => {
    const url = new URL(path, root);
    try {
      await fetch(url, { cache: "force-cache", integrity: `sha256-${sha256}` });
    } catch {
      await forget(url);
      throw new DownloadError(`${path} broke off or is damaged`);
    }
  }));
}

/** Has the browser's cache replace a damaged file, so that a Retry gets a fresh one. */
export async function forget(url) {
  await fetch(url, { cache: "reload" }).catch(() => {}); // it is the damage that is told
}
