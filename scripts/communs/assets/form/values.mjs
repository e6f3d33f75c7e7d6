// The controls of a form ↔ the fields of an entry as plain JSON; what has no control is kept aside.

import { words } from "./dom.mjs";

const shown = new WeakMap(); // control → the value put there and its text, so that it comes back untouched
const aside = new WeakMap(); // place → what stands there and that no control can show
const DAY = /^\d{4}-\d\d-\d\d$/;
const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const scalar = (value) => value !== null && typeof value !== "object";
const empty = (value) => Object.keys(value).length === 0;
const shapeOf = (place) => (place.tagName === "FORM" ? "group" : place.dataset.shape ?? "leaf");

/** The fields (of a list: the rows) that stand directly in a place. @param {Element} place @returns {HTMLElement[]} */
export const inside = (place) =>
  [...place.querySelectorAll("[data-path]")].filter((one) => one.parentElement.closest("[data-path], form") === place);

/** The control of a field that holds no others, the French one of a text by language. @param {Element} field */
export const controlOf = (field) => field.querySelector("[name]:not([data-key])");

/** The name of a field in what holds it. @param {HTMLElement} field @returns {string} */
export const nameOf = (field) => field.querySelector(":scope > .cm-paire [data-key]")?.value.trim() ?? field.dataset.path.split(".").at(-1);

/** The path of a field in the entry, by the rows that the reader sees. @param {HTMLElement} field @returns {(string|number)[]} */
export function pathOf(field) {
  const above = field.parentElement.closest("[data-path]");
  const name = nameOf(field);
  return [...(above ? pathOf(above) : []), above?.dataset.shape === "list" ? Number(name) : name];
}

/** What the reader wrote in a place: a value, or undefined where there is nothing. @param {HTMLElement} place */
export function read(place) {
  const own = READ[shapeOf(place)](place);
  return own === undefined ? aside.get(place) : own;
}

/** The fields of a group that belong to the entry: `_id` is the name of its file. */
const fieldsOf = (place) => inside(place).filter((field) => !field.dataset.path.startsWith("_"));

const READ = { group, pairs: group, words: byLanguage, list, leaf };

function group(place) {
  const kept = aside.get(place);
  const found = new Map(Object.entries(isMap(kept) ? kept : {}));
  for (const field of fieldsOf(place)) {
    const value = read(field);
    if (value !== undefined) found.set(nameOf(field), value);
  }
  if (!found.size && place.tagName !== "FORM") return undefined;
  const plain = place.dataset.asPlain && found.size === 1 && found.get(place.dataset.plain);
  return plain || Object.fromEntries(found);
}

function list(place) {
  const values = [];
  for (const row of inside(place)) {
    const value = read(row);
    row.dataset.at = value === undefined ? "" : values.push(value) - 1;
  }
  if (values.length === 1 && "single" in place.dataset && !place.dataset.many) return values[0];
  return values.length ? values : undefined;
}

function byLanguage(place) {
  const [fr, en] = [leaf(place), read(inside(place)[0])];
  const kept = aside.get(place);
  if (en === undefined && !place.dataset.apart && !isMap(kept)) return fr;
  const found = { ...(isMap(kept) ? kept : {}), ...(fr === undefined ? {} : { fr }), ...(en === undefined ? {} : { en }) };
  return empty(found) ? undefined : found;
}

