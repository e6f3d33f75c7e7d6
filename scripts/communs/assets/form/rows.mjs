// Lists that grow: rows are added, taken away with a way back, and numbered as they stand.

import { $, make, words } from "./dom.mjs";
import { controlOf, inside } from "./values.mjs";

const MARKS = ["name", "id", "for", "data-path", "aria-describedby"];
const removed = new WeakMap(); // what stands in a row's place → the row

/** Adds a row at the end of a list. @param {HTMLElement} list @returns {Element} the row */
export function add(list) {
  const row = list.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
  list.querySelector(":scope > ul").append(row);
  number(list);
  dress(row);
  return row;
}

/**
 * Gives a list as many rows as there are values; its first row stays, empty, where there are none.
 * @param {HTMLElement} list
 * @param {number} n
 */
export function resize(list, n) {
  list.querySelectorAll(":scope > ul > .cm-retire").forEach((note) => note.remove());
  inside(list).slice(Math.max(n, 1)).forEach((row) => row.remove());
  while (inside(list).length < n) add(list);
  number(list);
}

/** Takes a row away and leaves a way back. @param {HTMLElement} row @returns {Element} where the focus goes */
export function remove(row) {
  const back = make("button", { type: "button", className: "cm-petit", data: { restore: "" } }, words.restore);
  const note = make("li", { className: "cm-retire" }, words.removed, " ", back);
  const list = row.closest("[data-list]");
  removed.set(note, row);
  row.replaceWith(note);
  number(list);
  return back;
}

/** Puts a row back. @param {Element} note what stands in its place @returns {Element} where the focus goes */
export function restore(note) {
  const row = removed.get(note);
  note.replaceWith(row);
  number(row.closest("[data-list]"));
  return controlOf(row);
}

function number(list) {
  const path = list.dataset.path;
  inside(list).forEach((row, index) => {
    const [from, to] = [row.dataset.path, `${path}.${index}`];
    row.querySelectorAll("[data-number]").forEach((place) => (place.textContent = index + 1));
    if (from !== to) rename(row, from, to);
  });
}

/** Puts one path for another in all that names it; a template in a row holds names too. */
function rename(row, from, to) {
  const dashed = [from, to].map((path) => path.replaceAll(".", "-"));
  const swap = (word) => [[from, to], dashed].reduce((text, [old, now]) => {
    const at = text.search(/^(c-|_)/) === 0 ? text.match(/^(c-|_)/)[0].length : 0;
    const rest = text.slice(at);
    return rest.startsWith(old) && /^([.-]|$)/.test(rest.slice(old.length)) ? text.slice(0, at) + now + rest.slice(old.length) : text;
  }, word);
  const all = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.content ? all(one.content) : [])]);
  for (const one of [row, ...all(row)]) {
    for (const mark of MARKS) {
      if (one.hasAttribute(mark)) one.setAttribute(mark, one.getAttribute(mark).split(" ").map(swap).join(" "));
    }
  }
}

/**
 * Adds what is the same for all: places for faults, descriptions, English twins, a first row for each plain list.
 * @param {HTMLElement} root
 */
export function dress(root) {
  for (const field of [root, ...root.querySelectorAll("[data-path]")]) {
    if (field.dataset.path && !$(faultOf(field))) describe(field);
    if (field.dataset.shape === "words" && !inside(field).length) english(field);
  }
  for (const list of root.querySelectorAll("[data-list]")) {
    const model = list.querySelector(":scope > template").content.firstElementChild;
    if (!model.dataset.shape && !inside(list).length) add(list);
  }
}

/** The id of the place where the faults of a field are told. @param {HTMLElement} field */
export const faultOf = (field) => `${idOf(field)}-faute`;

/** The id of a field's control, or of the group that it is. @param {HTMLElement} field */
export const idOf = (field) => `c-${field.dataset.path.replaceAll(".", "-")}`;

/** The faults of a group stand before what it holds, those of a control after it. */
function describe(field) {
  const [id, shape] = [idOf(field), field.dataset.shape];
  const fault = make("p", { className: "cm-faute", id: faultOf(field), hidden: true });
  const control = shape && shape !== "words" ? field : controlOf(field);
  const heads = field.querySelectorAll(":scope > :is(legend, .cm-aide, .cm-rang-nom)");
  if (control === field) heads[heads.length - 1].after(fault);
  else if (shape) control.after(fault);
  else field.append(fault);
  if (control.matches("[data-search]")) fault.before(make("output", { className: "cm-choisi", id: `${id}-choisi` }));
  const told = ["aide", "choisi", "faute"].map((part) => $(`${id}-${part}`)).filter((place) => field.contains(place));
  control.setAttribute("aria-describedby", told.map((place) => place.id).join(" "));
}

function english(field) {
  const french = controlOf(field);
  const twin = Object.assign(french.cloneNode(), { id: `${french.id}-en`, name: `${field.dataset.path}.en`, lang: "en" });
  const label = make("label", { htmlFor: twin.id }, `${field.querySelector("label").firstChild.textContent.trim()} ${words.inEnglish}`);
  const held = make("div", { className: "cm-champ", hidden: true, data: { path: twin.name } }, label, twin);
  const reveal = make("button", { type: "button", className: "cm-petit", ariaExpanded: "false", data: { reveal: "" } }, `+ ${words.english}`);
  twin.removeAttribute("aria-required");
  const last = field.querySelector(":scope > [data-remove]");
  last ? last.before(reveal, held) : field.append(reveal, held);
  describe(held);
}
