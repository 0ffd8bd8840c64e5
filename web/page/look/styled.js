/**
 * Links a style sheet that the page can do without until something is opened, once.
 * @param {string} path relative to the site's root
 * @returns {Promise<void>} when it is there, or has failed to come: words need no looks
 */
export function styled(path) {
  if (document.querySelector(`link[href="${path}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: path });
  return new Promise((resolve) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove(); // for the next try
      resolve();
    };
    document.head.append(link);
  });
}
