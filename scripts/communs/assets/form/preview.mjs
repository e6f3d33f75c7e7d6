// Members' Markdown → what it will look like, roughly, as elements and never as HTML text.

import { make } from "./dom.mjs";

const MARK = /`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)|<?(https?:\/\/[^\s<>]+[^\s<>.,;:!?)])>?/;

/** Words with their emphasis, links and code. @param {string} text @returns {(Node|string)[]} */
function inline(text) {
  const found = MARK.exec(text);
  if (!found) return text ? [text] : [];
  const [whole, code, label, to, strong, strong2, soft, soft2, bare] = found;
  const made = code ? make("code", {}, code)
    : label ? link(to, inline(label))
    : bare ? link(bare, [bare])
    : make(strong || strong2 ? "strong" : "em", {}, ...inline(strong || strong2 || soft || soft2));
  return [text.slice(0, found.index), made, ...inline(text.slice(found.index + whole.length))];
}

/** A link; only what leads to the web leads anywhere. */
const link = (to, inside) => (/^https?:\/\//i.test(to) ? make("a", { href: to, rel: "noopener noreferrer", target: "_blank" }, ...inside) : make("span", {}, ...inside));

const BLOCKS = [
  [/^ {0,3}```/, (lines) => {
    lines.shift();
    const end = lines.findIndex((line) => /^ {0,3}```/.test(line));
    const code = lines.splice(0, end < 0 ? lines.length : end + 1);
    return make("pre", {}, make("code", {}, (end < 0 ? code : code.slice(0, -1)).join("\n")));
  }],
  [/^ {0,3}#{1,6}\s/, (lines) => make("p", { className: "cm-apercu-titre" }, ...inline(lines.shift().replace(/^[ #]+|\s#+\s*$/g, "")))],
  [/^ {0,3}>/, (lines) => make("blockquote", {}, ...blocks(run(lines, /^ {0,3}>/).map((line) => line.replace(/^ {0,3}> ?/, ""))))],
  [/^ {0,3}[-*+]\s/, (lines) => items("ul", lines, /^ {0,3}[-*+]\s+/)],
  [/^ {0,3}\d+[.)]\s/, (lines) => items("ol", lines, /^ {0,3}\d+[.)]\s+/)],
];

/** Takes the first lines that a pattern means. */
function run(lines, pattern) {
  const end = lines.findIndex((line) => !pattern.test(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function items(tag, lines, bullet) {
  const found = [];
  while (lines.length && (bullet.test(lines[0]) || (found.length && /^\s+\S/.test(lines[0])))) {
    const line = lines.shift();
    if (bullet.test(line)) found.push([line.replace(bullet, "")]);
    else found.at(-1).push(line.replace(/^ {1,4}/, ""));
  }
  return make(tag, {}, ...found.map((inside) => make("li", {}, ...(inside.length > 1 ? blocks(inside) : inline(inside[0])))));
}

function blocks(lines) {
  const found = [];
  while (lines.length) {
    const block = BLOCKS.find(([start]) => start.test(lines[0]));
    if (block) found.push(block[1](lines));
    else if (!lines[0].trim()) lines.shift();
    else {
      const text = [lines.shift()];
      while (lines.length && lines[0].trim() && !BLOCKS.some(([start]) => start.test(lines[0]))) text.push(lines.shift());
      found.push(make("p", {}, ...inline(text.join("\n"))));
    }
  }
  return found;
}

/** @param {string} text @returns {Node[]} */
export const render = (text) => blocks(text.replace(/\r\n?/g, "\n").split("\n"));
