// A text and addresses with holes → a filled forge, a written e-mail, a file, the clipboard.

/**
 * @typedef {{bare: string, filled: string | null}} Editor an editor's address, and the one that takes the text
 * @typedef {{name: string, address: string, new: Editor, edit: Editor, issue: string}} Forge
 * @typedef {{forge: Forge | null, mail: string, limits: {forge: number, mail: number}}} Ways
 * @typedef {{subject: string, body: string, line: string}} Letter
 * @typedef {Record<string, string>} Values
 * @typedef {{to: string, whole: boolean}} Route where to go, and whether the text goes along
 */

/**
 * A template whose holes are filled.
 * @param {string} template @param {Values} values @param {(value: string) => string} [encode]
 */
export function fill(template, values, encode = (value) => value) {
  return template.replace(/\{(\w+)\}/g, (hole, name) => (Object.hasOwn(values, name) ? encode(values[name]) : hole));
}

/** @param {string} value half of a character, which no address can hold, becomes the sign for what is unknown */
const encoded = (value) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\uFFFD")).replaceAll("%2F", "/");

/** @param {Letter} letter @param {Values} values its subject and its body */
const said = (letter, values) => [letter.subject, letter.body].map((words) => fill(words, values));

/**
 * The first address that is short enough, among those that each text makes.
 * @param {string} template @param {Values[]} candidates @param {number} limit
 */
function fitting(template, candidates, limit) {
  return candidates.map((values) => fill(template, values, encoded)).find((to) => to.length <= limit);
}

/**
 * The forge's editor of a new or of an existing file.
 * @param {Ways} ways @param {string} path @param {string[]} texts the same entry, the fullest first @param {boolean} exists
 * @returns {Route}
 */
export function toForge(ways, path, texts, exists) {
  const { bare, filled } = ways.forge[exists ? "edit" : "new"];
  const to = filled && fitting(filled, texts.map((text) => ({ path, text })), ways.limits.forge);
  return { to: to || fill(bare, { path }, encoded), whole: Boolean(to) };
}

/**
 * An e-mail with a text under its words, or with what to do instead where the text is too long.
 * @param {Ways} ways @param {Letter} letter @param {Values} values @param {string[]} texts @param {string} instead
 * @returns {Route}
 */
export function toMail(ways, letter, values, texts, instead) {
  const [subject, body] = said(letter, values);
  const written = (text) => ({ subject, body: `${body}\n${text}`.replace(/\r?\n/g, "\r\n") });
  const to = fitting(ways.mail, texts.map(written), ways.limits.mail);
  return { to: to || fill(ways.mail, written(instead), encoded), whole: Boolean(to) };
}

/**
 * A new issue of the forge with the words of a letter in it.
 * @param {Ways} ways @param {Letter} letter @param {Values} values
 */
export function toIssue(ways, letter, values) {
  const [subject, body] = said(letter, values);
  return fill(ways.forge.issue, { subject, body }, encoded);
}

/** A new entry without its explanations: comments that open a line, where no value of an entry can stand. */
export const lean = (yaml) => yaml.replace(/(?:(?<=\n)\n)?^#(?! yaml-language-server).*\n/gm, "");

/**
 * Puts a text on the clipboard; where the browser will not, leaves it selected on the shelf.
 * @param {string} text @param {HTMLTextAreaElement} shelf @returns {Promise<boolean>} whether it was copied
 */
export async function copy(text, shelf) {
  const back = document.activeElement;
  shelf.hidden = true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    shelf.hidden = false;
    shelf.value = text;
    shelf.select();
    shelf.hidden = document.execCommand("copy"); // the one way without the Clipboard API
    if (shelf.hidden) back?.focus();
    return shelf.hidden;
  }
}

/** @param {string} text the address of a file that a browser can save */
export const saved = (text) => URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
