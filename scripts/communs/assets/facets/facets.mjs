// The facets of an index: what is ticked → what is shown, in an address that can be shared.

import { boxed, shown } from "./panel.mjs";
import { narrowed } from "./rows.mjs";
import { indexed, local } from "./sources.mjs";
import { amount, chips, loosened, picked, sentence } from "./told.mjs";
import { filled, make } from "./dom.mjs";

const NEAR = ["large", "non"]; // in an address: not what comes from wider territories
const { data, base, kind, words } = JSON.parse(document.getElementById("facettes").textContent);
const panel = document.getElementById("filtres");
const facets = boxed(panel);
const wide = panel.querySelector(".cm-large");
const list = document.querySelector("#liste .cm-cartes");
const status = document.getElementById("compte");
const whole = { status: status.textContent, cards: [...list.children], pager: document.querySelector(".cm-pages") };
const active = make("ul", { className: "cm-actifs" });
const empty = make("div");
status.parentElement.after(active);
list.after(empty);

let chosen = facets.map(() => new Set());
let further = true;
let opened = data.rows && local(list, data.rows);
let turn = 0;

function read() {
  const told = new URLSearchParams(location.search);
  const numbers = ({ name, values }) => told.getAll(name).map((id) => values.findIndex((value) => value.id === id));
  chosen = facets.map((facet) => new Set(numbers(facet).filter((n) => n >= 0)));
  further = told.get(NEAR[0]) !== NEAR[1];
}

function address() {
  const told = picked(facets, chosen).flatMap((values, at) => values.map((value) => [facets[at].name, value.id]));
  if (!further) told.push(NEAR);
  return location.pathname + (told.length ? `?${new URLSearchParams(told)}` : "");
}

/** After a reader's act: the address keeps it, and the way back leads to what was before. */
function changed(act) {
  act();
  if (address() !== location.pathname + location.search) history.pushState(null, "", address());
  return show();
}

/** What a button took away; the reader's place is then where the rest can be taken away. */
async function loosen(act) {
  await changed(act);
  (active.querySelector("button") ?? status).focus();
}

const clear = () => ([chosen, further] = [facets.map(() => new Set()), true]);
const acts = {
  drop: (value) => loosen(() => facets.forEach(({ values }, at) => chosen[at].delete(values.indexOf(value)))),
  forget: (at) => loosen(() => chosen[at].clear()),
  widen: () => loosen(() => (further = true)),
  clear: () => loosen(clear),
};

async function show() {
  const now = ++turn;
  const idle = further && chosen.every((values) => !values.size);
  if (!opened && idle) return;
  try {
    const source = await (opened ??= indexed(list, new URL(base, document.baseURI), kind, words));
    if (now !== turn) return;
    const all = { ...data, rows: source.rows };
    const answer = narrowed(all, chosen, further);
    shown(facets, chosen, answer.counts);
    if (wide) wide.querySelector("input").checked = further;
    tell(idle, answer, further ? 0 : narrowed(all, chosen, true).found.length);
    await (idle ? source.restore(whole.cards) : source.show(answer.found));
  } catch (error) {
    status.textContent = words.failed;
    throw error;
  }
}

/** The count, the filters, and what to do where nothing fits. */
function tell(idle, { found, far, without }, wider) {
  const picks = picked(facets, chosen);
  const n = picks.flat().length + (further ? 0 : 1);
  status.textContent = idle ? whole.status : sentence(words, picks, found.length, picks[data.at]?.length ? far : 0);
  document.getElementById("actifs").textContent = n || "";
  document.getElementById("voir").textContent = filled(words.show, { compte: amount(words, found.length) });
  active.replaceChildren(...chips(words, picks, !further, acts));
  empty.replaceChildren(...(found.length ? [] : [loosened(words, picks, without, wider, acts)]));
  if (whole.pager) whole.pager.hidden = !idle;
}

panel.addEventListener("change", ({ target }) => {
  const at = facets.findIndex(({ name }) => name === target.name);
  const n = facets[at]?.values.findIndex(({ box }) => box === target);
  if (at >= 0) changed(() => (target.checked ? chosen[at].add(n) : chosen[at].delete(n)));
  else if (wide?.contains(target)) changed(() => (further = target.checked));
});
addEventListener("popstate", () => {
  read();
  show();
});
if (wide) wide.hidden = false;
read();
show();
