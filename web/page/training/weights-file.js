const WEIGHTS = new URL("../../weights/", import.meta.url);
/** The folders of what training wrote, by the networks' names. */
export const FOLDERS = { "two layers": "", convolution: "convolutional/" };

/**
 * Fetches a file that lies beside the weights.
 * @param {string} path relative to the first network's
 * @returns {Promise<Response>} rejects with an Error whose message says what failed
 */
export async function weightsFile(path) {
  let response;
  try {
    response = await fetch(new URL(path, WEIGHTS));
  } catch {
    throw new Error(`${path} could not be fetched: is the connection gone?`);
  }
  if (!response.ok) throw new Error(`${path} could not be fetched: HTTP ${response.status}`);
  return response;
}
