// The field of the header: what is typed there is found as it is typed, with the keyboard alone if one likes.

import { opened } from "./index.mjs";
import { panel } from "./panel.mjs";

const NAMES = ["type", "besoin", "territoire"];
const PAUSE = 150; // milliseconds without a key before the search
if (document.readyState === "loading") await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready));
const form = document.querySelector(".cm-cherche");
const field = form.elements.mot;
const base = new URL("..", form.action);
const home = document.getElementById("recherche"); // the page of the search has a place for results
const many = home ? 20 : 6;
const { words, labels, search } = await opened(base);
const chosen = {};
let [shown, asked, waiting] = [many, 0, 0];

const { box, results, show, fail } = panel(words, labels, {
  whole: Boolean(home),
  narrowed(changed) {
    Object.assign(chosen, changed);
    shown = many;
    find();
  },
  async asked() {
    if (!home) return location.assign(address());
    shown += many;
    const first = results.children.length;
    await find();
    results.children[first]?.querySelector("a").focus();
  },
});

function address() {
  const told = new URLSearchParams([["mot", field.value.trim()], ...NAMES.map((name) => [name, chosen[name]])].filter(([, value]) => value));
  return `${new URL(form.action).pathname}${told.size ? `?${told}` : ""}`;
}

async function find() {
  const typed = field.value.trim();
  const turn = ++asked;
  if (home) history.replaceState(null, "", address());
  if (typed === "") return void (box.hidden = true);
  try {
    const answer = await search(typed, chosen);
    const data = await Promise.all(answer.found.slice(0, shown).map((result) => result.data()));
    if (turn === asked) show({ ...answer, typed }, data, chosen);
  } catch {
    if (turn === asked) fail();
  }
}

/** Up and down go through the field and the results. */
function move(step) {
  const stops = [field, ...results.querySelectorAll("a")];
  const now = stops.indexOf(document.activeElement);
  stops[Math.min(Math.max(now + step, 0), stops.length - 1)]?.focus();
}

function typing() {
  clearTimeout(waiting);
  shown = many;
  waiting = setTimeout(find, PAUSE);
}

function pressed(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && results.children.length && !event.target.matches("select")) {
    event.preventDefault();
    box.hidden = false;
    move(step);
  } else if (event.key === "Escape" && !home && !box.hidden) {
    event.preventDefault();
    field.focus();
    box.hidden = true;
  }
}

function outside({ target }) {
  if (!home && !form.contains(target) && !box.contains(target)) box.hidden = true;
}

if (home) {
  const told = new URLSearchParams(location.search);
  field.value ||= told.get("mot") ?? "";
  for (const name of NAMES) if (Object.hasOwn(labels[name], told.get(name) ?? "")) chosen[name] = told.get(name);
  home.append(box);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
} else {
  form.append(box);
  field.addEventListener("focus", () => box.hidden && results.children.length && field.value.trim() && (box.hidden = false));
  document.addEventListener("pointerdown", outside);
  document.addEventListener("focusin", outside);
}
field.addEventListener("input", typing);
for (const place of home ? [form, box] : [form]) place.addEventListener("keydown", pressed);
typing();
