import { html } from "./elements.js";

/**
 * A choice of one of few, side by side.
 * @param {string} label
 * @param {string[]} options
 * @param {string} chosen one of them
 * @param {(option: string) => void} onChoose
 * @returns {HTMLElement} a group of radio buttons
 */
export function choice(label, options, chosen, onChoose) {
  const radios = options.map((option) => {
    const radio = html("input", { type: "radio", name: label, value: option });
    radio.checked = option === chosen;
    return html("label", {}, radio, html("span", {}, capital(option)));
  });
  const group = html("fieldset", { class: "choice", role: "radiogroup" }, html("legend", {}, label), radios);
  group.addEventListener("change", ({ target }) => onChoose(target.value));
  return group;
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
