import { FILES } from "../../runtime/second-network.js";
import { Download } from "../download.js";

/**
 * What each of two networks says of one digit.
 * @typedef {{ probabilities: number[][], filters: Float32Array[], maps: Float32Array[] }} Comparison
 *   ten shares that sum to 1, of the two layers and of the convolution; the latter's 16 filters of
 *   5×5 weights, and what each sees in this drawing: a map of 12×12 numbers, 0 or above
 */

const ROOT = new URL("../../", import.meta.url);
/** Whether it failed before: what the browser has kept since may be damaged. */
let failed = false;

/**
 * Fetches the second network's weights, each checked against its hash. On the page's side, for a
 * slow connection must not look like a worker that has died.
 * @returns {Promise<[string, Uint8Array][]>} where Python looks for each file, and its content;
 *   rejects with an Error whose message says what failed
 */
export async function fetchSecondNetwork() {
  const paths = Object.keys(FILES);
  if (!paths.length) throw new Error("this page was built without it");
  const download = new Download(ROOT, FILES, failed, () => {});
  failed = true; // until all has come
  const contents = await Promise.race([
    Promise.all(paths.map((path) => download.bytes(path))),
    download.failed,
  ]);
  failed = false;
  return paths.map((path, i) => [`/${path}`, contents[i]]);
}
