// « Near home »: a commune by its name or its postal code → the page of the smallest territory that holds it.

import { propose } from "../form/combobox.mjs";
import { opened } from "./communes.mjs";

const form = document.querySelector(".cm-chez-moi");
const words = JSON.parse(document.getElementById("chez-moi-mots").textContent);
const [base, root] = [form.dataset.base, form.dataset.root].map((way) => new URL(way, document.baseURI));
const field = form.elements.lieu;
const status = form.querySelector("[role=status]");
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const told = new URLSearchParams(location.search);
let [tables, failed] = [undefined, false];

/** Nothing is fetched before the first key; what could not be is asked for again at the next. */
const opening = () => (tables ??= opened(root));

async function proposals({ value }) {
  try {
    failed = false;
    return (await (await opening()).proposals(value)).map(({ id, name, level, code, departement }) => ({
      id,
      label: name,
      note: departement ? `${departement.name} (${departement.code})` : `${words.levels[level]}${level === "departement" ? ` (${code})` : ""}`,
    }));
  } catch {
    [tables, failed] = [undefined, true];
    return [];
  }
}

function said({ length }) {
  if (failed) return words.failed;
  if (length) return filled(words.found[length === 1 ? 0 : 1], { n: length });
  return field.value.trim().length > 1 ? words.none : "";
}

const go = (id) => location.assign(new URL(id, base));

/** Who asked for a place without a page of its own reads whose page this is. */
async function arrive() {
  const page = document.querySelector("[data-territoire]");
  const [level, code] = [...told].find(([name]) => ["commune", "departement", "region"].includes(name)) ?? [];
  if (!page || !/^[0-9AB]{2,5}$/.test(code ?? "")) return;
  const asked = await (await opening()).territory(level, code);
  if (!asked?.id.startsWith(`territoires/${page.dataset.territoire}/?`)) return;
  const note = Object.assign(document.createElement("p"), { className: "cm-avis cm-avis--calme", role: "status" });
  page.append(note);
  note.textContent = filled(words.instead, { nom: asked.name, territoire: page.querySelector("h1").textContent });
}

propose(form, { label: words.choices, proposals, told: said, take: (_, id) => go(id), first: true, status });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const found = await proposals(field);
  status.textContent = said(found);
  if (found.length) go(found[0].id);
  else field.focus();
});
if (told.get("lieu")) {
  field.value = told.get("lieu");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
} else {
  arrive();
}
