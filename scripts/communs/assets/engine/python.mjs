// Python's values in JavaScript: what translated code and the libraries beside it share.
//
// How these files are written, so that the bundler can take only what is used: every statement of the first level
// begins at the first column, and its other lines are indented or begin with a closing bracket; it declares one name,
// or it is `Class.prototype.$name = …`, kept where something reads `$name`. No default exports, no `import *`.
//
// None is null; a bool is a boolean; int and float are numbers (48.0 is the int 48 here); an absent argument is
// undefined. `x.name` of Python is `x.$name`. An object of a library is compared, hashed, shown and ordered by its
// methods `$__eq__(other)`, `$__hash__()`, `$__str__()`, `$__repr__()`, `$__lt__(other)`, `$__bool__()`, `$__len__()`,
// `$__getitem__(key)`, `$__contains__(item)`, `$__add__(other)`, `$__sub__(other)`.

/** Give a function its parameters' names, so that keywords find their places; a class may then be called as Python does. */
export function def(params, f) {
  const made = /^class\b/.test(Function.prototype.toString.call(f))
    ? new Proxy(f, {apply: (target, _, args) => new target(...args)})
    : f;
  made.$params = params;
  return made;
}

/** Call `f` as a method of `self` with arguments by place, then by name; `**rest` takes the names it does not know. */
export function call(f, self, args, named) {
  const params = f.$params ?? [];
  const rest = params.indexOf("**");
  const all = [...args];
  for (const [name, value] of Object.entries(named)) {
    const at = params.indexOf(name);
    if (at >= 0) {
      all[at] = value;
    } else if (rest >= 0) {
      (all[rest] ??= new Dict()).set(name, value);
    } else {
      throw new TypeError_();
    }
  }
  return f.apply(self, all);
}

/** The first of all exceptions: its arguments are `$args`, and the first of them is its text. */
export class Exception extends Error {
  constructor(...args) {
    super(args.length ? String(args[0]) : "");
    this.$args = Tuple.from(args);
  }

  $__init__(...args) {
    this.$args = Tuple.from(args);
  }

  $__str__() {
    return this.$args.length ? str(this.$args[0]) : "";
  }

  get message() {
    return this.$__str__();
  }

  set message(_) {}

  toString() {
    return `${this.constructor.name}: ${this.$__str__()}`;
  }
}

export class ValueError extends Exception {}

export class LookupError extends Exception {}

export class KeyError extends LookupError {}

export class IndexError extends LookupError {}

export class StopIteration extends Exception {}

export class RecursionError extends Exception {}

export class OverflowError extends Exception {}

export class ZeroDivisionError extends Exception {}

export class AttributeError extends Exception {}

export class TypeError_ extends Exception {}

export class UnicodeDecodeError extends ValueError {}

export class Tuple extends Array {}

/** A tuple of these. */
export function tuple(...items) {
  return Tuple.from(items);
}

const identities = new WeakMap();

let last = 0;

/** What tells an object from every other. */
export function identity(x) {
  if (!identities.has(x)) {
    identities.set(x, ++last);
  }
  return identities.get(x);
}

/** A text that is the same for equal values, or the value itself where JavaScript's own equality will do. */
export function hashed(x) {
  return typeof x === "object" && x !== null && (x instanceof Tuple || x instanceof PySet || x.$$ || x.$__hash__)
    ? inner(x)
    : typeof x === "boolean" ? Number(x) : x;
}

function inner(x) {
  if (typeof x === "string") {
    return `${x.length}"${x}`;
  }
  if (typeof x !== "object" || x === null) {
    return typeof x === "function" ? `f${identity(x)}` : `${typeof x === "boolean" ? Number(x) : x}`;
  }
  if (x instanceof Tuple) {
    return `(${x.map(inner).join()})`;
  }
  if (x instanceof PySet) {
    return `{${[...x].map(inner).sort().join()}}`;
  }
  if (x.$__hash__) {
    return `h${x.constructor.name}${x.$__hash__()}`;
  }
  return x.$$ ? `d${identity(x.constructor)}(${x.$$.map((name) => inner(x[name])).join()})` : `o${identity(x)}`;
}

/** A dict: the order is that of insertion, and tuples are keys by their content. */
export class Dict extends Map {
  constructor(pairs) {
    super();
    for (const [key, value] of pairs ?? []) {
      this.set(key, value);
    }
  }

  key(key) {
    const hash = hashed(key);
    return hash === key ? key : typeof key === "boolean" ? this.bool(key, hash) : this.same?.get(hash) ?? none;
  }

  bool(key, hash) {
    return super.has(key) ? key : super.has(hash) ? hash : super.has(Boolean(hash)) ? Boolean(hash) : none;
  }

  get(key) {
    return super.get(this.key(key));
  }

  has(key) {
    return super.has(this.key(key));
  }

  delete(key) {
    const found = this.key(key);
    this.same?.delete(hashed(key));
    return super.delete(found);
  }

  set(key, value) {
    const hash = hashed(key);
    if (hash === key || typeof key === "boolean") {
      return super.set(key, value);
    }
    this.same ??= new Map();
    if (!this.same.has(hash)) {
      this.same.set(hash, key);
    }
    return super.set(this.same.get(hash), value);
  }

