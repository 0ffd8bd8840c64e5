// Before the first paint, so that nothing flashes: a classic script, for which the document waits.
try {
  const theme = localStorage.getItem("pixelpredict-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme it is.
}
