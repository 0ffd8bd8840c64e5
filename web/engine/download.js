import { DownloadError, forget, intact } from "./integrity.js";
import { refusedBy } from "./policy.js";
import { unxz } from "./xz.js";

/** What unpacks the others. */
export const UNPACKER = "runtime/xz.wasm";
const PACKED = /\.xz$/;
const XZ_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
/**
 * Bytes that are asked for and have not come, above which the next file waits: what is needed first
 * comes first, and the next request is on its way before the line falls silent.
 */
const AHEAD = 96 * 1024;

/**
 * Fetches files of the site in the order in which they are listed, counts their bytes as they
 * arrive, and unpacks those that are packed.
 */
export class Download {
  #root;
  #files;
  #cache;
  #ahead;
  #onBytes;
  #loaded = 0;
  #asked = 0;
  #total;
  /** @type {(() => void)[]} asks for a file each */
  #waiting = [];
  /** @type {Map<string, Promise<Response>>} by path */
  #responses = new Map();
  #unpacker = null;
  #fail;
  /** Never resolves; rejects with a DownloadError when any file fails. @type {Promise<never>} */
  failed = new Promise((_resolve, reject) => {
    this.#fail = reject;
  });

  /**
   * @param {URL} root the site's root
   * @param {Record<string, { size: number, unpacked?: number, sha256: string }>} files by path
   *   relative to the root, in the order in which they are needed: bytes to fetch, and of what they
   *   unpack to the bytes and the hash
   * @param {{ fresh?: boolean, near?: boolean }} how whether to fetch past the browser's cache; and
   *   whether the files are on the device, so that none need wait for another
   * @param {(loaded: number, total: number) => void} onBytes
   */
  constructor(root, files, { fresh = false, near = false }, onBytes) {
    this.#root = root;
    this.#files = files;
    this.#cache = fresh ? "reload" : "default";
    this.#ahead = near ? Infinity : AHEAD;
    this.#onBytes = onBytes;
    this.#total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
    this.failed.catch(() => {}); // whoever races against it handles it
    for (const [path, { size }] of Object.entries(files)) {
      const response = new Promise((resolve) => {
        this.#waiting.push(() => {
          this.#asked += size;
          resolve(this.#request(path));
        });
      });
      response.catch(this.#fail);
      this.#responses.set(path, response);
    }
    this.#count(0);
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

  /** Asks for all that has not been asked for: this thread will be busy, and cannot when it is time. */
  askForAll() {
    this.#ahead = Infinity;
    this.#count(0);
  }

  async #request(path) {
    const url = new URL(path, this.#root);
    let response;
    try {
      response = (await taken(url.href)) ?? (await fetch(url, { cache: this.#cache }));
    } catch {
      const directive = await refusedBy(url.href);
      throw new DownloadError(`${path} could not be fetched: ` + (directive
        ? `the host's content security policy forbids it (${directive})`
        : "is the connection gone?"));
    }
    if (!response.ok) throw new DownloadError(`${path} could not be fetched: HTTP ${response.status}`);
    // WebAssembly that the service worker has kept goes on as it came: browsers keep the compiled
    // code of no other, and there is no wait that progress could tell of.
    if (path.includes(".wasm") && response.headers.has("X-SHA256")) {
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
        scale ??= packed(chunk) ? 1 : size / unpacked;
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
    while (this.#waiting.length && this.#asked - this.#loaded < this.#ahead) this.#waiting.shift()();
    this.#onBytes(this.#loaded, this.#total);
  }

  /**
   * Unpacks a packed body. A host may have done so already, and the service worker has: so its first
   * bytes decide.
   */
  async #unpacked(body, path) {
    if (!PACKED.test(path)) return body;
    const [start, whole] = body.tee();
    const peek = start.getReader();
    const { value = [] } = await peek.read().catch(() => ({})); // told by whoever reads the whole
    peek.cancel();
    if (!packed(value)) return whole;
    this.#unpacker ??= this.bytes(UNPACKER).then((bytes) => WebAssembly.compile(bytes));
    return whole.pipeThrough(unxz(await WebAssembly.instantiate(await this.#unpacker)));
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

/** Takes the answer to a request that load-worker.js has made; null where it made none, or failed. */
function taken(address) {
  const response = self.early?.get(address) ?? null;
  self.early?.delete(address);
  return response;
}

/** @param {Uint8Array} start of a file */
const packed = (start) => XZ_MAGIC.every((byte, i) => start[i] === byte);

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
