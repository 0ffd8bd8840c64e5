const WRITING = "input, textarea, select, dialog[open], [contenteditable]";

/**
 * Listens for the keys that work anywhere on the page, but where one writes.
 * @param {{ undo: Function, redo: Function, clear: Function, recognize: Function, help: Function }} actions
 */
export function listenForShortcuts(actions) {
  document.addEventListener("keydown", (event) => {
    const action = actionOf(event);
    if (!action || event.target.closest(WRITING)) return;
    event.preventDefault();
    actions[action]();
  });
}

function actionOf(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey) return null;
  if (ctrlKey || metaKey) {
    if (event.getModifierState("AltGraph")) return null; // it writes a character
    const letter = latin(event);
    if (letter === "z") return shiftKey ? "redo" : "undo";
    if (letter === "y" && ctrlKey) return "redo";
    return key === "Enter" ? "recognize" : null;
  }
  return { "?": "help", Delete: "clear", Backspace: "clear" }[key] ?? null;
}

/**
 * The letter that is meant, as on a Latin keyboard: what the key writes (Dvorak's Z is elsewhere than
 * QWERTY's), but where that is a letter of another script, the one at its place.
 */
function latin({ key, code }) {
  const foreign = /^[\p{L}\p{M}]+$/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return (foreign ? code.replace("Key", "") : key).toLowerCase();
}
