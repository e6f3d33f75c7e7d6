// The index of one language: words typed and what narrows them → the pages found, the best first.

import { isKnown, nearest, plain, shared, unelided, wordsOf } from "./near.mjs";

const LOOKED = 8; // results whose words tell whether the engine found what was meant

/** @param {URL} base the root of this language's site */
export async function opened(base) {
  const [engine, { words, labels, pages }] = await Promise.all([import(new URL("pagefind/pagefind.js", base)), told(base, "recherche/mots.json", "json")]);
  await engine.options({ baseUrl: base.pathname, excerptLength: 24, ranking: { termSimilarity: 3 } }); // whole words before their kin
  const index = { engine, labels, pages, base };
  return { words, labels, search: (typed, chosen) => sought(index, typed, chosen) };
}

async function told(base, path, how) {
  const answer = await fetch(new URL(path, base));
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer[how]();
}

/** Words that no page holds are taken for their nearest ones, or left out: `wrong` was then sought as `instead`. */
async function sought(index, typed, chosen) {
  const asked = unelided(typed);
  const first = await looked(index, asked, chosen);
  const doubtful = wordsOf(asked).filter((word) => word.length > 2 && !isKnown(plain(word), first.marked));
  if (!doubtful.length) return first;
  index.known ??= (await told(index.base, "recherche/vocabulaire.txt", "text")).split("\n");
  const wrong = doubtful.filter((word) => !isKnown(plain(word), index.known));
  const meant = wrong.map((word) => nearest(plain(word), index.known) ?? (hasRoot(plain(word), first.marked) ? word : ""));
  const instead = wrong.reduce((text, word, at) => text.replace(word, meant[at]), asked).trim().replace(/\s+/g, " ");
  if (instead === asked) return first;
  if (!wordsOf(instead).some((word) => word.length > 2)) return { found: [], counts: {} };
  return { ...(await looked(index, instead, chosen)), instead, wrong: wrong.filter((word, at) => word !== meant[at]).join(" ") };
}

/** Whether words that were found have the root of this one: the engine knows how French words end. */
const hasRoot = (word, marked) => marked.some((one) => shared(word, plain(one)) >= Math.max(4, word.length - 3));

/** What holds every word; else every word that counts; else, `partly`, as many of them as can be. */
async function matching(engine, typed) {
  const { results } = await engine.search(typed);
  const words = wordsOf(typed).filter((word) => word.length > 3);
  if (results.length || !words.length) return { results };
  const scores = new Map();
  for (const { results: some } of await Promise.all(words.map((word) => engine.search(word)))) {
    for (const [rank, result] of some.entries()) {
      const score = scores.get(result.id) ?? { result, words: 0, rank: 0 };
      scores.set(result.id, { result, words: score.words + 1, rank: score.rank + rank });
    }
  }
  const best = [...scores.values()].sort((one, two) => two.words - one.words || one.rank - two.rank);
  const whole = best.filter((score) => score.words === words.length);
  return { results: (whole.length ? whole : best).map((score) => score.result), partly: !whole.length && best.length > 0 };
}

async function looked({ engine, labels, pages }, typed, chosen) {
  const { results: all, partly } = await matching(engine, typed);
  const order = Object.fromEntries(Object.entries(labels).map(([name, ids]) => [name, Object.keys(ids)]));
  const isPlace = ({ id }) => order.type[pages[id][0]] === "territoires" && plain(labels.territoire[order.territoire[pages[id][3][0]]][0]) === plain(typed);
  const results = [...all].sort((one, two) => isPlace(two) - isPlace(one)); // who types the name of a territory asks for it
  const fits = filters(labels, order, chosen);
  const narrow = (names) => results.filter(({ id }) => names.every((name) => fits[name](pages[id])));
  const counts = {};
  for (const { id } of narrow(["besoin", "territoire"])) counts[order.type[pages[id][0]]] = (counts[order.type[pages[id][0]]] ?? 0) + 1;
  const found = narrow(["type", "besoin", "territoire"]);
  const data = await Promise.all(results.slice(0, LOOKED).map((result) => result.data()));
  return { found, counts, partly, marked: data.flatMap(({ excerpt, content, locations }) => [...wordsOf(excerpt), ...at(content, locations)]) };
}

/** The words of a text that stand at some places, counted as the engine counts them. */
function at(content, places) {
  const all = content.split(/\s+/);
  return places.slice(0, 50).flatMap((place) => wordsOf(all[place] ?? ""));
}

/** For each name, whether a page (its kind, needs, the places that hold it, those it names) is among what was chosen. */
function filters(labels, order, { type, besoin, territoire }) {
  const [kind, need, place] = [order.type.indexOf(type), order.besoin.indexOf(besoin), order.territoire.indexOf(territoire)];
  // what a wider place offers comes to the place chosen as well
  const wider = territoire ? (labels.territoire[territoire] ?? []).slice(1).map((id) => order.territoire.indexOf(id)) : [];
  return {
    type: (page) => !type || page[0] === kind,
    besoin: (page) => !besoin || page[1].includes(need),
    territoire: (page) => !territoire || page[2].includes(place) || page[3].some((one) => wider.includes(one)),
  };
}
