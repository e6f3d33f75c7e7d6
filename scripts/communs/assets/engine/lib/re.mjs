// Python's regular expressions → those of JavaScript. Refused rather than misread: flags inside a pattern, named
// characters, verbose patterns. Three things differ: a group inside a repeated one forgets what it held the
// time before, a place that gave an empty match is not tried again for a longer one, and İ is no i without its case.

import {def, Dict, Exception, IndexError, Tuple} from "../python.mjs";

export const $IGNORECASE = 2;
export const $MULTILINE = 8;
export const $DOTALL = 16;
export const $UNICODE = 32;

export class $error extends Exception {}

// What Python's classes hold: no combining mark is part of a word, and the separators of ASCII are spaces.
const CLASSES = {
  w: "\\p{L}\\p{N}_",
  d: "\\p{Nd}",
  s: "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000",
};
const CONTROLS = {n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", a: "\x07"};
const WORD = `[${CLASSES.w}]`;
const PLACES = {
  A: "^",
  Z: "$",
  b: `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`,
  B: `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`,
};
const OPENINGS = /\?(?:P<(\w+)>|P=(\w+)\)|(:|=|!|<=|<!|>)|(#)[^)]*\))/y;
const REPEATED = /(?:[*+?]|\{(?:(\d+)(,?)(\d*)|,(\d+))\})/y;
const NUMBERED = /x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|0([0-7]{0,2})/y;

/** One sign as itself, in a class or outside: everything of ASCII that could mean something is escaped. */
const plain = (sign) =>
  /[\w\u0080-\u{10ffff}]/u.test(sign) ? sign : `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`;

class Translation {
  constructor(pattern, flags) {
    Object.assign(this, {pattern, flags, at: 0, out: [], open: [], names: new Map(), groups: 0, atoms: 0});
    while (this.at < pattern.length) this.step();
    if (this.open.length) this.refuse("missing ), unterminated subpattern");
  }

  refuse(why) {
    throw new $error(`${why} at position ${this.at}`);
  }

  take(expression) {
    expression.lastIndex = this.at;
    const found = expression.exec(this.pattern);
    if (found) this.at = expression.lastIndex;
    return found;
  }

  sign() {
    const sign = String.fromCodePoint(this.pattern.codePointAt(this.at));
    this.at += sign.length;
    return sign;
  }

  push(piece) {
    this.atom = this.out.push(piece) - 1;
  }

  step() {
    if ("*+?{".includes(this.pattern[this.at]) && this.repeat()) return;
    const sign = this.sign();
    if (sign === "(") this.group();
    else if (sign === ")") this.close();
    else if (sign === "[") this.push(this.set());
    else if (sign === "\\") this.push(this.escaped());
    else if (sign === "|") this.out.push("|");
    else if (sign === ".") this.push(this.flags & $DOTALL ? "[^]" : "[^\\n]");
    else if (sign === "^") this.push(this.flags & $MULTILINE ? "(?<=^|\\n)" : "^");
    else if (sign === "$") this.push(this.flags & $MULTILINE ? "(?=\\n|$)" : "(?=\\n?$)");
    else this.push(plain(sign));
  }

  /** `*`, `{2,3}`, then `?` (lazy) or `+` (possessive: an atom that gives nothing back). */
  repeat() {
    const found = this.take(REPEATED);
    if (!found) return false;
    if (this.atom === undefined) this.refuse("nothing to repeat");
    const lazy = this.take(/\?/y), whole = !lazy && this.take(/\+/y);
    this.out.push((found[4] ? `{0,${found[4]}}` : found[0]) + (lazy ? "?" : ""));
    if (whole) this.atomic(this.atom);
    this.atom = undefined;
    return true;
  }

  atomic(from) {
    const name = `a${++this.atoms}`;
    this.out.splice(from, this.out.length, `(?=(?<${name}>${this.out.slice(from).join("")}))\\k<${name}>`);
    this.atom = from;
  }

  group() {
    const start = this.out.length;
    if (this.pattern[this.at] !== "?") return this.enter(start, this.numbered());
    const [, name, back, sign, comment] = this.take(OPENINGS) ?? this.refuse("unknown extension");
    if (name) this.names.set(name, this.groups + 1);
    if (back) this.push(`\\k<g${this.names.get(back)}>`);
    else if (!comment) this.enter(start, name ? this.numbered() : sign === ">" ? "(?:" : `(?${sign}`, sign === ">");
  }

  numbered() {
    return `(?<g${++this.groups}>`;
  }

  enter(start, opening, whole = false) {
    this.open.push([start, whole]);
    this.out.push(opening);
    this.atom = undefined;
  }

  close() {
    const [start, whole] = this.open.pop() ?? this.refuse("unbalanced parenthesis");
    this.out.push(")");
    this.atom = start;
    if (whole) this.atomic(start);
  }

  escaped() {
    const number = this.take(/[1-9]\d?/y);
    if (number) return `\\k<g${number[0]}>`;
    const found = this.number();
    if (found !== null) return plain(found);
    const sign = this.sign();
    if (sign in PLACES) return PLACES[sign];
    const kind = CLASSES[sign.toLowerCase()];
    return kind ? `[${sign in CLASSES ? "" : "^"}${kind}]` : plain(this.letter(sign));
  }

  number() {
    const found = this.take(NUMBERED);
    if (!found) return null;
    const [written, , , , octal] = found;
    return String.fromCodePoint(octal === undefined ? parseInt(written.slice(1), 16) : parseInt(`0${octal}`, 8));
  }

  letter(sign) {
    if (sign in CONTROLS) return CONTROLS[sign];
    return /[a-zA-Z]/.test(sign) ? this.refuse(`bad escape \\${sign}`) : sign;
  }

  /** What stands between brackets; `[^\W_]` becomes a class inside a class. */
  set() {
    let out = this.take(/\^/y) ? "[^" : "[";
    for (let first = true; first || this.pattern[this.at] !== "]"; first = false) {
      if (this.at >= this.pattern.length) this.refuse("unterminated character set");
      out += this.member();
    }
    this.at += 1;
    return `${out}]`;
  }

  member() {
    if (this.take(/\\(?=[wdsWDS])/y)) {
      const sign = this.sign();
      return sign in CLASSES ? CLASSES[sign] : `[^${CLASSES[sign.toLowerCase()]}]`;
    }
    const low = this.one();
    return plain(low) + (this.take(/-(?!\])/y) ? `-${plain(this.one())}` : "");
  }

  one() {
    const sign = this.sign();
    if (sign !== "\\") return sign;
    const number = this.number();
    if (number !== null) return number;
    const found = this.sign();
    return found === "b" ? "\b" : this.letter(found);
  }
}

const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]/;
const met = {text: "", wide: false}; // the last one: most have no sign beyond the first plane

