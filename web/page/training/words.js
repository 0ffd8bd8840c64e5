/** What the names in history.npy and model.json mean. Names that are new are shown as they are. */

const SETS = {
  train: "MNIST, trained on",
  test: "MNIST, test",
  val: "MNIST, held back",
  pen_val: "Pen digits, unseen writers",
  pendigits_val: "Pendigits, unseen writers",
  drawn_val: "Pen digits, held back",
  mnist_test: "MNIST, test",
  mnist_validation: "MNIST, held back",
  pen_validation: "Pen digits, unseen writers",
  pendigits_validation: "Pendigits, unseen writers",
  drawn_validation: "Pen digits, held back",
  digits: "Pen digits, each read as a number",
  digits_read_right: "Pen digits that are read right",
  letters: "Letters and signs",
  scribbles: "Scribbles",
  slanted_left: "Pen digits, leaning 20° more to the left",
  slanted_right: "Pen digits, leaning 20° more to the right",
  moved: "Pen digits, each at 20 places and sizes",
  two_digits: "Numbers of two digits",
  three_digits: "Numbers of three digits",
  four_digits: "Numbers of four digits",
  decimals: "Numbers with a decimal separator",
  numbers_read_right: "Numbers that are read right",
  numbers_misread: "Numbers that are misread",
  numbers_moved: "Numbers, twice as large, elsewhere, leaning 15° more",
  photo_plain: "Photos of a digit on plain paper",
  photo_ruled: "Photos of a digit on ruled paper",
  photo_squared: "Photos of a digit on squared paper",
  photo_numbers_plain: "Photos of a number on plain paper",
  photo_numbers_squared: "Photos of a number on squared paper",
  photo_touching: "Photos of a number whose digits touch",
  photo_pages: "Photos of pages of ten numbers",
  photo_nothing: "Photos without a digit",
  photo_blank: "Photos of bare paper",
  photo_print: "Photos of printed words",
  photo_scribble: "Photos of scribbles",
  photo_letters: "Photos of letters",
  photo_texture: "Photos of cloth, wood and the like",
};

/** Names of figures, and how they are written. */
const FIGURES = {
  accuracy: ["read right", percent],
  loss: ["loss", (value) => `${value.toFixed(3)} nats`],
  calibration_error: ["confidence is off by", percent],
  not_sure: ["“not sure”", percent],
  digit_count: ["the right number of digits", percent],
  wrong_but_sure: ["misread, and yet called sure", percent],
  torn: ["taken for several digits", percent],
  same_answer: ["always the same answer", percent],
  no_sure_digit: ["no digit called sure", percent],
  all_lines: ["all lines found, in their order", percent],
  lines_right: ["lines read right", percent],
  largest_change: ["largest change of a probability", percent],
};

const SETTINGS = {
  layers: "Layers",
  epochs: "Epochs",
  batch_size: "Examples a step",
  learning_rate: "Highest learning rate",
  adam: "Adam instead of plain gradient descent",
  weight_decay: "Weight decay",
  warm_up: "Epochs of warm-up",
  average_decay: "Running mean of the weights",
  pen: "Drawings",
};

/** @param {string} name */
export const set = (name) => SETS[name] ?? spaced(name);

/** @param {string} name @param {number} value @returns {[string, string]} what it is, and how much */
export function figure(name, value) {
  const [words, written] = FIGURES[name] ?? [spaced(name), String];
  return [words, written(value)];
}

/** @param {string} name */
export const setting = (name) => SETTINGS[name] ?? capital(spaced(name));

/** @param {number} share 0..1 */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** @param {number} number */
export const count = (number) => number.toLocaleString("en");

const spaced = (name) => name.replaceAll("_", " ");
const capital = (text) => text[0].toUpperCase() + text.slice(1);
