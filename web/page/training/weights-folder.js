/** The names in a folder as py/train.py writes it. The engine checks what is in the files. */
const SECOND = "convolutional";
const WEIGHTS = {
  "": ["W1.npy", "b1.npy", "W2.npy", "b2.npy"],
  [SECOND]: ["K1.npy", "b1.npy", "K2.npy", "b2.npy", "W3.npy", "b3.npy", "W4.npy", "b4.npy"],
};
/** Which nothing else has: these tell whose the files beside them are. */
const [FIRST_ALONE, SECOND_ALONE] = [["W1.npy", "W2.npy"], WEIGHTS[SECOND].filter((name) => !WEIGHTS[""].includes(name))];
const PAPERS = ["model.json", "history.npy", "together.json"];
/** A weight file has 0.8 MB at most, and the others far less. */
const LARGEST = 1e6; // bytes
const WANTED = "Choose the folder that py/train.py wrote, with W1.npy, b1.npy, W2.npy and b2.npy in it";

/**
 * Reads a weights folder, or its files.
 * @param {{ path: string[], file: File }[]} arrived path: the folders that each lies in, and its name
 * @returns {Promise<import("../panels/own-weights.js").Folder>} rejects with an Error that names the
 *   file and says what to do
 */
export async function weightsFolder(arrived) {
  const networks = parted(arrived);
  for (const [network, files] of networks) requireAll(network, files);
  const entries = [...networks].flatMap(([network, files]) => [...files].map(([name, file]) =>
    [network ? `${network}/${name}` : name, file]));
  const isPaper = ([path]) => PAPERS.includes(path.split("/").at(-1));
  const contents = (some, fault) => Promise.all(some.map(async ([path, file]) =>
    [path, await content(path, file).catch(fault)]));
  return {
    weights: await contents(entries.filter((entry) => !isPaper(entry)), (error) => Promise.reject(error)),
    papers: new Map(await contents(entries.filter(isPaper), (error) => error)),
    second: networks.has(SECOND),
  };
}

/** @returns {Map<string, Map<string, File>>} by the network's folder, by name; what is neither's is left out */
function parted(arrived) {
  const networks = new Map([["", new Map()]]);
  for (const { path, file } of arrived) {
    const [name, folder, ...above] = [...path].reverse();
    const network = folder === SECOND ? SECOND : "";
    if (above.length > (network ? 1 : 0) || ![...WEIGHTS[""], ...WEIGHTS[SECOND], ...PAPERS].includes(name)) continue;
    if (!networks.has(network)) networks.set(network, new Map());
    if (networks.get(network).has(name)) throw new Error(`There are two files ${name}. Choose one folder at a time`);
    networks.get(network).set(name, file);
  }
  const loose = networks.get("");
  const [first, second] = [FIRST_ALONE, SECOND_ALONE].map((names) => names.find((name) => loose.has(name)));
  if (first && second) {
    throw new Error(`${second} is the convolutional network’s, and lies beside ${first}. Its files belong in a folder ${SECOND}, for each network has a b1.npy`);
  }
  if (second || (!loose.size && networks.has(SECOND))) {
    throw new Error(`These are the convolutional network’s files alone: W1.npy, b1.npy, W2.npy and b2.npy are missing. Choose the folder in which these lie beside ${SECOND}`);
  }
  return networks;
}

function requireAll(network, files) {
  const missing = WEIGHTS[network].filter((name) => !files.has(name));
  if (missing.length === WEIGHTS[network].length && !network) throw new Error(`No weights are there. ${WANTED}`);
  if (missing.length) throw new Error(`${network && `${network}/`}${missing[0]} is missing. ${network ? `Choose a folder with all of them, or without ${network}` : WANTED}`);
}

async function content(path, file) {
  if (file.size > LARGEST) {
    throw new Error(`${path} has ${(file.size / 1e6).toFixed(1)} MB, and such a file has less than 1. Is it another program’s?`);
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Error(`${path} could not be read. Has it been changed since? Choose it again`);
  }
}
