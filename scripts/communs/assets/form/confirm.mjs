// A click beside an entry → its file as it should be, sent the way that was chosen at the top of the page.

import { copy, fill, saved, toForge, toMail } from "./post.mjs";

/** What the engine does for each act. */
const CHANGES = { confirmer: "confirmed", terminer: "ended", reprendre: "taken_over" };
const { name, ways, letters, words } = JSON.parse(document.getElementById("mes-fiches").textContent);
const shelf = document.getElementById("a-copier");
const together = document.getElementById("tout");
/** @type {Map<string, string>} what goes into the one e-mail: an entry, and the line that tells of it */
const lines = new Map();

/** @typedef {{link: HTMLAnchorElement, row: HTMLElement, ref: string, path: string, act: keyof typeof CHANGES}} Click */

/** @param {HTMLAnchorElement} link @returns {Click} */
function clickOn(link) {
  const row = link.closest("[data-fiche]");
  const ref = row.dataset.fiche;
  return { link, row, ref, path: `catalogue/${ref}.yml`, act: link.dataset.geste };
}

/** @param {string} tag @param {object} facts */
const make = (tag, facts) => Object.assign(document.createElement(tag), facts);

/** Says beside an entry what came of a click, with something to do about it. */
function say(click, sentence, values = {}, ...more) {
  const said = fill(sentence, { acte: click.link.textContent, ...values });
  click.row.querySelector("[role=status]").replaceChildren(said, " ", ...more);
  click.row.toggleAttribute("data-fait", !["", words.lost].includes(sentence));
}

/**
 * The text of an entry's file once the act is done.
 * @param {Click} click @returns {Promise<string>}
 */
async function changed({ ref, act }) {
  const [engine, answer] = await Promise.all([
    import("../engine/patched.mjs"),
    fetch(new URL(`../../donnees/${ref}.yml`, import.meta.url)),
  ]);
  if (!answer.ok) throw new Error(`${ref}: ${answer.status}`);
  return engine[CHANGES[act]](await answer.text(), new Date().toISOString().slice(0, 10));
}

/** Where the one e-mail leads, and the list to paste where it is too long to write itself. */
function gathered() {
  const list = [...lines.values()].join("\n");
  return { list, ...toMail(ways, letters.ensemble, { nom: name, qui: name }, [list], words.instead) };
}

/** Puts an entry into the one e-mail, or takes it out. */
function gather({ row, ref, path, act }, inside) {
  if (inside) lines.set(ref, fill(letters[act].line, { nom: row.dataset.nom, fichier: path }));
  else lines.delete(ref);
  const [link, count] = together.querySelectorAll("a, span");
  together.hidden = lines.size === 0;
  link.href = gathered().to;
  count.textContent = lines.size === 1 ? words.one : fill(words.many, { n: String(lines.size) });
}

const sent = {
  courriel(click) {
    const undo = make("button", { type: "button", className: "cm-petit", textContent: words.undo });
    undo.addEventListener("click", () => {
      gather(click, false);
      say(click, "");
      click.link.focus();
    });
    gather(click, true);
    say(click, words.mail, {}, undo);
  },

  async fichier(click) {
    const file = make("a", { href: saved(await changed(click)), download: `${click.ref.split("/")[1]}.yml` });
    file.click();
    gather(click, true);
    say(click, words.file, { fichier: file.download });
  },

  async forge(click) {
    const text = await changed(click);
    const { to, whole } = toForge(ways, click.path, [text], true);
    const said = whole ? words.whole : (await copy(text, shelf)) ? words.pasted : words.selected;
    const link = make("a", { href: to, target: "_blank", rel: "noopener", textContent: words.open });
    gather(click, false);
    say(click, said, { forge: ways.forge.name }, link); // for a browser that opens nothing by itself
    window.open(to, "_blank", "noopener");
  },
};

async function act(event) {
  event.preventDefault();
  const click = clickOn(event.currentTarget);
  try {
    await sent[document.querySelector("[name=_voie]:checked").value](click);
  } catch {
    say(click, words.lost);
  }
}

for (const link of document.querySelectorAll("[data-geste]")) {
  if (link.dataset.geste in CHANGES) link.addEventListener("click", act);
  else link.href = link.dataset.formulaire;
}
together.querySelector("a").addEventListener("click", async (event) => {
  const { list, to, whole } = gathered();
  if (whole) return;
  event.preventDefault();
  together.querySelector("[role=status]").textContent = (await copy(list, shelf)) ? words.copied : words.selected;
  location.href = to;
});
document.getElementById("voies").hidden = false;
