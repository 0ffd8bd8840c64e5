import { FILES } from "../../runtime/pictures.js";
import { Newest } from "../newest.js";
import { unzip } from "../zip.js";
import { LaterFiles } from "./later-files.js";

const FOLDER = "/pictures"; // in Python's file system
const files = new LaterFiles(FILES);

/** Asks a worker about pictures, and about the images of their digits. */
export class Pictures {
  #messenger;
  #readings;
  #explanations;
  #comparisons;
  /** Done when the worker has what reads pictures; null until it is asked for, and where it failed. */
  #come = null;

  /** @param {import("../messenger.js").Messenger} messenger */
  constructor(messenger) {
    this.#messenger = messenger;
    this.#readings = new Newest(messenger, "readPicture");
    this.#explanations = new Newest(messenger, "explainImage");
    this.#comparisons = new Newest(messenger, "compareImage");
  }

  /**
   * @param {{ width: number, height: number, data: Uint8ClampedArray }} imageData
   * @returns {Promise<import("./answers.js").PictureReading>}
   */
  async read(imageData) {
    const { width, height, data } = checked(imageData);
    await this.open();
    const reading = await this.#readings.request(() => ({
      payload: { pixels: data, width, height }, transfer: [data.buffer],
    }));
    return { ...reading, digits: reading.lines.flatMap(({ digits }) => digits) };
  }

  /** @returns {Promise<void>} done when the worker has what reads pictures */
  open() {
    return (this.#come ??= this.#bring());
  }

  /** @returns {Promise<import("./answers.js").Explanation>} */
  explain(image, digit, rival) {
    return this.#explanations.request(() => ({ payload: { image, digit, rival }, transfer: [] }));
  }

  /** @returns {Promise<import("./answers.js").Comparison>} */
  compare(image) {
    return this.#comparisons.request(() => ({ payload: { image }, transfer: [] }));
  }

  async #bring() {
    try {
      const [[, archive]] = await files.fetch();
      const unpacked = Array.from(unzip(archive), ([name, content]) => [`${FOLDER}/${name}`, content]);
      await this.#messenger.request("pictures", { folder: FOLDER, files: unpacked });
    } catch (error) {
      this.#come = null;
      throw error;
    }
  }
}

/** Refuses what is no picture before anything is fetched for it. */
function checked(imageData) {
  const { width, height, data } = imageData ?? {};
  if (!(data instanceof Uint8ClampedArray || data instanceof Uint8Array)) {
    throw new TypeError("A picture is { width, height, data }, its data a Uint8ClampedArray");
  }
  const sized = [width, height].every((side) => Number.isSafeInteger(side) && side > 0);
  if (!sized || data.length !== 4 * width * height) {
    throw new TypeError(`A picture of ${width} by ${height} pixels has four bytes for each, not ${data.length} in all`);
  }
  return imageData;
}
