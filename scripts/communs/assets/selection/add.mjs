// On an entry's page: the button that puts it in the selection, or takes it out.

import { keep, MOST, recall } from "./kept.mjs";

const place = document.querySelector(".cm-choisir");
const button = place.querySelector("button");
const told = place.querySelector("[role=status]");
const { fiche, ajouter, retirer, refus, plein } = place.dataset;
const label = button.querySelector("span");

function show() {
  const kept = recall() ?? [];
  const inside = kept.includes(fiche);
  label.textContent = inside ? retirer : ajouter;
  place.classList.toggle("cm-choisir--oui", inside);
  place.querySelector("a").hidden = kept.length === 0;
  place.querySelector("b").textContent = kept.length;
}

button.addEventListener("click", () => {
  const kept = recall() ?? [];
  const without = kept.filter((one) => one !== fiche);
  const full = without.length === kept.length && kept.length >= MOST;
  const done = !full && keep(without.length < kept.length ? without : [...kept, fiche]);
  told.textContent = full ? plein : done ? told.dataset.dit : refus;
  show();
});
addEventListener("storage", show);
addEventListener("pageshow", show);
show();
place.hidden = false;
