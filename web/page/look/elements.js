// The name of SVG's namespace, from a picture of the page: it is no address, but looks like one.
const SVG = document.querySelector("svg").namespaceURI;

/** Makes an HTML element. @param {string} name @param {object} attributes */
export const html = (name, attributes, ...children) =>
  furnished(document.createElement(name), attributes, children);

/** Makes an SVG element. @param {string} name @param {object} attributes */
export const svg = (name, attributes, ...children) =>
  furnished(document.createElementNS(SVG, name), attributes, children);

function furnished(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat());
  return element;
}
