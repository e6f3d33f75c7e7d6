// Where the entries of an index are: all on its page, or in the search index. Both give `rows` and show some of them.

import { make } from "./dom.mjs";

const STEP = 24; // cards of the search index that are asked for at a time

/** All cards are on the page. */
export function local(list, rows) {
  const cards = [...list.children];
  const show = (found) => list.replaceChildren(...found.map((at) => cards[at]));
  return { rows, show, restore: () => list.replaceChildren(...cards) };
}

/**
 * The list is split: the search index has the rest. Nothing of it is fetched before this is called.
 * @param {HTMLElement} list
 * @param {URL} base the root of this language's site
 */
export async function indexed(list, base, kind, words) {
  const [engine, answer] = await Promise.all([import(new URL("pagefind/pagefind.js", base)), fetch(new URL(`${kind}/facettes.json`, base))]);
  const { rows, pages } = await answer.json();
  await engine.options({ baseUrl: base.pathname });
  const results = new Map((await engine.search(null)).results.map((result) => [result.id, result]));
  const more = make("button", { type: "button", className: "cm-bouton cm-bouton--clair cm-suite", hidden: true }, words.more);
  list.after(more);
  let [asked, shown] = [[], 0];
  const cardsOf = async (some) => (await Promise.all(some.map((at) => results.get(pages[at]).data()))).map((data) => card(data, words));

  async function show(found) {
    const first = found.slice(0, STEP);
    asked = found;
    const cards = await cardsOf(first);
    if (asked !== found) return; // another tick came meanwhile
    shown = first.length;
    list.replaceChildren(...cards);
    more.hidden = shown >= found.length;
  }

  more.addEventListener("click", async () => {
    const cards = await cardsOf(asked.slice(shown, shown + STEP));
    shown += cards.length;
    list.append(...cards);
    more.hidden = shown >= asked.length;
    cards[0]?.querySelector("a").focus();
  });
  function restore(cards) {
    asked = [];
    more.hidden = true;
    list.replaceChildren(...cards);
  }

  return { rows, show, restore };
}

/** A card as the pages have it, of what the search index says of an entry. */
function card({ url, meta }, words) {
  const line = (className, text, lang) => text && make("p", { className, ...(lang && { lang }) }, text);
  const badge = (kind, text) => text && make("span", { className: `cm-badge ${kind}` }, text);
  const badges = [badge("cm-badge--fin", meta.fin), badge("cm-badge--prix", meta.prix), badge("", meta.besoin), badge("", meta.territoire), badge("cm-badge--ok", meta.confirme)];
  return make(
    "li",
    { className: `cm-carte${meta.fin ? " cm-carte--fin" : ""}` },
    make("span", { className: "cm-mono", ariaHidden: "true" }, meta.sigle),
    make("div", { className: "cm-carte-tete" }, make("h2", { className: "cm-carte-nom" }, make("a", { href: url, ...(meta.langue_du_nom && { lang: meta.langue_du_nom }) }, meta.title)), line("cm-par", meta.par && `${words.by} ${meta.par}`)),
    line("cm-carte-resume", meta.resume, meta.langue),
    badges.some(Boolean) && make("p", { className: "cm-badges" }, ...badges),
  );
}
