// The form of an entry: what is typed is read, checked by the rules of the catalogue, and written as its file.

import { $, count, make, settings, words } from "./dom.mjs";
import { propose } from "./combobox.mjs";
import { convert, lookUp, prepare, preview, refresh, reveal } from "./controls.mjs";
import { leave, place, reach, show, showRest, summarise, tidy } from "./faults.mjs";
import { forget, guard, keep, recall } from "./keep.mjs";
import { asked, begun, day, edited, opening } from "./opened.mjs";
import { add, remove, resize, restore } from "./rows.mjs";
import { controlOf, fill, inside, nameOf, pathOf, put, read } from "./values.mjs";

const form = $("fiche");
const identifier = form.elements._id;
let source = null; // the file of an entry that exists
let base = null; // the text that is being rewritten: that file, or one taken back in
let addressed = edited !== ""; // the address is no longer drawn from the name
let all = false; // every fault is shown, also of fields that were never left
let typed = false;
let turn = 0;
let waiting;
let latest;

/** The entry as it is written now, with what the form writes by itself. */
function value() {
  const found = read(form);
  const mine = form.elements._membre.value;
  if (mine === "oui" && found.origine !== "membre") delete found.origine;
  if (mine === "oui" || (!source && !mine)) found.verifie_le = day;
  return found;
}

async function write(desk, id, found) {
  if (base === null) return desk.text(id, found);
  return desk.patched(base, found).catch(() => desk.text(id, found));
}

/** Checks the whole entry and shows what there is to say. @returns {Promise<object[]>} the findings with their fields */
function check() {
  latest = weigh(++turn);
  return latest;
}

async function weigh(mine) {
  const desk = await opening;
  const found = value();
  if (!addressed) identifier.value = await desk.named(found);
  const id = identifier.value.trim();
  const [findings, yaml] = await Promise.all([desk.check(id, found), write(desk, id, found)]);
  if (mine !== turn) return latest; // something was typed in the meantime
  const placed = place(form, findings);
  const errors = show(form, placed, all);
  showRest(form, placed, changed);
  showFilled();
  $("yaml").textContent = yaml;
  const path = `catalogue/${settings.kind}/${id || "ma-fiche"}.yml`;
  $("chemin").textContent = path;
  const said = errors ? count(words.errors, errors) : all ? words.errors[0] : "";
  if ($("etat").textContent !== said) $("etat").textContent = said;
  tidy(placed);
  const faults = placed.filter(({ severity }) => severity === "error").length;
  form.dispatchEvent(new CustomEvent("communs:change", { bubbles: true, detail: { kind: settings.kind, id, path, yaml, faults, source } }));
  return placed;
}

function changed() {
  typed = true;
  if ($("garder").checked) $("garder").checked = keep(edited, { id: identifier.value, addressed, value: read(form) });
  clearTimeout(waiting);
  waiting = setTimeout(check, 250);
}

function showFilled() {
  for (const drawer of form.querySelectorAll("details.cm-tiroir")) {
    const filled = [...drawer.querySelectorAll("[data-path] [name]")].some((control) => control.value.trim());
    drawer.querySelector(".cm-rempli")?.toggleAttribute("hidden", !filled);
  }
}

async function fillWith(found) {
  fill(form, found, resize);
  const prefilled = found.origine !== undefined && found.origine !== "membre";
  $("membre").hidden = !source && !prefilled;
  form.elements._membre.value = source && !prefilled ? "oui" : prefilled ? "non" : "";
  prepare(form);
  await check();
}

/** A fix that a finding offers is put where it belongs. */
async function mend({ path, key, fix, field, lost }) {
  const held = field && !lost && !key && !field.dataset.shape ? controlOf(field) : null;
  if (held && typeof fix !== "object" && put(held, fix)) {
    if (held === identifier) addressed = true;
    refresh(held);
    held.focus();
  } else {
    const found = read(form);
    const last = path.at(-1);
    const parent = path.slice(0, -1).reduce((inner, part) => inner?.[part], found);
    if (!parent) return;
    if (key) parent[fix] = parent[last];
    if (key) delete parent[last];
    else parent[last] = fix;
    await fillWith(found);
  }
  changed();
}

/** The field of a dotted name; lists get the rows that it asks for. */
function fieldOf(parts, place = form) {
  if (!parts.length) return place;
  const [head, ...rest] = parts;
  if (place.dataset.shape === "list") while (inside(place).length <= Number(head) && Number(head) < 50) prepare(add(place));
  if (place.dataset.shape === "pairs" && !inside(place).some((row) => nameOf(row) === head)) {
    const row = inside(place).find((one) => !nameOf(one)) ?? add(place);
    put(row.querySelector("[data-key]"), head);
  }
  const next = inside(place).find((one, index) => (place.dataset.shape === "list" ? String(index) === head : nameOf(one) === head));
  return next ? fieldOf(rest, next) : head === "fr" ? place : null;
}

