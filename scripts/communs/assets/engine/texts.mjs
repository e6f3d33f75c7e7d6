// The methods of a text.

import {Tuple, ValueError, def, printable} from "./python.mjs";
import {Bytes} from "./containers.mjs";
import {point, slice, unit} from "./operators.mjs";

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const start = new RegExp(`^[${SPACE}]+`);

const end = new RegExp(`[${SPACE}]+$`);

const spaces = new RegExp(`[${SPACE}]+`, "g");

const wordless = new RegExp(`^[${SPACE}]+$`);

String.prototype.$lstrip = function (chars = null) {
  if (chars === null) {
    return this.replace(start, "");
  }
  let from = 0;
  while (from < this.length && chars.includes(sign(this, from))) {
    from += sign(this, from).length;
  }
  return this.slice(from);
};

String.prototype.$rstrip = function (chars = null) {
  if (chars === null) {
    return trimmedEnd(String(this));
  }
  const all = [...this];
  while (all.length && chars.includes(all[all.length - 1])) {
    all.pop();
  }
  return all.join("");
};

String.prototype.$strip = function (chars = null) {
  return chars === null ? trimmedEnd(this.replace(start, "")) : this.$lstrip(chars).$rstrip(chars);
};

function sign(text, place) {
  return String.fromCodePoint(text.codePointAt(place));
}

function trimmedEnd(text) {
  let to = text.length;
  while (to && wordless.test(text[to - 1])) {
    to -= 1;
  }
  return text.slice(0, to);
}

String.prototype.$lower = function () {
  return this.toLowerCase();
};

String.prototype.$upper = function () {
  return this.toUpperCase();
};

String.prototype.$casefold = function () {
  return this.replace(/\u1e9e/g, "ss").toLowerCase().replace(/ß/g, "ss").replace(/[ſ]/g, "s").replace(/[ﬀ-ﬆ]/g, (x) => x.normalize("NFKC"))
    .replace(/ς/g, "σ");
};

String.prototype.$capitalize = function () {
  const all = [...this];
  return all.length ? all[0].toUpperCase().replace(/(?<=.)./gu, (x) => x.toLowerCase()) + all.slice(1).join("").toLowerCase() : "";
};

String.prototype.$split = def(["sep", "maxsplit"], function (sep = null, maxsplit = -1) {
  if (sep === null) {
    return maxsplit < 0 ? this.split(spaces).filter((word) => word) : words(String(this), maxsplit);
  }
  if (sep === "") {
    throw new ValueError();
  }
  const parts = this.split(sep);
  return maxsplit >= 0 && parts.length > maxsplit + 1
    ? [...parts.slice(0, maxsplit), parts.slice(maxsplit).join(sep)]
    : parts;
});

function words(text, most) {
  const found = [];
  let rest = text.replace(start, "");
  while (rest && found.length < most) {
    const [word] = rest.split(spaces, 1);
    found.push(word);
    rest = rest.slice(word.length).replace(start, "");
  }
  return rest ? [...found, rest.replace(end, "")] : found;
}

String.prototype.$splitlines = function () {
  const lines = this.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  return lines[lines.length - 1] === "" ? lines.slice(0, -1) : lines;
};

String.prototype.$partition = function (sep) {
  const place = this.indexOf(sep);
  return place < 0 ? Tuple.of(String(this), "", "") : Tuple.of(this.slice(0, place), sep, this.slice(place + sep.length));
};

String.prototype.$rpartition = function (sep) {
  const place = this.lastIndexOf(sep);
  return place < 0 ? Tuple.of("", "", String(this)) : Tuple.of(this.slice(0, place), sep, this.slice(place + sep.length));
};

String.prototype.$join = function (parts) {
  return Array.from(parts).join(this);
};

String.prototype.$replace = function (old, other, most = -1) {
  if (most < 0) {
    return this.split(old).join(other);
  }
  const parts = this.split(old);
  return parts.slice(0, most).map((part) => part + other).join("") + parts.slice(most).join(old);
};

String.prototype.$startswith = function (beginnings, from = 0) {
  const text = from ? slice(String(this), from) : this;
  return [beginnings].flat().some((beginning) => text.startsWith(beginning));
};

String.prototype.$endswith = function (endings) {
  return [endings].flat().some((ending) => this.endsWith(ending));
};

String.prototype.$removeprefix = function (beginning) {
  return this.startsWith(beginning) ? this.slice(beginning.length) : String(this);
};

String.prototype.$removesuffix = function (ending) {
  return ending && this.endsWith(ending) ? this.slice(0, -ending.length) : String(this);
};

String.prototype.$find = function (part, from = 0, to = null) {
  const text = to === null ? String(this) : slice(String(this), 0, to);
  return point(text, text.indexOf(part, unit(text, from)));
};

String.prototype.$rfind = function (part, from = 0, to = null) {
  const text = to === null ? String(this) : slice(String(this), 0, to);
  const place = point(text, text.lastIndexOf(part));
  return place < from ? -1 : place;
};

String.prototype.$index = function (part) {
  const place = this.$find(part);
  if (place < 0) {
    throw new ValueError();
  }
  return place;
};

String.prototype.$count = function (part) {
  return this.split(part).length - 1;
};

String.prototype.$zfill = function (width) {
  const [, mark, digits] = /^([-+]?)(.*)$/s.exec(this);
  return mark + digits.padStart(width - mark.length, "0");
};

String.prototype.$isalnum = function () {
  return /^[\p{L}\p{N}]+$/u.test(this);
};

String.prototype.$isalpha = function () {
  return /^\p{L}+$/u.test(this);
};

String.prototype.$isdigit = function () {
  return /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u.test(this);
};

String.prototype.$isspace = function () {
  return wordless.test(this);
};

String.prototype.$isascii = function () {
  return /^[\x00-\x7f]*$/.test(this);
};

String.prototype.$isprintable = function () {
  return [...this].every(printable);
};

String.prototype.$translate = function (table) {
  return [...this].map((one) => {
    const found = table.get(one.codePointAt(0));
    return found === undefined ? one : found === null ? "" : typeof found === "number" ? String.fromCodePoint(found) : found;
  }).join("");
};

String.prototype.$encode = function () {
  return new Bytes(new TextEncoder().encode(this));
};