function isWide(text) {
  if (text !== met.text) Object.assign(met, {text, wide: SURROGATES.test(text)});
  return met.wide;
}

/** A place counted in code points, as Python does → in units of JavaScript. */
const units = (text, place) =>
  place && isWide(text) ? Array.from(text).slice(0, place).join("").length : Math.min(place, text.length);

/** The way back. */
const points = (text, place) => (place > 0 && isWide(text) ? Array.from(text.slice(0, place)).length : place);

class Match {
  constructor(pattern, text, found, use) {
    Object.assign(this, {$re: pattern, $string: text, found, use});
  }

  key(group) {
    const number = typeof group === "string" ? this.$re.names.get(group) : group;
    if (number === undefined || number > this.$re.groups) throw new IndexError("no such group");
    return number;
  }

  $__getitem__(group) {
    const number = this.key(group);
    return number ? (this.found.groups[`g${number}`] ?? null) : this.found[0];
  }

  $groups(absent = null) {
    return Tuple.from({length: this.$re.groups}, (_, n) => this.$__getitem__(n + 1) ?? absent);
  }

  $groupdict(absent = null) {
    return new Dict([...this.$re.names].map(([name, n]) => [name, this.$__getitem__(n) ?? absent]));
  }

  $group(...groups) {
    if (groups.length < 2) return this.$__getitem__(groups[0] ?? 0);
    return Tuple.from(groups, (group) => this.$__getitem__(group));
  }

  limits(number) {
    const start = this.found.index;
    if (!number) return [start, start + this.found[0].length];
    return this.$re.exec(`d${this.use}`, this.$string, start).indices.groups[`g${number}`];
  }

  $span(group = 0) {
    const limits = this.limits(this.key(group)) ?? [-1, -1];
    return Tuple.from(limits, (place) => points(this.$string, place));
  }

  $start(group = 0) {
    return this.$span(group)[0];
  }

  $end(group = 0) {
    return this.$span(group)[1];
  }
}

export class $Pattern {
  constructor(pattern, flags) {
    Object.assign(this, {$pattern: pattern, $flags: flags, made: {}});
    const {out, groups, names} = new Translation(pattern, flags);
    Object.assign(this, {source: out.join(""), groups, names});
    this.made.g = this.expression("g");
  }