  [Symbol.iterator]() {
    return this.keys();
  }
}

const none = Symbol("no key");

/** A set or frozenset: the order is that of insertion, which Python does not promise. */
export class PySet extends Set {
  constructor(items) {
    super();
    for (const item of items ?? []) {
      this.add(item);
    }
  }

  has(item) {
    const hash = hashed(item);
    return hash === item || typeof item === "boolean" ? super.has(item) : Boolean(this.same?.has(hash));
  }

  add(item) {
    const hash = hashed(item);
    if (hash !== item && typeof item !== "boolean") {
      this.same ??= new Map();
      if (this.same.has(hash)) {
        return this;
      }
      this.same.set(hash, item);
    }
    return super.add(item);
  }

  delete(item) {
    const hash = hashed(item);
    const found = this.same?.get(hash) ?? item;
    this.same?.delete(hash);
    return super.delete(found);
  }
}

/** Whether two values are equal, by content. */
export function eq(a, b) {
  if (a === b || a === null || b === null) {
    return a === b;
  }
  if (typeof a !== "object" || typeof b !== "object") {
    return typeof a !== "string" && typeof b !== "string" && typeof a !== "function" && Number(a) === Number(b)
      && typeof a !== "object" && typeof b !== "object";
  }
  if (a.$__eq__) {
    return a.$__eq__(b);
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a instanceof Tuple === b instanceof Tuple && a.length === b.length
      && a.every((item, at) => eq(item, b[at]));
  }
  if (a instanceof Dict) {
    return b instanceof Dict && a.size === b.size && [...a.keys()].every((key) => b.has(key) && eq(a.get(key), b.get(key)));
  }
  if (a instanceof PySet) {
    return b instanceof PySet && a.size === b.size && [...a].every((item) => b.has(item));
  }
  return Boolean(a.$$) && a.constructor === b.constructor && a.$$.every((name) => eq(a[name], b[name]));
}

/** A JSON value → the same with dicts for its objects. */
export function fromJs(x) {
  if (Array.isArray(x)) {
    return x.map(fromJs);
  }
  return x !== null && typeof x === "object"
    ? new Dict(Object.entries(x).map(([name, value]) => [name, fromJs(value)]))
    : x ?? null;
}

/** The same as a JSON value: lists, tuples, sets and generators as arrays, dicts as objects. */
export function toJs(x) {
  if (x === null || typeof x !== "object") {
    return x;
  }
  if (x instanceof Map) {
    return Object.fromEntries([...x.entries()].map(([name, value]) => [name, toJs(value)]));
  }
  return x[Symbol.iterator] ? Array.from(x, toJs) : x;
}

/** `str(x)`. */
export function str(x) {
  if (typeof x === "string") {
    return x;
  }
  return x !== null && typeof x === "object" && x.$__str__ ? x.$__str__() : repr(x);
}

/** `repr(x)`. */
export function repr(x) {
  if (x === null || x === undefined) {
    return "None";
  }
  if (typeof x === "string") {
    return quoted(x);
  }
  if (typeof x === "boolean") {
    return x ? "True" : "False";
  }
  if (typeof x === "number") {
    return shownNumber(x);
  }
  if (x instanceof Tuple) {
    return `(${x.map(repr).join(", ")}${x.length === 1 ? "," : ""})`;
  }
  if (Array.isArray(x)) {
    return `[${x.map(repr).join(", ")}]`;
  }
  if (x instanceof Dict) {
    return `{${[...x.entries()].map(([key, value]) => `${repr(key)}: ${repr(value)}`).join(", ")}}`;
  }
  if (x instanceof PySet) {
    return x.size ? `{${[...x].map(repr).join(", ")}}` : "set()";
  }
  return x.$__repr__ ? x.$__repr__() : `<${x.constructor?.name ?? "object"}>`;
}

function quoted(x) {
  const quote = x.includes("'") && !x.includes('"') ? '"' : "'";
  const signs = [...x].map((sign) => {
    const code = sign.codePointAt(0);
    const plain = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", [quote]: `\\${quote}`}[sign];
    return plain ?? (printable(sign) ? sign : escaped(code));
  });
  return quote + signs.join("") + quote;
}

function escaped(code) {
  const hex = code.toString(16);
  return code < 256 ? `\\x${hex.padStart(2, "0")}` : code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Whether a sign is one that Python shows as it is. */
export function printable(sign) {
  return sign === " " || !/[\p{Z}\p{C}]/u.test(sign);
}

function shownNumber(x) {
  if (Number.isNaN(x)) {
    return "nan";
  }
  if (!Number.isFinite(x)) {
    return x > 0 ? "inf" : "-inf";
  }
  const size = Math.abs(x);
  if (Number.isInteger(x) && size < 1e16) {
    return String(x === 0 ? 0 : x);
  }
  const text = size < 1e-4 || size >= 1e16 ? x.toExponential() : String(x);
  return text.replace(/e([-+])(\d)$/, "e$10$2");
}
