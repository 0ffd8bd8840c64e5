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

function actionOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey) return null;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
    if (key.toLowerCase() === "y" && ctrlKey) return "redo";
    return key === "Enter" ? "recognize" : null;
  }
  return { "?": "help", Delete: "clear", Backspace: "clear" }[key] ?? null;
}
