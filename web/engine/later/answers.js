/**
 * What the engine answers, in types alone: nothing asks for this file but who reads the code.
 *
 * What was read from one drawing.
 * @typedef {{ text: string, sure: boolean, alternative: string, digits: DigitReading[],
 *   point: number[], stray: number[] }} Reading
 *   text is "" and digits empty when there was nothing to read, else the digits from left to right,
 *   with a "." where a decimal separator is; sure is false when it is better to ask than to claim;
 *   alternative is the second best reading of the whole number where it is close, maybe of another
 *   length, else ""; point are the strokes that are the decimal separator, and stray those that
 *   belong to no digit: all strokes are told by their places in the drawing, from 0
 * @typedef {{ probabilities: number[], candidates: number[], image: Float32Array,
 *   strokes: number[] }} DigitReading
 *   ten probabilities that sum to 1; what was drawn: one digit when that is sure, two when it is
 *   one of them, none when it is no digit; the 784 pixels that the network was given, row by row,
 *   0 = paper to 1 = ink; and the strokes that the digit is made of
 *
 * What was read from one picture.
 * @typedef {{ text: string, sure: boolean, lines: LineReading[], digits: PictureDigit[] }
 *   } PictureReading
 *   a number for each line, from top to bottom, in text joined by line feeds; none when nothing was
 *   found; and the digits of all lines
 * @typedef {{ text: string, sure: boolean, alternative: string, digits: PictureDigit[]
 *   }} LineReading as of a drawing
 * @typedef {{ probabilities: number[], candidates: number[], image: Float32Array, box: number[]
 *   }} PictureDigit
 *   as of a drawing, but for the strokes; and where it is in the picture: left, top, right and
 *   bottom, in its pixels
 *
 * Why one digit rather than its rival; all figures are in nats.
 * @typedef {{ digit: number, rival: number, difference: number, odds: number, constant: number,
 *   shares: Float64Array, inkFor: number, inkAgainst: number, neurons: Neuron[],
 *   taught: number, networks: string[] }} Explanation
 *   the difference of the two logits; how many times likelier the digit is; the share of each of
 *   the 784 pixels, above 0 for the digit and below for the rival, and the sums of either: the
 *   shares, the constant, and what speaks for the digit from what was taught sum to the difference
 * @typedef {{ network: number, number: number, share: number, looksFor: Float64Array }} Neuron
 *   which of the networks that read, its share in the difference, and for each of the 784 pixels
 *   how ink there makes it fire: of the two layers its weights, else its slope for this drawing
 *
 * What each of two networks says of one digit.
 * @typedef {{ probabilities: number[][], filters: Float32Array[], maps: Float32Array[] }} Comparison
 *   ten shares that sum to 1, of the two layers and of the convolution; the latter's 16 filters of
 *   5×5 weights, and what each sees in this drawing: a map of 12×12 numbers, 0 or above
 *
 * A drawing that was taught, and what it is: a digit, or null for none.
 * @typedef {{ strokes: number[][][], digit: number | null }} Example
 */

export {};
