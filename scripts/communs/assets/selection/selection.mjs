// The page of a selection: its own address says which entries, in which order and under which title.

import { forget, keep, recall, sound } from "./kept.mjs";
import { read } from "./told.mjs";

const $ = (id) => document.getElementById(id);
const { words, kinds, base } = JSON.parse($("mots-de-selection").textContent);
const root = new URL(base, location);
const heading = document.querySelector("h1");
const plainHeading = heading.textContent;
const own = (listed) => sound(listed).filter((one) => kinds.includes(one.split("/")[0]));
const asked = new URLSearchParams(location.search);
const shared = asked.has("fiches");
const told = new Map(); // what was read, by entry
let entries = own(shared ? asked.get("fiches").split(",") : (recall() ?? []));
let title = (asked.get("titre") ?? "").slice(0, 80);

function make(tag, facts = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), facts);
  made.append(...inside.filter(Boolean));
  return made;
}

const addressOf = (entry) => new URL(`${entry}/`, root);
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const nameOf = (entry) => told.get(entry)?.name ?? entry;
const say = (sentence) => ($("dit").textContent = sentence);

/** The address to share: ids need no escape, and stay readable. */
function address() {
  const query = [entries.length && `fiches=${entries.join(",")}`, title && `titre=${encodeURIComponent(title)}`].filter(Boolean).join("&");
  return location.origin + location.pathname + (query && `?${query}`);
}

function button(entry, word, act, disabled) {
  const made = make("button", { type: "button", className: "cm-geste", disabled }, words[word]);
  made.setAttribute("aria-label", `${words[word]} ${nameOf(entry)}`);
  made.dataset.acte = word;
  made.addEventListener("click", () => act(entry, word));
  return made;
}

function move(entry, word) {
  const [from, to] = [entries.indexOf(entry), entries.indexOf(entry) + (word === "up" ? -1 : 1)];
  entries.splice(to, 0, ...entries.splice(from, 1));
  changed();
  const line = $("fiches").children[to];
  (line.querySelector(`[data-acte=${word}]:enabled`) ?? line.querySelector("button:enabled")).focus();
  say(filled(words.moved, { nom: nameOf(entry), n: to + 1 }));
}

function remove(entry) {
  const at = entries.indexOf(entry);
  entries.splice(at, 1);
  changed();
  ($("fiches").children[Math.min(at, entries.length - 1)]?.querySelector("[data-acte=remove]") ?? $("rien").querySelector("a")).focus();
  say(filled(words.removed, { nom: nameOf(entry) }));
}

// an empty attribute would say that nobody knows the language
const spoken = (lang) => (lang ? { lang } : {});

function line(entry, at) {
  const found = told.get(entry);
  const link = make("a", { href: addressOf(entry).href, ...spoken(found?.nameLang) }, nameOf(entry));
  const parts = found
    ? [make("p", { className: "cm-genre" }, found.kind), make("h2", {}, link), found.summary && make("p", spoken(found.lang), found.summary), found.detail && make("p", { className: "cm-detail" }, found.detail)]
    : [make("h2", {}, link), told.has(entry) && make("p", {}, found === null ? words.gone : words.unread)];
  const acts = make("p", { className: "cm-gestes" }, button(entry, "up", move, at === 0), button(entry, "down", move, at === entries.length - 1), button(entry, "remove", remove));
  return make("li", {}, ...parts, make("p", { className: "cm-selection-lien" }, addressOf(entry).href.replace(/^https?:\/\//, "")), acts);
}

function show() {
  const kept = recall();
  const same = kept !== null && kept.join() === entries.join();
  $("rien").hidden = entries.length > 0;
  $("quelque-chose").hidden = entries.length === 0;
  $("nombre").textContent = filled(words.count.at(entries.length === 1 ? 0 : 1), { n: entries.length });
  $("fiches").replaceChildren(...entries.map(line));
  $("ou").textContent = same ? words.kept : entries.length === 0 ? "" : kept?.length ? words.other : words.shared;
  $("garder").hidden = same || entries.length === 0;
  $("reprendre").hidden = same || !kept?.length;
  $("oublier").hidden = kept === null;
  $("adresse").textContent = address();
  heading.textContent = title || plainHeading;
}

/** After a change: the address follows, and so does what this browser keeps, where it kept this one. */
function changed() {
  if (following) keep(entries);
  history.replaceState(null, "", address());
  show();
}

async function readAll() {
  await Promise.all(
    entries.filter((entry) => !told.get(entry)).map(async (entry) => told.set(entry, await read(addressOf(entry)).catch(() => undefined))),
  );
  show();
}

let following = !shared || recall()?.join() === entries.join();
$("titre").value = title;
$("titre").addEventListener("input", () => {
  title = $("titre").value.trim();
  history.replaceState(null, "", address());
  heading.textContent = title || plainHeading;
  $("adresse").textContent = address();
});
$("titrer").addEventListener("submit", (event) => event.preventDefault());
$("copier").addEventListener("click", () => navigator.clipboard.writeText(address()).then(() => say(words.copied), () => say(words.uncopied)));
$("garder").addEventListener("click", () => {
  following = keep(entries);
  show();
  say(following ? words.kept : words.refused);
});
$("reprendre").addEventListener("click", () => {
  entries = own(recall() ?? []);
  following = true;
  changed();
  readAll();
});
$("oublier").addEventListener("click", () => {
  forget();
  following = false;
  show();
  say(words.forgotten);
});
history.replaceState(null, "", address());
$("selection").hidden = false;
show();
await readAll();
