// The index of one language: words typed and what narrows them → the pages found, the best first.

import { isKnown, nearest, plain, shared, wordsOf } from "./near.mjs";

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

/** Words that no page holds are taken for their nearest ones: `wrong` was then sought as `instead`. */
async function sought(index, typed, chosen) {
  const first = await looked(index, typed, chosen);
  const doubtful = wordsOf(typed).filter((word) => word.length > 2 && !isKnown(plain(word), first.marked));
  if (!doubtful.length) return first;
  index.known ??= (await told(index.base, "recherche/vocabulaire.txt", "text")).split("\n");
  const wrong = doubtful.filter((word) => !isKnown(plain(word), index.known));
  const meant = wrong.map((word) => nearest(plain(word), index.known) ?? (hasRoot(plain(word), first.marked) ? word : undefined));
  if (meant.includes(undefined)) return { ...first, found: [], counts: {} };
  const instead = wrong.reduce((text, word, at) => text.replace(word, meant[at]), typed);
  return instead === typed ? first : { ...(await looked(index, instead, chosen)), instead, wrong: wrong.join(" ") };
}

/** Whether words that were found have the root of this one: the engine knows how French words end. */
const hasRoot = (word, marked) => marked.some((one) => shared(word, plain(one)) >= Math.max(4, word.length - 3));

async function looked({ engine, labels, pages }, typed, chosen) {
  const { results } = await engine.search(typed);
  const order = Object.fromEntries(Object.entries(labels).map(([name, ids]) => [name, Object.keys(ids)]));
  const fits = filters(labels, order, chosen);
  const narrow = (names) => results.filter(({ id }) => names.every((name) => fits[name](pages[id])));
  const counts = {};
  for (const { id } of narrow(["besoin", "territoire"])) counts[order.type[pages[id][0]]] = (counts[order.type[pages[id][0]]] ?? 0) + 1;
  const found = narrow(["type", "besoin", "territoire"]);
  const data = await Promise.all(results.slice(0, LOOKED).map((result) => result.data()));
  return { found, counts, marked: data.flatMap(({ excerpt, content, locations }) => [...wordsOf(excerpt), ...at(content, locations)]) };
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
