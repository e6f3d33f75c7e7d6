// Each change of the form → where its entry can be sent: by e-mail, to the forge's editor, as a file.

import { copy, fill, lean, saved, toForge, toMail } from "./post.mjs";

const section = document.getElementById("envoi");
const { ways, letters, words, site } = JSON.parse(document.getElementById("envoi-mots").textContent);
const act = new URLSearchParams(location.search).get("geste");
/** What was done to the entry when the page opened, and only waits to be sent. */
const done = section.querySelector("[data-acte]");
const text = (id) => document.getElementById(id).textContent;
let told = { kind: "", id: "", path: text("chemin"), yaml: text("yaml"), faults: 0, source: null }; // until one writes

/** @param {string} selector @param {ParentNode} [within] */
const all = (selector, within = section) => [...within.querySelectorAll(selector)];

/** The entry as it may travel: whole, or without what only explains it. */
const texts = () => (told.source === null ? [told.yaml, lean(told.yaml)] : [told.yaml]);

function letter() {
  return letters[told.source === null ? "nouvelle" : Object.hasOwn(letters, act) ? act : "corriger"];
}

/**
 * Shows in a way's panel where it leads: straight there, or in two steps.
 * @param {string} way @param {import("./post.mjs").Route} route
 */
function show(way, route) {
  const panel = section.querySelector(`[data-voie="${way}"]`);
  for (const link of all("[data-aller]", panel)) link.href = route.to;
  for (const part of all("[data-entier]", panel)) part.hidden = !route.whole;
  for (const part of all("[data-copie]", panel)) part.hidden = route.whole;
}

function refresh() {
  const { kind, id, path, yaml, faults, source } = told;
  const values = { nom: `${kind}/${id}`, fichier: path, page: `${site}/${kind}/${id}/`, qui: "" };
  show("courriel", toMail(ways, letter(), values, texts(), words.instead));
  if (ways.forge) show("forge", toForge(ways, path, texts(), source !== null));
  for (const part of all("[data-existe]")) part.hidden = source === null;
  const file = section.querySelector("[data-fichier]");
  URL.revokeObjectURL(file.href);
  file.href = saved(yaml);
  file.download = `${id || "ma-fiche"}.yml`;
  const warning = section.querySelector("[data-fautes]");
  warning.hidden = faults === 0;
  warning.querySelector("a").textContent = fill(faults === 1 ? words.fault : words.faults, { n: String(faults) });
}

function choose(way) {
  for (const panel of all("[data-voie]")) panel.hidden = panel.dataset.voie !== way;
}

async function copied(button) {
  const done = await copy(told.yaml, section.querySelector("[data-texte]"));
  button.parentElement.querySelector("[role=status]").textContent = done ? words.copied : words.selected;
}

section.querySelector("[data-fautes] a").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("fiche").requestSubmit(); // it shows the mistakes and takes the focus there
});
document.addEventListener("communs:change", (event) => {
  const other = event.detail.yaml !== told.yaml;
  told = event.detail;
  refresh();
  if (other) for (const note of all("[role=status]")) note.textContent = ""; // what was copied is no longer this text
  if (done.hidden && told.source !== null && Object.hasOwn(words.acts, act)) {
    done.textContent = words.acts[act];
    done.hidden = false;
    section.scrollIntoView();
    done.focus({ preventScroll: true });
  }
});
for (const radio of all("[name=_voie]")) radio.addEventListener("change", () => choose(radio.value));
for (const button of all("[data-copier]")) button.addEventListener("click", () => copied(button));
choose(section.querySelector("[name=_voie]:checked").value); // a browser may have kept the choice of before
section.hidden = false;
