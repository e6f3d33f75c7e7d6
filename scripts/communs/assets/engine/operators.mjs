// Python's operators on any value, for the places where translation does not know better.

import {Dict, IndexError, KeyError, PySet, Tuple, TypeError_, ValueError, ZeroDivisionError, eq, repr, str} from "./python.mjs";

/** Whether Python takes a value for true. */
export function bool(x) {
  if (typeof x !== "object" || x === null) {
    return Boolean(x);
  }
  if (Array.isArray(x) || x instanceof Uint8Array) {
    return x.length > 0;
  }
  if (x instanceof Map || x instanceof Set) {
    return x.size > 0;
  }
  return x.$__bool__ ? x.$__bool__() : x.$__len__ ? x.$__len__() > 0 : true;
}

/** `or(x) ?? y` is `x or y`. */
export function or(x) {
  return bool(x) ? x : null;
}

/** `x and y()`. */
export function and(x, y) {
  return bool(x) ? y() : x;
}

const high = /[\ud800-\udbff]/;

let lastText = "";

let lastSigns = null;

/** The signs of a text where JavaScript counts more than Python, else null. */
export function signs(text) {
  if (text.length < 200) {
    return high.test(text) ? [...text] : null;
  }
  if (text !== lastText) {
    lastText = text;
    lastSigns = high.test(text) ? [...text] : null;
  }
  return lastSigns;
}

/** `len(x)`: of a text, its code points. */
export function $len(x) {
  if (typeof x === "string") {
    return signs(x)?.length ?? x.length;
  }
  return x.length ?? x.size ?? x.$__len__();
}

/** From the place of a code point to that of JavaScript. */
export function unit(text, place) {
  const all = signs(text);
  return all ? all.slice(0, Math.max(place, 0)).join("").length : place;
}

/** From a place of JavaScript to that of a code point. */
export function point(text, place) {
  return place > 0 && signs(text) ? [...text.slice(0, place)].length : place;
}

/** `x[key]`. */
export function at(x, key) {
  if (x instanceof Dict) {
    const found = x.get(key);
    if (found !== undefined) {
      return found;
    }
    return x.$__missing__ ? x.$__missing__(key) : fail(new KeyError(key));
  }
  if (typeof x === "string" || Array.isArray(x) || x instanceof Uint8Array) {
    if (typeof key !== "number") {
      throw new TypeError_();
    }
    const all = typeof x === "string" ? signs(x) ?? x : x;
    const found = all[key < 0 ? key + all.length : key];
    return found !== undefined ? found : fail(new IndexError());
  }
  return x?.$__getitem__ ? x.$__getitem__(key) : fail(new TypeError_());
}

function fail(error) {
  throw error;
}

/** `x[key] = value`. */
export function put(x, key, value) {
  if (x instanceof Dict) {
    x.set(key, value);
  } else if (key >= x.length || key < -x.length) {
    throw new IndexError();
  } else {
    x[key < 0 ? key + x.length : key] = value;
  }
}

/** `del x[key]`. */
export function drop(x, key) {
  if (x instanceof Dict) {
    if (!x.delete(key)) {
      throw new KeyError(key);
    }
  } else {
    at(x, key);
    x.splice(key, 1);
  }
}

/** `x[start:end:step]`. */
export function slice(x, start = null, end = null, step = 1) {
  const wide = typeof x === "string" ? signs(x) : null;
  const all = wide ?? x;
  if ((step ?? 1) === 1) {
    const part = all.slice(start ?? 0, end ?? all.length);
    return wide ? part.join("") : part;
  }
  const indexes = stepped(all.length, start, end, step);
  const part = indexes.map((index) => all[index]);
  return typeof x === "string" ? part.join("") : x.constructor.from(part);
}

function stepped(size, start, end, step) {
  const clip = (place, least, most) => Math.min(Math.max(place < 0 ? place + size : place, least), most);
  const found = [];
  if (step > 0) {
    for (let index = clip(start ?? 0, 0, size); index < clip(end ?? size, 0, size); index += step) {
      found.push(index);
    }
  } else {
    const last = end === null ? -1 : clip(end, -1, size - 1);
    for (let index = clip(start ?? size - 1, -1, size - 1); index > last; index += step) {
      found.push(index);
    }
  }
  return found;
}

/** `item in x`. */
export function contains(x, item) {
  if (typeof x === "string") {
    return x.includes(typeof item === "string" ? item : fail(new TypeError_()));
  }
  if (x instanceof Map || x instanceof Set) {
    return x.has(item);
  }
  if (x?.$__contains__) {
    return x.$__contains__(item);
  }
  if (typeof x?.[Symbol.iterator] !== "function") {
    throw new TypeError_();
  }
  for (const other of open(x)) {
    if (eq(other, item)) {
      return true;
    }
  }
  return false;
}

/** The same values to go through, of which a generator stays open when a loop leaves it. */
export function open(x) {
  return typeof x.return === "function" ? {[Symbol.iterator]: () => ({next: () => x.next()})} : x;
}

