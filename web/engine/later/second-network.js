import { FILES } from "../../runtime/second-network.js";
import { LaterFiles } from "./later-files.js";

const files = new LaterFiles(FILES);

/**
 * Fetches the second network's weights.
 * @returns {Promise<[string, Uint8Array][]>} where Python looks for each file, and its content;
 *   rejects with an Error whose message says what failed
 */
export async function fetchSecondNetwork() {
  return (await files.fetch()).map(([path, content]) => [`/${path}`, content]);
}
