// A typed name → the names of a list that hold it, accents and capitals aside.

const box = document.getElementById("filtre");
const typed = document.getElementById("filtre-mots");
const status = box.querySelector("[role=status]");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
const names = [...document.querySelectorAll("#noms > li")].map((item) => [item, plain(item.firstChild.textContent)]);

function filter() {
  const words = plain(typed.value).trim();
  for (const [item, name] of names) item.hidden = !name.includes(words);
  const n = names.filter(([item]) => !item.hidden).length;
  const { aucun, un, plusieurs } = status.dataset;
  status.textContent = words === "" ? "" : n === 0 ? aucun : n === 1 ? un : plusieurs.replace("{n}", String(n));
}

typed.addEventListener("input", filter);
box.hidden = false;
filter();
