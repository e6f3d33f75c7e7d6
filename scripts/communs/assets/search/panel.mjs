// Where results stand: under the field, or in the page of the search.

import { filled, item, make } from "./show.mjs";

/**
 * @param {object} words our sentences
 * @param {object} labels the names of what narrows
 * @param {(changed: object) => void} narrowed called with what was chosen: { type } and so on
 * @param {() => void} asked called when the reader wants what follows
 */
export function panel(words, labels, { narrowed, asked, whole }) {
  const status = make("p", { className: "cm-compte", role: "status" });
  const kinds = make("div", { className: "cm-genres", role: "group", ariaLabel: words.narrow });
  const lists = whole ? make("p", { className: "cm-reglages" }, ...["besoin", "territoire"].map(choice)) : undefined;
  const results = make("ol", { id: "resultats", className: "cm-trouves" });
  const more = make("button", { type: "button", className: "cm-bouton cm-bouton--clair", hidden: true }, whole ? words.more : words.all);
  const box = make("div", { className: "cm-panneau", hidden: true }, status, lists, kinds, results, more);
  more.addEventListener("click", asked);
  kinds.addEventListener("click", ({ target }) => {
    const pressed = target.closest("button");
    if (pressed) narrowed({ type: pressed.value });
  });

  function choice(name) {
    const options = Object.entries(labels[name]).map(([id, label]) => make("option", { value: id }, [label].flat()[0]));
    const select = make("select", { name }, make("option", { value: "" }, words.any), ...options);
    select.addEventListener("change", () => narrowed({ [name]: select.value }));
    return make("label", {}, make("span", {}, words[name]), select);
  }

  function chips(counts, type) {
    const names = Object.keys(labels.type).filter((name) => counts[name] || name === type);
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
    const rows = [["", words.everything, all], ...names.map((name) => [name, labels.type[name], counts[name] ?? 0])];
    kinds.hidden = names.length < 2 && !type;
    const kept = kinds.contains(document.activeElement) ? document.activeElement.value : undefined;
    kinds.replaceChildren(
      ...rows.map(([value, label, n]) => make("button", { type: "button", value, ariaPressed: String(value === (type ?? "")) }, `${label} `, make("span", { className: "cm-nombre" }, String(n)))),
    );
    [...kinds.children].find((one) => one.value === kept)?.focus();
  }

  /** What was found, `shown` of which stand in the list. */
  function show({ typed, wrong, instead, partly, found, counts }, shown, chosen) {
    for (const select of lists?.querySelectorAll("select") ?? []) select.value = chosen[select.name] ?? "";
    chips(counts, chosen.type);
    const read = results.contains(document.activeElement) ? document.activeElement.href : undefined;
    results.replaceChildren(...shown.map(item));
    const links = [...results.querySelectorAll("a")];
    if (read) (links.find((link) => link.href === read) ?? links[0])?.focus();
    more.hidden = shown.length >= found.length && (whole || !found.length);
    const n = found.length;
    const told = [instead && filled(words.instead, { mots: wrong, autres: instead }), partly && n && words.partly, n ? filled(words.found[n === 1 ? 0 : 1], { n, mots: instead ?? typed }) : filled(words.none, { mots: instead ?? typed })];
    if (!n) told.push(Object.values(chosen).some(Boolean) ? words.looser : words.fewer);
    status.textContent = told.filter(Boolean).join(" ");
    box.hidden = false;
  }

  function fail() {
    results.replaceChildren();
    status.textContent = words.failed;
    box.hidden = false;
  }

  return { box, results, show, fail };
}
