// Findings → sentences beside their fields, a summary that takes the focus, and what the form cannot show.

import { $, count, make, words } from "./dom.mjs";
import { faultOf, idOf } from "./rows.mjs";
import { controlOf, drop, kept, locate } from "./values.mjs";

const left = new WeakSet(); // fields that were left once: before that, their faults would only disturb
const WRITTEN = ["origine", "verifie_le"];
const sentence = ({ message, hint }) => [message, hint].filter(Boolean).join(" ");
const text = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value) : String(value));

/** A field was left, and so was all that it stands in. @param {Element} control */
export function leave(control) {
  for (let field = control.closest("[data-path]"); field; field = field.parentElement.closest("[data-path]")) left.add(field);
}

/**
 * Each finding with the field that it is about; `lost` where the form has no such field.
 * @param {HTMLFormElement} form
 * @param {object[]} findings
 */
export function place(form, findings) {
  return findings.map((finding) => {
    const { field, exact } = locate(form, finding.path.length ? finding.path : ["_id"]);
    return { ...finding, field, lost: !exact };
  });
}

/**
 * Shows beside each field what is to be said of it, now or once it was left.
 * @param {HTMLFormElement} form
 * @param {object[]} placed
 * @param {boolean} all
 * @returns {number} how many errors are shown
 */
export function show(form, placed, all) {
  let errors = 0;
  for (const field of form.querySelectorAll("[data-path]")) {
    const told = placed.filter((finding) => finding.field === field && !finding.lost && (all || left.has(field)));
    const here = $(faultOf(field));
    const wrong = told.some(({ severity }) => severity === "error");
    errors += told.filter(({ severity }) => severity === "error").length;
    if (!here) continue;
    const said = JSON.stringify(told.map(({ field: _, ...finding }) => finding));
    if (here.dataset.said !== said) here.replaceChildren(...told.map(line));
    here.dataset.said = said;
    here.hidden = !told.length;
    const control = field.dataset.shape && field.dataset.shape !== "words" ? null : controlOf(field);
    if (control) wrong ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid");
    field.classList.toggle("cm-fautif", wrong);
  }
  return errors;
}

const word = ({ severity }) => make("b", {}, words[severity], words.colon);

function line(finding) {
  const made = make("span", { className: `cm-constat cm-constat--${finding.severity}` }, word(finding), sentence(finding));
  if (finding.fix !== null && finding.fix !== undefined) made.append(" ", offered(finding));
  return made;
}

function offered(finding) {
  const button = make("button", { type: "button", className: "cm-petit", data: { fix: "" } }, `${words.fix} ${text(finding.fix)}`);
  button.finding = finding;
  return button;
}

/** The summary of what stops the entry, with a way to each. @param {object[]} placed @returns {number} how many errors there are */
export function summarise(placed) {
  const errors = placed.filter(({ severity }) => severity === "error");
  const ways = errors.map((finding) => {
    const link = make("a", { href: `#${finding.field ? idOf(finding.field) : "reste"}`, data: { way: "" } }, sentence(finding));
    return make("li", {}, link);
  });
  $("fautes").replaceChildren(make("h2", {}, words.title), make("ul", {}, ...ways));
  $("fautes").hidden = !errors.length;
  return errors.length;
}

/** Takes out of the summary what has been mended; it says nothing new before it is asked again. @param {object[]} placed */
export function tidy(placed) {
  const left = new Set(placed.filter(({ severity }) => severity === "error").map(sentence));
  for (const link of $("fautes").querySelectorAll("[data-way]")) left.has(link.textContent) || link.parentElement.remove();
  if (!$("fautes").querySelector("[data-way]")) $("fautes").hidden = true;
}

/** Leads to a field: what hides it opens, and its control takes the focus. @param {string} id */
export function reach(id) {
  const target = $(id);
  for (let drawer = target.closest("details"); drawer; drawer = drawer.parentElement.closest("details")) drawer.open = true;
  const hidden = target.closest(".cm-champ[hidden]");
  if (hidden) hidden.hidden = false;
  const control = target.matches("input, select, textarea") ? target : target.querySelector("input:not([hidden]), select, textarea, button");
  (control ?? target).focus();
  (target.closest(".cm-champ") ?? target).scrollIntoView({ block: "center" });
}

/**
 * Lists what stays in the entry though no control shows it, and what is said of it.
 * @param {HTMLFormElement} form
 * @param {object[]} placed
 * @param {() => void} changed
 */
export function showRest(form, placed, changed) {
  const rest = kept(form).filter(({ path }) => !WRITTEN.includes(path.join(".")));
  const ways = rest.map((one) => {
    const button = make("button", { type: "button", className: "cm-petit" }, words.drop);
    button.addEventListener("click", () => (drop(one), changed()));
    return make("li", {}, make("code", {}, one.path.join(".")), words.colon, make("code", {}, text(one.value)), " ", button);
  });
  const said = placed.filter(({ lost }) => lost).map((finding) => make("li", {}, line(finding)));
  $("reste").hidden = !ways.length && !said.length;
  $("reste").querySelector("ul").replaceChildren(...ways, ...said);
}
