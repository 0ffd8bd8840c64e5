import { Download, UNPACKER } from "../download.js";

const ROOT = new URL("../../", import.meta.url);

/**
 * Files that the first answer does not need, each checked against its hash. They are fetched on the
 * page's side, for a slow connection must not look like a worker that has died.
 */
export class LaterFiles {
  #files;
  /** Whether it failed before: what the browser has kept since may be damaged. */
  #failed = false;

  /** @param {Record<string, { size: number, unpacked?: number, sha256: string }>} files as built */
  constructor(files) {
    this.#files = files;
  }

  /**
   * @returns {Promise<[path: string, content: Uint8Array][]>} unpacked; rejects with an Error whose
   *   message says what failed
   */
  async fetch() {
    const paths = Object.keys(this.#files).filter((path) => path !== UNPACKER);
    if (!paths.length) throw new Error("this page was built without it");
    const download = new Download(ROOT, this.#files, { fresh: this.#failed }, () => {});
    this.#failed = true; // until all has come
    const contents = await Promise.race([
      Promise.all(paths.map((path) => download.bytes(path))),
      download.failed,
    ]);
    this.#failed = false;
    return paths.map((path, i) => [path, contents[i]]);
  }
}
