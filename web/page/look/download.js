/** Lets the browser save a file. @param {Blob} file @param {string} name */
export function download(file, name) {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