/** A YAML file comes back in; what could not be read of it stays in sight. */
async function takeBack(bytes, name = "") {
  const desk = await opening;
  const { value: found, findings, text } = await desk.read(bytes);
  $("reprise-texte").value = text;
  const said = findings.map((one) => make("li", {}, `${count(words.line, one.line)} ${one.message} ${one.hint ?? ""}`));
  const usable = found !== null && typeof found === "object" && Object.keys(found).length > 0;
  $("reprise-dite").replaceChildren(usable ? make("p", {}, words.taken) : "", make("ul", {}, ...said));
  if (!usable) return;
  if (!source) base = findings.some(({ severity }) => severity === "error") ? null : text;
  if (!source && /\.ya?ml$/.test(name)) [addressed, identifier.value] = [true, name.replace(/\.ya?ml$/, "")];
  all = true;
  await fillWith(typed ? { ...read(form), ...found } : found);
  changed();
}

async function openEntry() {
  const desk = await opening;
  let found;
  try {
    ({ source, value: found } = await desk.entry(edited));
  } catch {
    $("fautes").replaceChildren(make("p", {}, words.lost));
    $("fautes").hidden = false;
    return;
  }
  base = source;
  identifier.value = edited;
  identifier.readOnly = true;
  [$("fixe").hidden, $("libre").hidden] = [false, true];
  $("reprise").hidden = true;
  const name = [found.nom, found.titre, edited].find((one) => typeof one === "string");
  const title = `${words.edit} ${name}`;
  document.title = document.title.replace($("titre").textContent, () => title);
  $("titre").textContent = title;
  all = true;
  await fillWith(found);
  act(asked.get("geste"));
}

/** What a link on the entry's page asks for. */
function act(asked) {
  if (asked === "confirmer" || asked === "reprendre") form.elements._membre.value = "oui";
  if (asked !== "terminer") return;
  put(form.elements.statut, "termine");
  put(form.elements.date_fin, day);
}

/** The entries, terms or territories that what is typed may become. */
async function proposals(control) {
  const found = await (await opening).proposals(pathOf(control.closest("[data-path]")), control.value);
  return found.slice(0, 12).map(({ id, label }) => ({ id, label: label || id, note: label && label !== id ? id : "" }));
}

async function start() {
  prepare(form);
  propose(form, {
    label: words.choices,
    proposals,
    told: (found) => (found.length ? "" : words.none),
    take: (control, id) => (put(control, id), refresh(control), changed()),
  });
  guard(() => typed && !$("garder").checked);
  $("garde").hidden = !recall(edited);
  await begun;
  form.setAttribute("aria-busy", "true");
  const desk = await opening;
  if (edited) await openEntry();
  for (const [name, text] of asked) {
    const field = !["fiche", "geste"].includes(name) && !name.startsWith("_") && fieldOf(name.split("."));
    const control = field && (field.dataset.shape ?? "words") === "words" ? controlOf(field) : null;
    if (control) put(control, control.dataset.read === undefined ? text : await desk.value(pathOf(field), text));
    if (control) refresh(control);
  }
  await check();
  form.removeAttribute("aria-busy");
}

const clicks = {
  add: (button) => {
    const row = add(button.closest("[data-list]"));
    prepare(row);
    row.querySelector("input, select, textarea").focus();
  },
  remove: (button) => (remove(button.closest("[data-row]")).focus(), changed()),
  restore: (button) => (restore(button.closest(".cm-retire")).focus(), changed()),
  reveal: (button) => {
    reveal(button.nextElementSibling);
    controlOf(button.nextElementSibling).focus();
  },
  preview,
  fix: (button) => mend(button.finding),
  way: (link, event) => (event.preventDefault(), reach(link.hash.slice(1))),
};

form.addEventListener("click", (event) => {
  const found = event.target.closest("button, a[data-way]");
  const name = found && Object.keys(clicks).find((one) => one in found.dataset);
  if (name) clicks[name](found, event);
});
form.addEventListener("input", ({ target }) => {
  if (target.closest("#reprise") || target.id === "garder") return;
  if (target === identifier) addressed = target.value.trim() !== "";
  if (target.closest("[data-path]")) refresh(target);
  changed();
});
form.addEventListener("keydown", lookUp);
form.addEventListener("focusout", async ({ target }) => {
  if (!target.matches("[data-path] :is(input, select, textarea)")) return;
  await convert(target);
  leave(target);
  check();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  all = true;
  clearTimeout(waiting);
  const errors = summarise(await check());
  const next = errors ? $("fautes") : $("envoi") ?? $("ecrite");
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "start" });
});
form.elements._membre.forEach((radio) => radio.addEventListener("change", () => {
  if (radio.value === "non") $("c-sources")?.closest("details").toggleAttribute("open", true);
}));
$("reprise-lire").addEventListener("click", () => takeBack(new TextEncoder().encode($("reprise-texte").value)));
$("reprise-fichier").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (file) await takeBack(new Uint8Array(await file.arrayBuffer()), file.name);
});
$("garder").addEventListener("change", ({ target }) => {
  if (target.checked) changed();
  else forget(edited);
});
$("garde-reprendre").addEventListener("click", async () => {
  const draft = recall(edited);
  [addressed, $("garder").checked, $("garde").hidden] = [draft.addressed, true, true];
  if (!edited) identifier.value = draft.id;
  await fillWith(draft.value);
});
$("garde-effacer").addEventListener("click", () => {
  forget(edited);
  $("garde").hidden = true;
});
document.addEventListener("communs:sent", () => (typed = false));
opening.catch(() => ($("etat").textContent = words.broken));
start();
