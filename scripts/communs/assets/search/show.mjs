// What was found → elements: the words found are marked, and nothing of a page is read as HTML.

/** An element with its properties and what stands in it. */
export function make(tag, facts = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), facts);
  made.append(...inside.filter((one) => one !== undefined));
  return made;
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
const plainText = (html) => html.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, (entity) => ENTITIES[entity]);

// the index has a space there, for the engine to see two words
const joined = (html) => html.replace(/(?<!\p{L})((?:[cdjlmnst]|qu)['\u2019])\s(?=<mark>|\p{L})/giu, "$1");

/** The nodes of an excerpt, without the title when it opens with it. */
export function excerptNodes(indexed, title) {
  const excerpt = joined(indexed);
  let skipped = plainText(excerpt.replaceAll(/<\/?mark>/g, "")).startsWith(`${title}. `) ? title.length + 2 : 0;
  return excerpt.split(/<mark>(.*?)<\/mark>/).flatMap((part, at) => {
    const text = plainText(part);
    const shown = text.slice(skipped);
    skipped = Math.max(0, skipped - text.length);
    const [, word, stop] = shown.match(/^(.*?)([^\p{L}\p{N}]*)$/su);
    return (at % 2 && word ? [make("mark", {}, word), stop] : [shown]).filter(Boolean);
  });
}

/** One result: its name is the link; then its kind, the line that holds the words, what it answers and where. */
export function item({ url, excerpt, meta }) {
  const badges = [meta.fin, meta.prix, meta.besoin, meta.territoire].filter(Boolean);
  const line = excerptNodes(excerpt, meta.title);
  return make(
    "li",
    {},
    make("p", { className: "cm-genre" }, meta.genre),
    make("a", { href: url, ...(meta.langue_du_nom && { lang: meta.langue_du_nom }) }, meta.title),
    line.length ? make("p", { className: "cm-extrait", ...(meta.langue && { lang: meta.langue }) }, ...line) : undefined,
    badges.length ? make("p", { className: "cm-badges" }, ...badges.map((text) => make("span", { className: "cm-badge" }, text))) : undefined,
  );
}

/** A sentence with its holes filled. */
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
