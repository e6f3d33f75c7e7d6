// What Python brings without an import.

import {Dict, PySet, StopIteration, Tuple, TypeError_, ValueError, identity, repr, str} from "./python.mjs";
import {bool, compare, open, signs} from "./operators.mjs";

/** `str(x)`; of bytes with an encoding, their text. */
export const $str = type((x = "", encoding = null) => encoding === null ? str(x) : x.$decode(encoding), (x) => typeof x === "string");

/** `repr(x)`. */
export const $repr = (x) => repr(x);

/** `bool(x)`. */
export const $bool = type((x = false) => bool(x), (x) => typeof x === "boolean");

/** `int(x, base)`. */
export const $int = type((x = 0, base = 10) => {
  if (typeof x !== "string") {
    return Math.trunc(Number(x));
  }
  const digits = x.trim().replace(/(?<=\w)_(?=\w)/g, "");
  const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
  if (!new RegExp(`^[-+]?[${alphabet}]+$`, "i").test(digits)) {
    throw new ValueError();
  }
  return parseInt(digits, base);
}, isInt);

/** `float(x)`. */
export const $float = type((x = 0) => {
  const text = typeof x === "string" ? x.trim() : "";
  if (typeof x === "string" && !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) {
    throw new ValueError();
  }
  return Number(typeof x === "string" ? text : x);
}, isFloat);

/** `list(x)`. */
export const $list = type((x = []) => Array.from(x), isList);

/** `tuple(x)`. */
export const $tuple = type((x = []) => Tuple.from(x), (x) => x instanceof Tuple);

/** `dict(x)`. */
export const $dict = type((x = []) => new Dict(x instanceof Map ? x.entries() : x), (x) => x instanceof Dict);

/** `set(x)`. */
export const $set = type((x = []) => new PySet(x), (x) => x instanceof PySet);

/** `frozenset(x)`. */
export const $frozenset = type((x = []) => new PySet(x), (x) => x instanceof PySet);

function type(make, test) {
  make.$is = test;
  return make;
}

/** Whether a value is an int, as a bool is too. */
export function isInt(x) {
  return Number.isInteger(x) || typeof x === "boolean";
}

/** Whether a value is a float; 48.0 is an int here. */
export function isFloat(x) {
  return typeof x === "number" && !Number.isInteger(x);
}

/** Whether a value is an int or a float, or a bool. */
export function isNumber(x) {
  return typeof x === "number" || typeof x === "boolean";
}

/** Whether a value is a list. */
export function isList(x) {
  return Array.isArray(x) && !(x instanceof Tuple);
}

/** `isinstance(x, wanted)`: a type, or several. */
export function isinstance(x, wanted) {
  if (Array.isArray(wanted)) {
    return wanted.some((one) => isinstance(x, one));
  }
  return wanted === null ? x === null : wanted.$is ? wanted.$is(x) : x instanceof wanted;
}

/** `any(x)`. */
export function $any(x) {
  for (const item of open(x)) {
    if (bool(item)) {
      return true;
    }
  }
  return false;
}

/** `all(x)`. */
export function $all(x) {
  for (const item of open(x)) {
    if (!bool(item)) {
      return false;
    }
  }
  return true;
}

/** `iter(x)`. */
export const $iter = (x) => x[Symbol.iterator]();

/** `next(x, otherwise)`. */
export function $next(x, otherwise) {
  const {done, value} = x.next();
  if (!done) {
    return value;
  }
  if (otherwise === undefined) {
    throw new StopIteration();
  }
  return otherwise;
}

/** `map(f, x)`. */
export function* $map(f, x) {
  for (const item of x) {
    yield f(item);
  }
}

/** `filter(f, x)`. */
export function* $filter(f, x) {
  for (const item of x) {
    if (bool(f === null ? item : f(item))) {
      yield item;
    }
  }
}

/** `enumerate(x, start)`. */
export function* $enumerate(x, start = 0) {
  let number = start;
  for (const item of x) {
    yield Tuple.of(number++, item);
  }
}

