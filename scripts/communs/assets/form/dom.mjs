// What every part of the form page shares: its words, its settings, and a short way to make elements.

/** @param {string} id */
export const $ = (id) => document.getElementById(id);

const told = (id) => JSON.parse($(id).textContent);
export const words = told("mots");
export const settings = told("reglages");

/**
 * An element with its properties and what stands in it; `data` holds its data-attributes.
 * @param {string} tag
 * @param {object} [facts]
 * @param {...(Node|string)} inside
 */
export function make(tag, { data = {}, ...facts } = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), facts);
  Object.assign(made.dataset, data);
  made.append(...inside);
  return made;
}

/**
 * A sentence with its number; of several forms, the one that the number takes.
 * @param {string | string[]} sentences
 * @param {number} n
 */
export const count = (sentences, n) => ([].concat(sentences).at(n === 1 ? -2 : -1) ?? sentences).replace("{n}", n);
