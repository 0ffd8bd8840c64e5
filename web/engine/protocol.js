/**
 * The messages between the page's side of the engine and its worker.
 *
 * Every request gets exactly one answer with the same id. Callers test `ok`, never the truth of
 * `result`: an answer may be 0, "" or false.
 *
 * @typedef {{ id: number, kind: Kind, payload: unknown }} Request
 * @typedef {"open" | "keep" | "second" | "readWith" | "weights" | "read" | "steps" | "explain"
 *   | "compare" | "pictures" | "readPicture" | "explainImage" | "compareImage" | "teach" | "forget"
 *   | "taught" | "judgeTaught" | "requests"} Kind
 *   open: { fresh, restore }, whether to fetch past the browser's cache, and whether to go on from
 *   the memory of an earlier start. keep: null; keeps that memory. second: { files }, the path and
 *   the content of each of the second network's weight files. readWith: { alone }, 0 or 1 for the first or the
 *   second network alone, undefined for both. weights: { files }, the name and the content
 *   of each file of somebody's own weights, or null for those that were shipped. pictures: { folder, files }, the path and the content
 *   of what reads pictures. All these are answered with null.
 *   readPicture: { pixels, width, height }, four bytes a pixel. explainImage: { image, digit, rival }
 *   and compareImage: { image }, the 784 pixels of a digit.
 *   teach: { points, lengths, counts, labels }, the strokes of some drawings, how many each has, and
 *   what it is, -1 for no digit; forget: one drawing, or null for all. Both are answered with how
 *   many are taught now. taught and judgeTaught: null.
 *   requests: null; answered with the address of everything that the worker has asked for. All
 *   others carry a drawing, { points, lengths }, as flat numbers; explain also the { digit, rival }
 *   to tell apart. Their answers are those of recognizer.js.
 * @typedef {{ id: number, ok: true, result: unknown }} Success
 * @typedef {{ id: number, ok: false, error: { name: string, message: string } }} Failure
 * @typedef {{ kind: "progress", stage: string, loaded: number, total: number }} Progress
 *   loaded and total are bytes of the files that the engine needs; stage is in words.
 */

/** @type {(id: number, kind: Request["kind"], payload: unknown) => Request} */
export const request = (id, kind, payload) => ({ id, kind, payload });

/** @type {(id: number, result: unknown) => Success} */
export const success = (id, result) => ({ id, ok: true, result });

/** @type {(id: number, error: { name: string, message: string }) => Failure} */
export const failure = (id, { name, message }) => ({ id, ok: false, error: { name, message } });

/** @type {(stage: string, loaded: number, total: number) => Progress} */
export const progress = (stage, loaded, total) => ({ kind: "progress", stage, loaded, total });
