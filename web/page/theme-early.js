// As early as can be, so that nothing flashes, but nothing waits for it: it might not come.
try {
  const theme = localStorage.getItem("pixelpredict-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme it is.
}
