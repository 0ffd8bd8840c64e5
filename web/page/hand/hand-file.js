/**
 * What was taught as a file: a JSON object a line, as py/train.py reads it.
 *
 *     {"writer": "page", "digit": 4, "strokes": [[[x, y], ...], ...]}
 *
 * What is no digit has "label": "none" in the place of "digit".
 */

/** @typedef {import("../../engine/recognizer.js").Example} Example */

const LARGEST = 20e6; // bytes: some thousand drawings
const WRITER = "page";
const FARTHEST = 1e150; // in any unit, as the reader has it

/** @param {Example[]} examples @returns {Blob} */
export function toFile(examples) {
  const lines = examples.map(({ strokes, digit }) => JSON.stringify(
    digit === null ? { writer: WRITER, label: "none", strokes } : { writer: WRITER, digit, strokes }));
  return new Blob(lines.map((line) => `${line}\n`), { type: "application/jsonl" });
}

/**
 * @param {File} file
 * @returns {Promise<Example[]>} rejects with an Error whose message names the file, the line and
 *   what is wrong there
 */
export async function fromFile(file) {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than 20 MB: is it a file of drawings?`);
  const text = await file.text().catch(() => {
    throw new Error(`${file.name} cannot be read`);
  });
  const lines = text.split("\n");
  const examples = lines.flatMap((line, i) => {
    if (!line.trim()) return [];
    try {
      return [example(JSON.parse(line))];
    } catch (error) {
      const words = error instanceof SyntaxError ? "it is no JSON" : error.message;
      throw new Error(`${file.name}, line ${i + 1}: ${words}. Nothing was loaded`);
    }
  });
  if (!examples.length) throw new Error(`${file.name} holds no drawings`);
  return examples;
}

/** @returns {Example} */
function example(entry) {
  const { digit, label, strokes } = entry ?? {};
  if (digit === undefined && typeof label !== "string") throw new Error("neither “digit” nor “label”");
  if (digit !== undefined && !(Number.isInteger(digit) && digit >= 0 && digit <= 9)) {
    throw new Error(`the digit is ${JSON.stringify(digit)}, expected 0 to 9`);
  }
  const isList = (value, test) => Array.isArray(value) && value.length > 0 && value.every(test);
  if (!isList(strokes, (stroke) => isList(stroke, isPoint))) throw new Error("“strokes” are no lists of points [x, y]");
  return { strokes, digit: digit ?? null };
}

const isPoint = (point) => Array.isArray(point) && point.length === 2 && point.every((value) => Number.isFinite(value) && Math.abs(value) <= FARTHEST);
