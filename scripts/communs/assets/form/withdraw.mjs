// Answers to a few questions → a request for withdrawal, by e-mail, as a text or as an issue.

import { copy, fill, toIssue, toMail } from "./post.mjs";

const form = document.getElementById("retrait");
const { root, ways, letter, words } = JSON.parse(document.getElementById("demande-mots").textContent);
const text = document.getElementById("demande-texte");
const ticket = form.querySelector("[data-ticket]");

function refresh() {
  const { page, titre, voeu, effacer } = Object.fromEntries(new FormData(form));
  const values = { nom: page, page, titre, voeu, effacer: words[effacer] };
  text.textContent = fill(letter.body, values);
  form.querySelector("[data-courriel]").href = toMail(ways, letter, values, [""], "").to;
  if (!ticket) return;
  ticket.href = toIssue(ways, letter, values);
  ticket.hidden = effacer === "oui"; // an issue is public
}

const asked = new URLSearchParams(location.search).get("fiche") ?? "";
if (/^[a-z-]+\/[a-z0-9-]+$/.test(asked)) form.elements.page.value = new URL(`${root}${asked}/`, document.baseURI).href;
form.addEventListener("input", refresh);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("[data-copier]").addEventListener("click", async () => {
  const done = await copy(text.textContent, document.getElementById("a-copier"));
  form.querySelector("[role=status]").textContent = done ? words.copied : words.selected;
});
refresh();