function leaf(field) {
  const control = controlOf(field);
  const put = shown.get(control);
  if (control.type === "checkbox") return control.checked || (put?.value === false ? false : undefined);
  if (put?.text === control.value) return put.value;
  const text = control.value.trim();
  if (!text) return undefined;
  if (control.dataset.type === "boolean") return { true: true, [words.oui]: true, false: false, [words.non]: false }[text] ?? text;
  return control.dataset.type && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Shows a value in a control. @param {HTMLInputElement} control @returns {boolean} false where it would change it */
export function put(control, value) {
  if (control.type === "checkbox") control.checked = value === true;
  const plain = control.tagName === "SELECT" || control.type === "checkbox";
  const text = typeof value === "boolean" && !plain ? words[value ? "oui" : "non"] : String(value ?? "");
  if (control.tagName === "SELECT" && ![...control.options].some((one) => one.value === text)) control.add(new Option(text));
  if (control.type === "date" && text && !DAY.test(text)) control.type = "text";
  if (control.type !== "checkbox") control.value = text;
  shown.set(control, { text, value });
  return control.type === "checkbox" ? value === undefined || typeof value === "boolean" : control.value === text;
}

/**
 * Shows a value in a place and in all that it holds; `resize(list, n)` gives a list its rows.
 * @param {Element} place
 * @param {any} value
 * @param {(list: Element, n: number) => void} resize
 */
export function fill(place, value, resize) {
  aside.delete(place);
  const fits = FILL[shapeOf(place)](place, value, resize);
  if (!fits && value !== undefined) aside.set(place, value);
}

const FILL = { group: fillGroup, list: fillList, pairs: fillPairs, words: fillWords, leaf: fillLeaf };

function fillGroup(place, value, resize) {
  const plain = place.dataset.plain && scalar(value);
  const known = plain ? { [place.dataset.plain]: value } : isMap(value) ? { ...value } : {};
  place.dataset.asPlain = plain ? "1" : "";
  for (const field of fieldsOf(place)) {
    fill(field, known[nameOf(field)], resize);
    delete known[nameOf(field)];
  }
  if (isMap(value) && !empty(known)) aside.set(place, known);
  return plain || isMap(value);
}

function fillList(place, value, resize) {
  const single = "single" in place.dataset && scalar(value);
  const values = Array.isArray(value) ? value : single ? [value] : [];
  place.dataset.many = Array.isArray(value) ? "1" : "";
  resize(place, values.length);
  inside(place).forEach((row, index) => fill(row, values[index], resize));
  return values.length > 0;
}

function fillPairs(place, value, resize) {
  const pairs = isMap(value) ? Object.entries(value) : [];
  resize(place, pairs.length);
  inside(place).forEach((row, index) => {
    put(row.querySelector("[data-key]"), pairs[index]?.[0]);
    fill(row, pairs[index]?.[1], resize);
  });
  return pairs.length > 0;
}

function fillWords(place, value, resize) {
  const { fr, en, ...others } = isMap(value) ? value : { fr: value };
  const fits = (fr === undefined || scalar(fr)) && put(controlOf(place), fr);
  place.dataset.apart = isMap(value) ? "1" : "";
  fill(inside(place)[0], en, resize);
  if (fits && !empty(others)) aside.set(place, others);
  if (!fits) [controlOf(place), controlOf(inside(place)[0])].forEach((control) => put(control));
  return fits;
}

function fillLeaf(field, value) {
  const fits = (value === undefined || scalar(value)) && put(controlOf(field), value);
  if (!fits) put(controlOf(field));
  return fits;
}

/**
 * The field that a path of the entry leads to, and whether it is the very one. Rows are those of the last reading.
 * @param {HTMLFormElement} form
 * @param {(string|number)[]} path
 */
export function locate(form, path) {
  let place = form;
  for (const [index, part] of path.entries()) {
    if (place.dataset.shape === "words" && part === "fr") continue;
    const held = place.dataset.shape === "list" ? (one) => one.dataset.at === String(part) : (one) => nameOf(one) === String(part);
    const next = inside(place).find(held);
    if (!next) return { field: index ? place : null, exact: false };
    place = next;
  }
  return { field: place === form ? null : place, exact: place !== form };
}

/** What no control shows: paths and values. @param {HTMLFormElement} form */
export function kept(form) {
  const found = [];
  for (const place of [form, ...form.querySelectorAll("[data-path]")]) {
    const value = aside.get(place);
    if (value === undefined) continue;
    const path = place === form ? [] : pathOf(place);
    const whole = !isMap(value) || !["group", "words"].includes(shapeOf(place));
    found.push(...(whole ? [{ place, path, value }] : Object.entries(value).map(([name, one]) => ({ place, path: [...path, name], name, value: one }))));
  }
  return found;
}

/** Lets go of something that was kept aside. @param {{place: Element, name?: string}} what one of `kept` */
export function drop({ place, name }) {
  if (name === undefined) aside.delete(place);
  else aside.set(place, Object.fromEntries(Object.entries(aside.get(place)).filter(([one]) => one !== name)));
}
