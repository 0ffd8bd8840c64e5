/** What is said about a reading, in words. */

import { boxAround } from "./box.js";
import { leastSure } from "./chosen.js";

const NO_DIGIT = "That doesn’t look like a digit";
const NONE_FOUND = ["No number found", "Nothing in the picture looks like one"];
const DOT = 40; // in units of the paper: no larger than the pen is wide

/** @typedef {import("../../engine/recognizer.js").Reading} Reading */

/**
 * The line of a picture that a digit is in, its number from 1, and the digit's place in the line; of
 * a drawing all there is.
 * @param {Reading | import("../../engine/recognizer.js").PictureReading} reading
 * @param {number} place of the digit, of all there are
 */
export function lineOf(reading, place) {
  let before = 0;
  for (const [i, line] of (reading.lines ?? []).entries()) {
    if (place < before + line.digits.length) return { line, number: i + 1, at: place - before };
    before += line.digits.length;
  }
  return { line: reading, number: 1, at: place };
}

/**
 * The two lines beside the answer: the claim, or the question, and what is behind it.
 * @param {import("./chosen.js").Chosen} chosen
 * @returns {string[]}
 */
export function remarks({ reading, picture, place, stray, strokes }) {
  if (!reading && picture) return ["", picture.words];
  if (!reading?.digits.length && !stray.length) return picture ? NONE_FOUND : ["", "Draw, and it is read"];
  const [claim, detail] = ofDigit(reading, place);
  return [claim, ofStray(stray, strokes) || detail];
}

/**
 * The same for those who listen: of a number not the digits' particulars, but the number.
 * @param {Reading | null} reading
 * @param {number[][][]} strokes
 */
export function announcement(reading, strokes) {
  if (!reading) return "Nothing is drawn.";
  const { sure, digits, stray, lines } = reading;
  if (lines?.length === 0) return `${NONE_FOUND[0]}.`;
  const text = reading.text.replaceAll("\n", ", ");
  const [claim, detail] = ofDigit(reading, leastSure(digits));
  const sentences = sure ? [text] : [];
  if (digits.length < 2) sentences.push(claim, detail);
  else if (!sure) sentences.push(...(claim.endsWith("?") ? [claim] : [text, claim]));
  sentences.push(ofStray(stray, strokes));
  return sentences.filter(Boolean)
    .map((sentence) => (sentence.endsWith("?") ? sentence : `${sentence}.`)).join(" ");
}

/** @param {Reading} reading @param {number} placeOfAll of the digit, from the left; -1: of the last */
function ofDigit(reading, placeOfAll) {
  const { line: { text, alternative, digits }, at: place } = lineOf(reading, placeOfAll);
  const digit = digits.at(place);
  if (!digit) return [NO_DIGIT, ""];
  const { probabilities, candidates } = digit;
  const several = digits.length > 1 && digits.some((each) => each.candidates.length);
  const ranked = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
  const [first, second] = ranked.map((digit) => ({ digit, share: percent(probabilities[digit]) }));
  const claims = [
    [several ? `The ${ordinal(place)} doesn’t look like a digit` : NO_DIGIT,
      even(probabilities) ? "" : `Nearest: ${first.digit}, ${first.share}`],
    [several ? `${first.digit}: ${first.share} likely` : `${first.share} likely`,
      `Runner-up: ${second.digit}, ${second.share}`],
    [`Not sure: ${candidates.map((each) => withDigit(text, place, each)).join(" or ")}?`,
      candidates.map((each) => `${each}: ${percent(probabilities[each])}`).join(", ")],
  ];
  const [claim, detail] = claims[candidates.length];
  if (!alternative) return [claim, detail];
  return [`Not sure: ${text} or ${alternative}?`, candidates.length === 1 ? claim : detail];
}

/** Whether none of the digits is nearer than another, as when it was taught that it is none. */
const even = (probabilities) => Math.max(...probabilities) - Math.min(...probabilities) < 1e-3;

/** The number with one of its digits replaced. */
function withDigit(text, place, digit) {
  let at = -1;
  return text.replace(/\d/g, (each) => (++at === place ? digit : each));
}

/** As short as it is, it has room beside the number. */
function ofStray(stray, strokes) {
  if (stray.length === 0) return "";
  const dots = stray.every((stroke) => isDot(strokes[stroke]));
  if (stray.length === 1) return `${dots ? "A dot" : "One stroke"} is left over`;
  return `${stray.length} ${dots ? "dots" : "strokes"} are left over`;
}

function isDot(points) {
  const { left, right, top, bottom } = boxAround([points]);
  return Math.max(right - left, bottom - top) <= DOT;
}

/** "1st", "22nd", … @param {number} place counted from 0 */
function ordinal(place) {
  const number = place + 1;
  const ending = Math.floor(number / 10) % 10 === 1 ? "th" : ["th", "st", "nd", "rd"][number % 10] ?? "th";
  return `${number}${ending}`;
}

/** Rounded down: 100 % would be a claim. @param {number} share 0..1 */
export const percent = (share) => (share < 0.01 ? "< 1 %" : `${Math.floor(100 * share)} %`);
