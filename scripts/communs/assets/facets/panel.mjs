// The links of the panel → boxes to tick, with the count of what each would give.

import { make } from "./dom.mjs";

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ");

/** @returns {{ name: string, values: object[] }[]} the facets, in the order of the page */
export const boxed = (panel) => [...panel.querySelectorAll("[data-champ]")].map(facet);

function facet(group) {
  const name = group.dataset.champ;
  const values = [...group.querySelectorAll("[data-valeur]")].map((link) => value(link, name));
  const rest = group.querySelector("details");
  if (rest) findable(rest);
  return { name, values, group };
}

function value(link, name) {
  const { valeur: id, dit: said = "", nom } = link.dataset;
  const [label, count] = link.children;
  const box = make("input", { type: "checkbox", name, value: id });
  link.replaceWith(make("label", {}, box, label, count));
  return { id, said, full: nom ?? label.textContent, box, count };
}

/** Among many values, those whose name has what is typed. */
function findable(rest) {
  const [line, list] = [rest.querySelector("p"), rest.querySelector("ul")];
  line.hidden = list.children.length < 8;
  line.addEventListener("input", ({ target }) => {
    for (const item of list.children) item.hidden = !plain(item.textContent).includes(plain(target.value).trim());
  });
}

/** Ticks what is chosen, opens what would hide it, and writes the counts. */
export function shown(facets, chosen, counts) {
  facets.forEach(({ values, group }, at) => {
    values.forEach(({ box, count }, n) => {
      box.checked = chosen[at].has(n);
      const more = counts[at].get(n) ?? 0;
      count.textContent = more;
      box.closest("li").classList.toggle("cm-facette-nulle", !more && !box.checked);
      if (box.checked && group.querySelector("details")?.contains(box)) group.querySelector("details").open = true;
    });
  });
}