/** Less than zero where `a < b`, more where `a > b`; by code points, and item by item. */
export function compare(a, b) {
  if (typeof a === "string" && typeof b === "string") {
    return a === b ? 0 : high.test(a) || high.test(b) ? compare([...a].map(ord), [...b].map(ord)) : a < b ? -1 : 1;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const place = a.findIndex((item, index) => index >= b.length || !eq(item, b[index]));
    return place < 0 ? a.length - b.length : place >= b.length ? 1 : compare(a[place], b[place]);
  }
  if (a instanceof PySet && b instanceof PySet) {
    return compareSets(a, b);
  }
  if (typeof a === "object" && a?.$__lt__) {
    return a.$__lt__(b) ? -1 : b.$__lt__(a) ? 1 : 0;
  }
  if (a === null || b === null || typeof a === "string" || typeof b === "string") {
    throw new TypeError_();
  }
  return a - b;
}

function compareSets(a, b) {
  const inside = [...a].every((item) => b.has(item));
  const around = [...b].every((item) => a.has(item));
  return inside && around ? 0 : inside ? -1 : around ? 1 : NaN;
}

const ord = (sign) => sign.codePointAt(0);

/** `a + b`. */
export function add(a, b) {
  if (Array.isArray(a)) {
    return a.concat(b);
  }
  return a?.$__add__ ? a.$__add__(b) : typeof a === typeof b || typeof a !== "string" && typeof b !== "string" ? a + b
    : fail(new TypeError_());
}

/** `a - b`. */
export function sub(a, b) {
  if (a instanceof Set) {
    return new PySet([...a].filter((item) => !b.has(item)));
  }
  return a?.$__sub__ ? a.$__sub__(b) : a - b;
}

/** `a * b`. */
export function mul(a, b) {
  if (typeof a === "string") {
    return a.repeat(Math.max(b, 0));
  }
  if (Array.isArray(a)) {
    return a.constructor.from({length: a.length * Math.max(b, 0)}, (_, index) => a[index % a.length]);
  }
  return typeof a === "number" && typeof b !== "number" ? mul(b, a) : a * b;
}

/** `a / b`. */
export function div(a, b) {
  return Number(b) === 0 ? fail(new ZeroDivisionError()) : a?.$__truediv__ ? a.$__truediv__(b) : a / b;
}

/** `a // b`. */
export function floordiv(a, b) {
  return Math.floor(div(a, b));
}

/** `a ** b`. */
export function pow(a, b) {
  return a ** b;
}

/** `a % b`: what is left, or a text with its holes filled. */
export function mod(a, b) {
  if (typeof a !== "string") {
    return a - b * floordiv(a, b);
  }
  const values = b instanceof Tuple ? [...b] : [b];
  return a.replace(/%(0?)(\d*)([srdxX%])/g, (_, zero, width, how) => {
    if (how === "%") {
      return "%";
    }
    const value = values.shift();
    const shown = how === "s" ? str(value) : how === "r" ? repr(value) : value.toString(how === "d" ? 10 : 16);
    return (how === "X" ? shown.toUpperCase() : shown).padStart(Number(width), zero || " ");
  });
}

/** `a | b`: of dicts, of sets, of types. */
export function union(a, b) {
  if (a instanceof Map) {
    return merged(a, b);
  }
  return a instanceof Set ? new PySet([...a, ...b]) : typeof a === "number" ? a | b : [a, b].flat();
}

/** `a & b`. */
export function both(a, b) {
  return typeof a === "number" ? a & b : new PySet([...a].filter((item) => contains(b, item)));
}

/** `{**a, **b}`. */
export function merged(...parts) {
  const made = new Dict();
  for (const part of parts) {
    part.forEach((value, key) => made.set(key, value));
  }
  return made;
}

/** A dict of the names and values of an object. */
export function dict(object) {
  return new Dict(Object.entries(object));
}

/** What `a += b` makes of `a`. */
export function extended(a, b) {
  if (Array.isArray(a) && !(a instanceof Tuple)) {
    for (const item of b) {
      a.push(item);
    }
    return a;
  }
  return add(a, b);
}

/** What `a |= b` makes of `a`. */
export function updated(a, b) {
  if (typeof a === "number") {
    return a | b;
  }
  b.forEach((value, key) => (a instanceof Map ? a.set(key, value) : a.add(value)));
  return a;
}

/** As many values as there are names; after a star (`-least`), at least so many. */
export function unpack(x, size) {
  const all = Array.isArray(x) ? x : [...x];
  if (size > 0 ? all.length !== size : all.length < -size) {
    throw new ValueError();
  }
  return all;
}

/** `a, *b, c = x`: the middle as one list. */
export function starred(x, before, after) {
  const all = [...x];
  const end = all.length - after;
  if (end < before) {
    throw new ValueError();
  }
  return [...all.slice(0, before), all.slice(before, end), ...all.slice(end)];
}

/** Arguments by place, as many as can be given so. */
export function pad(args, size) {
  return Object.assign(Array(size).fill(undefined), args);
}

/** `format(x, how)`: the few forms that we write. */
export function format(x, how) {
  const [, fill, align, zero, width, digits, type] = /^(?:(.)?([<>^]))?(0?)(\d*)(?:\.(\d+))?([a-zA-Z]?)$/.exec(how);
  let shown = str(x);
  if (type === "x" || type === "X") {
    shown = type === "x" ? x.toString(16) : x.toString(16).toUpperCase();
  } else if (type === "g") {
    shown = String(Number(x.toPrecision(Number(digits || 6))));
  } else if (type === "f") {
    shown = x.toFixed(Number(digits || 6));
  }
  const sign = fill ?? (zero || " ");
  const right = align === ">" || !align && typeof x === "number";
  return right ? shown.padStart(Number(width), sign) : shown.padEnd(Number(width), sign);
}