  /** For a use: `g` searches, `y` begins here, `y$` also ends with the text; `d` before tells the groups’ places. */
  expression(use) {
    const source = use.endsWith("$") ? `(?:${this.source})$` : this.source;
    return (this.made[use] ??= new RegExp(source, use.replace("$", "") + (this.$flags & $IGNORECASE ? "iv" : "v")));
  }

  exec(use, text, from) {
    const expression = this.expression(use);
    expression.lastIndex = from;
    return expression.exec(text);
  }

  once(use, string, pos = 0, end = Infinity) {
    const text = string.slice(0, units(string, end));
    const found = this.exec(use, text, units(string, pos));
    return found && new Match(this, text, found, use);
  }

  *all(string, pos = 0, end = Infinity) {
    const text = string.slice(0, units(string, end));
    for (let at = units(string, pos), found; at <= text.length && (found = this.exec("g", text, at)); ) {
      yield new Match(this, text, found, "g");
      at = found.index + found[0].length;
      if (!found[0]) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    }
  }

  $search(string, pos, end) {
    return this.once("g", string, pos, end);
  }

  $match(string, pos, end) {
    return this.once("y", string, pos, end);
  }

  $fullmatch(string, pos, end) {
    return this.once("y$", string, pos, end);
  }

  $finditer(string, pos, end) {
    return this.all(string, pos, end);
  }

  $findall(string, pos, end) {
    const said = (match) => (this.groups === 1 ? (match.$__getitem__(1) ?? "") : match.$groups(""));
    return Array.from(this.all(string, pos, end), this.groups ? said : (match) => match.found[0]);
  }
}

$Pattern.prototype.$split = def(["string", "maxsplit"], function (string, most = 0) {
  const parts = [];
  let last = 0;
  for (const match of this.all(string)) {
    if (most && parts.length >= most * (this.groups + 1)) break;
    parts.push(string.slice(last, match.found.index), ...match.$groups());
    last = match.found.index + match.found[0].length;
  }
  return [...parts, string.slice(last)];
});

$Pattern.prototype.$sub = def(["repl", "string", "count"], function (repl, string, count = 0) {
  const written = typeof repl === "string" ? template(repl) : repl;
  let out = "", last = 0, left = count || Infinity;
  for (const match of this.all(string)) {
    if (!left--) break;
    out += string.slice(last, match.found.index) + written(match);
    last = match.found.index + match.found[0].length;
  }
  return out + string.slice(last);
});

/** What `\1`, `\g<name>` and `\n` become in the text that replaces a match. */
function template(repl) {
  if (!repl.includes("\\")) return () => repl;
  const group = (match, name) => match.$__getitem__(/^\d+$/.test(name) ? Number(name) : name) ?? "";
  const one = (match) => (whole, name, number, sign) =>
    sign === undefined ? group(match, name ?? number) : (CONTROLS[sign] ?? (sign === "\\" ? sign : whole));
  return (match) => repl.replace(/\\(?:g<(\w+)>|([1-9]\d?)|([^]))/g, one(match));
}

const kept = new Map();

export const $compile = def(["pattern", "flags"], (pattern, flags = 0) => {
  if (pattern instanceof $Pattern) return pattern;
  const key = `${flags & ~$UNICODE} ${pattern}`;
  if (!kept.has(key)) kept.set(key, new $Pattern(pattern, flags));
  return kept.get(key);
});

const TWO = ["pattern", "string", "flags"];

export const $search = def(TWO, (pattern, string, flags) => $compile(pattern, flags).$search(string));
export const $match = def(TWO, (pattern, string, flags) => $compile(pattern, flags).$match(string));
export const $fullmatch = def(TWO, (pattern, string, flags) => $compile(pattern, flags).$fullmatch(string));
export const $findall = def(TWO, (pattern, string, flags) => $compile(pattern, flags).$findall(string));
export const $finditer = def(TWO, (pattern, string, flags) => $compile(pattern, flags).$finditer(string));
export const $split = def(["pattern", "string", "maxsplit", "flags"], (pattern, string, maxsplit, flags) =>
  $compile(pattern, flags).$split(string, maxsplit));
export const $sub = def(["pattern", "repl", "string", "count", "flags"], (pattern, repl, string, count, flags) =>
  $compile(pattern, flags).$sub(repl, string, count));
export const $escape = def(["pattern"], (text) => text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, "\\$&"));
