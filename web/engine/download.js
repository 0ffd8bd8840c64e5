/** A file could not be fetched; the message names it and says why. */
export class DownloadError extends Error {
  name = "DownloadError";
}

/**
 * Fetches files of the site, all at once, and counts their bytes as they arrive.
 *
 * Pyodide fetches its own files by URL and goes quiet when one fails, so it is handed the
 * responses of this class (see `fetch`), and `failed` says what went wrong.
 */
export class Download {
  #root;
  #onBytes;
  #loaded = 0;
  #total;
  /** @type {Map<string, Promise<Response>>} by URL */
  #responses = new Map();
  #fail;
  /** Never resolves; rejects with a DownloadError when any file fails. @type {Promise<never>} */
  failed = new Promise((_resolve, reject) => {
    this.#fail = reject;
  });

  /**
   * @param {URL} root the site's root
   * @param {{ path: string, size: number }[]} files
   * @param {(loaded: number, total: number) => void} onBytes
   */
  constructor(root, files, onBytes) {
    this.#root = root;
    this.#onBytes = onBytes;
    this.#total = files.reduce((sum, { size }) => sum + size, 0);
    this.failed.catch(() => {}); // whoever races against it handles it
    for (const { path } of files) this.#start(path);
    onBytes(0, this.#total);
  }

  /**
   * Returns a file's bytes; rejects with a DownloadError.
   * @param {string} path relative to the site's root
   */
  async bytes(path) {
    const response = await this.#responses.get(new URL(path, this.#root).href);
    return new Uint8Array(await response.arrayBuffer());
  }

  /**
   * Stands in for the worker's own fetch: files of this download are answered by it.
   * @type {typeof fetch}
   */
  fetch = (resource, options) =>
    this.#responses.get(new URL(resource.url ?? resource, location.href).href) ??
    fetch(resource, options);

  #start(path) {
    const url = new URL(path, this.#root).href;
    const response = this.#request(url, path);
    response.catch(this.#fail);
    this.#responses.set(url, response);
  }

  async #request(url, path) {
    let response;
    try {
      response = await fetch(url);
    } catch {
      throw new DownloadError(`${path} could not be fetched: is the connection gone?`);
    }
    if (!response.ok) throw new DownloadError(`${path} could not be fetched: HTTP ${response.status}`);
    return new Response(this.#counted(response.body, path), { headers: response.headers });
  }

  /**
   * Passes a body on, counting its bytes, and notices when it breaks off. It reads ahead of whoever
   * reads it: NumPy must arrive while Python starts, not after.
   */
  #counted(body, path) {
    return new ReadableStream({
      start: async (controller) => {
        try {
          for (const reader = body.getReader(); ; ) {
            const { done, value } = await reader.read();
            if (done) break;
            this.#loaded += value.byteLength;
            this.#onBytes(this.#loaded, this.#total);
            controller.enqueue(value);
          }
          controller.close();
        } catch {
          const error = new DownloadError(`${path} broke off: is the connection gone?`);
          this.#fail(error);
          controller.error(error);
        }
      },
    });
  }
}
