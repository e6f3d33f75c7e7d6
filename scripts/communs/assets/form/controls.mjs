// What belongs to a control beside its value: its name for people, its length, its English, its preview.

import { $, count, make, words } from "./dom.mjs";
import { opening } from "./opened.mjs";
import { dress } from "./rows.mjs";
import { pathOf, put } from "./values.mjs";

const beside = (control, name) => control.parentElement.querySelector(`:scope > .${name}`);
let pressed = { text: "", at: 0 };

/** Makes ready the controls of a place that has just been drawn or filled. @param {Element} root */
export function prepare(root) {
  dress(root);
  root.querySelectorAll("[data-markdown]").forEach((control) => beside(control, "cm-apercu") ?? previewed(control));
  root.querySelectorAll("[data-path] [name]").forEach(refresh);
}

function previewed(control) {
  const button = make("button", { type: "button", className: "cm-petit", ariaExpanded: "false", data: { preview: "" } }, words.preview);
  control.after(button, make("div", { className: "cm-apercu", hidden: true }));
}

/** Brings up to date what stands around a control. @param {HTMLInputElement} control */
export async function refresh(control) {
  const held = control.closest(".cm-champ[hidden]");
  if (held && control.value) reveal(held);
  if (control.dataset.limit) note(control, "cm-compteur").textContent = remaining(control);
  if (control.tagName === "SELECT") note(control, "cm-choisi").textContent = control.selectedOptions[0]?.title ?? "";
  if (beside(control, "cm-apercu")?.hidden === false) await draw(control);
  if (control.dataset.search !== undefined) await nameChosen(control);
}

function note(control, name) {
  const found = beside(control, name) ?? make("p", { className: `cm-aide ${name}` });
  if (!found.parentElement) control.after(found);
  return found;
}

function remaining({ value, dataset: { limit } }) {
  const left = limit - [...value].length;
  return !value ? count(words.limit, limit) : left < 0 ? count(words.over, -left) : count(words.left, left);
}

async function nameChosen(control) {
  const value = control.value;
  const label = value && (await (await opening).shown(pathOf(control.closest("[data-path]")), value));
  if (control.value === value) $(`${control.id}-choisi`).textContent = label === value ? "" : label;
}

async function draw(control) {
  const { render } = await import("./preview.mjs"); // few ask for it
  beside(control, "cm-apercu").replaceChildren(...render(control.value));
}

/** Shows a field that waits behind its button. @param {Element} field */
export function reveal(field) {
  field.hidden = false;
  field.previousElementSibling.hidden = true;
}

/** Opens or closes the preview that a button commands. @param {HTMLButtonElement} button */
export async function preview(button) {
  const drawn = button.nextElementSibling;
  drawn.hidden = !drawn.hidden;
  button.textContent = drawn.hidden ? words.preview : words.hide;
  button.ariaExpanded = String(!drawn.hidden);
  if (!drawn.hidden) await draw(button.parentElement.querySelector("textarea"));
}

/** What was typed becomes what it stands for: a name its id, a day its date. @param {HTMLInputElement} control */
export async function convert(control) {
  const before = control.value;
  if (control.dataset.read === undefined || control.tagName === "SELECT" || !before.trim()) return;
  const found = await (await opening).value(pathOf(control.closest("[data-path]")), before);
  if (control.value === before && String(found) !== before) put(control, found);
  await refresh(control);
}

/** In a list, typing leads to a name, as browsers do, and to an id too. @param {KeyboardEvent} event */
export function lookUp(event) {
  const { target, key, timeStamp } = event;
  if (target.tagName !== "SELECT" || key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  const text = (timeStamp - pressed.at < 1000 ? pressed.text : "") + key.toLowerCase();
  pressed = { text, at: timeStamp };
  const begins = (word) => word.toLowerCase().startsWith(text);
  const found = [...target.options].find((one) => begins(one.text)) ?? [...target.options].find((one) => begins(one.value));
  if (!found || text === " ") return;
  event.preventDefault();
  if (found.selected) return;
  found.selected = true;
  target.dispatchEvent(new Event("input", { bubbles: true }));
}
