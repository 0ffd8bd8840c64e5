import { DownloadError, forget, intact } from "./integrity.js";
import { refusedBy } from "./policy.js";

const UNPACKED_BY_SERVICE_WORKER = "runtime/pyodide.asm.wasm.gz";
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Fetches files of the site, all at once, counts their bytes as they arrive, and unpacks those
 * that are gzipped.
 */
export class Download {
  #root;
  #files;
  #cache;
  #onBytes;
  #loaded = 0;
  #total;
  /** @type {Map<string, Promise<Response>>} by path */
  #responses = new Map();
  #fail;
  /** Never resolves; rejects with a DownloadError when any file fails. @type {Promise<never>} */
  failed = new Promise((_resolve, reject) => {
    this.#fail = reject;
  });

  /**
   * @param {URL} root the site's root
   * @param {Record<string, { size: number, unpacked?: number, sha256: string }>} files by path
   *   relative to the root: bytes to fetch, and of what they unpack to the bytes and the hash
   * @param {boolean} fresh whether to fetch past the browser's cache
   * @param {(loaded: number, total: number) => void} onBytes
   */
  constructor(root, files, fresh, onBytes) {
    this.#root = root;
    this.#files = files;
    this.#cache = fresh ? "reload" : "default";
    this.#onBytes = onBytes;
    this.#total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
    this.failed.catch(() => {}); // whoever races against it handles it
    for (const path of Object.keys(files)) {
      const response = this.#request(path);
      response.catch(this.#fail);
      this.#responses.set(path, response);
    }
    onBytes(0, this.#total);
  }

  /**
   * Returns a file, unpacked, as the response to a request; can be asked for once.
   * @param {string} path relative to the site's root
   */
  response(path) {
    return this.#responses.get(path);
  }

  /** @param {string} path relative to the site's root */
  async bytes(path) {
    return new Uint8Array(await (await this.response(path)).arrayBuffer());
  }

  async #request(path) {
    const url = new URL(path, this.#root);
    let response;
    try {
      response = await fetch(url, { cache: this.#cache });
    } catch {
      const directive = await refusedBy(url.href);
      throw new DownloadError(`${path} could not be fetched: ` + (directive
        ? `the host's content security policy forbids it (${directive})`
        : "is the connection gone?"));
    }
    if (!response.ok) throw new DownloadError(`${path} could not be fetched: HTTP ${response.status}`);
    // A service worker keeps WebAssembly unpacked. Such a response goes on as it came: browsers
    // keep the compiled code of no other, and there is no wait that progress could tell of.
    if (path === UNPACKED_BY_SERVICE_WORKER && response.headers.has("X-SHA256")) {
      this.#count(this.#files[path].size);
      return response;
    }
    // WebAssembly is compiled while it streams only when it is announced as what it is.
    const headers = { "Content-Type": path.includes(".wasm") ? "application/wasm" : "" };
    const unpacked = await this.#unpacked(response.body.pipeThrough(this.#counter(path)), path);
    return new Response(this.#readAhead(unpacked, path), { headers });
  }

  /** Counts what comes of a file in bytes of the size that the build gave it. */
  #counter(path) {
    const { size, unpacked = size } = this.#files[path];
    let [came, counted, scale] = [0, 0, null];
    return new TransformStream({
      transform: (chunk, controller) => {
        scale ??= zipped(chunk) ? 1 : size / unpacked;
        came += chunk.byteLength;
        const share = Math.round(scale * came);
        this.#count(share - counted);
        counted = share;
        controller.enqueue(chunk);
      },
    });
  }

  #count(bytes) {
    this.#loaded += bytes;
    this.#onBytes(this.#loaded, this.#total);
  }

  /** Unpacks a gzipped body. A host may have done so already, so its first bytes decide. */
  async #unpacked(body, path) {
    if (!path.endsWith(".gz")) return body;
    const [start, whole] = body.tee();
    const peek = start.getReader();
    const { value = [] } = await peek.read().catch(() => ({})); // told by whoever reads the whole
    peek.cancel();
    return zipped(value) ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
  }

  /**
   * Passes a body on, read as fast as it comes and not only when someone asks for it: NumPy must
   * arrive while Python starts, and a body that breaks off must be noticed even if nobody reads it.
   * It ends only when the whole is found intact.
   */
  #readAhead(body, path) {
    return new ReadableStream({
      start: async (controller) => {
        const chunks = [];
        try {
          for (const reader = body.getReader(); ; ) {
            const { done, value } = await reader.read();
            if (done) break;
            chunks.push(value);
            controller.enqueue(value);
          }
          if (!(await intact(joined(chunks), this.#files[path].sha256))) throw new Error("damaged");
          controller.close();
        } catch {
          const error = new DownloadError(`${path} broke off or is damaged`);
          this.#fail(error);
          controller.error(error);
          forget(new URL(path, this.#root));
        }
      },
    });
  }
}

/** @param {Uint8Array} start of a file */
const zipped = (start) => GZIP_MAGIC.every((byte, i) => start[i] === byte);

/** @param {Uint8Array[]} chunks */
function joined(chunks) {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let start = 0;
  for (const chunk of chunks) {
    whole.set(chunk, start);
    start += chunk.length;
  }
  return whole;
}