/** `zip(…)`: as long as the shortest. */
export function* $zip(...all) {
  const iterators = all.map((x) => x[Symbol.iterator]());
  while (iterators.length) {
    const found = iterators.map((x) => x.next());
    if (found.some((one) => one.done)) {
      return;
    }
    yield Tuple.from(found, (one) => one.value);
  }
}

/** `range(…)`. */
export function* $range(start, end, step = 1) {
  const [from, to] = end === undefined ? [0, start] : [start, end];
  for (let number = from; step > 0 ? number < to : number > to; number += step) {
    yield number;
  }
}

/** `reversed(x)`. */
export const $reversed = (x) => (typeof x === "string" ? signs(x) ?? [...x] : [...x]).reverse()[Symbol.iterator]();

/** `sorted(x, key, reverse)`: equal ones keep their order. */
export function $sorted(x, key = null, reverse = false) {
  const all = Array.from(x, (item) => [key === null ? item : key(item), item]);
  return all.sort(([a], [b]) => (reverse ? compare(b, a) : compare(a, b))).map(([, item]) => item);
}

/** `min(x, key, default)`. */
export const $min = (x, key, otherwise) => extreme(x, key, otherwise, -1);

/** `max(x, key, default)`. */
export const $max = (x, key, otherwise) => extreme(x, key, otherwise, 1);

function extreme(x, key, otherwise, sign) {
  let best;
  let weight;
  for (const item of x) {
    const found = key ? key(item) : item;
    if (best === undefined || compare(found, weight) * sign > 0) {
      [best, weight] = [item, found];
    }
  }
  if (best === undefined && otherwise === undefined) {
    throw new ValueError();
  }
  return best === undefined ? otherwise : best;
}

/** `sum(x, start)`. */
export function $sum(x, start = 0) {
  let total = start;
  for (const item of x) {
    total += Number(item);
  }
  return total;
}

/** `round(x, digits)`: halves go to the even neighbour. */
export function $round(x, digits = null) {
  if (digits === null) {
    const below = Math.floor(x);
    const rest = x - below;
    return rest === 0.5 ? below + (below % 2 ? 1 : 0) : Math.round(x);
  }
  return Number(x.toFixed(digits));
}

/** `divmod(a, b)`. */
export const $divmod = (a, b) => Tuple.of(Math.floor(a / b), a - b * Math.floor(a / b));

/** `abs(x)`. */
export const $abs = (x) => Math.abs(x);

/** `ord(x)`. */
export function $ord(x) {
  if (typeof x !== "string" || (signs(x)?.length ?? x.length) !== 1) {
    throw new TypeError_();
  }
  return x.codePointAt(0);
}

/** `chr(x)`. */
export const $chr = (x) => String.fromCodePoint(x);

/** `callable(x)`. */
export const $callable = (x) => typeof x === "function";

/** `id(x)`. */
export const $id = (x) => identity(x);

/** A list of what a function makes of each; undefined is left out. */
export function listOf(x, f) {
  const made = [];
  for (const item of x) {
    const found = f(item);
    if (found !== undefined) {
      made.push(found);
    }
  }
  return made;
}

/** The same of a function that gives several for each. */
export function listAll(x, f) {
  const made = [];
  for (const item of x) {
    const found = f(item);
    if (found !== undefined) {
      for (const one of found) {
        made.push(one);
      }
    }
  }
  return made;
}

/** A generator of what a function makes of each; undefined is left out. */
export function lazyOf(x, f) {
  return lazy(x[Symbol.iterator](), f);
}

function* lazy(iterator, f) {
  for (let step = iterator.next(); !step.done; step = iterator.next()) {
    const found = f(step.value);
    if (found !== undefined) {
      yield found;
    }
  }
}

/** The same of a function that gives several for each. */
export function* lazyAll(x, f) {
  for (const item of x) {
    const found = f(item);
    if (found !== undefined) {
      yield* found;
    }
  }
}
