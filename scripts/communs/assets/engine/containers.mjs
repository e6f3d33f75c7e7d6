// The methods of lists, tuples, dicts, sets and bytes.

import {Dict, IndexError, KeyError, PySet, Tuple, UnicodeDecodeError, ValueError, def, eq} from "./python.mjs";
import {$dict, $sorted} from "./builtins.mjs";
import {contains} from "./operators.mjs";

Array.prototype.$append = function (item) {
  this.push(item);
};

Array.prototype.$extend = function (items) {
  this.push(...items);
};

Array.prototype.$insert = function (place, item) {
  this.splice(place, 0, item);
};

Array.prototype.$pop = function (place = -1) {
  if (!this.length) {
    throw new IndexError();
  }
  return this.splice(place, 1)[0];
};

Array.prototype.$index = function (item) {
  const place = this.findIndex((one) => eq(one, item));
  if (place < 0) {
    throw new ValueError();
  }
  return place;
};

Array.prototype.$count = function (item) {
  return this.filter((one) => eq(one, item)).length;
};

Array.prototype.$remove = function (item) {
  this.splice(this.$index(item), 1);
};

Array.prototype.$copy = function () {
  return this.slice();
};

Array.prototype.$sort = def(["key", "reverse"], function (key = null, reverse = false) {
  $sorted(this, key, reverse).forEach((item, place) => {
    this[place] = item;
  });
});

Dict.prototype.$get = function (key, otherwise = null) {
  const found = this.get(key);
  return found === undefined ? otherwise : found;
};

Dict.prototype.$items = function* () {
  for (const pair of this.entries()) {
    yield Tuple.from(pair);
  }
};

Dict.prototype.$keys = function () {
  return new PySet(this.keys());
};

Dict.prototype.$values = function () {
  return this.values();
};

Dict.prototype.$setdefault = function (key, otherwise = null) {
  if (!this.has(key)) {
    this.set(key, otherwise);
  }
  return this.get(key);
};

Dict.prototype.$pop = function (key, otherwise) {
  const found = this.has(key) ? this.get(key) : otherwise;
  if (found === undefined) {
    throw new KeyError(key);
  }
  this.delete(key);
  return found;
};

Dict.prototype.$update = function (other) {
  other.forEach((value, key) => this.set(key, value));
};

Dict.prototype.$copy = function () {
  return new Dict(this.entries());
};

PySet.prototype.$add = function (item) {
  this.add(item);
};

PySet.prototype.$discard = function (item) {
  this.delete(item);
};

PySet.prototype.$pop = function () {
  for (const item of this) {
    this.delete(item);
    return item;
  }
  throw new KeyError();
};

PySet.prototype.$update = function (items) {
  for (const item of items) {
    this.add(item);
  }
};

PySet.prototype.$isdisjoint = function (items) {
  return ![...items].some((item) => this.has(item));
};

PySet.prototype.$issubset = function (items) {
  return [...this].every((item) => contains(items, item));
};

$dict.$fromkeys = (keys, value = null) => new Dict(Array.from(keys, (key) => [key, value]));

/** Bytes. */
export class Bytes extends Uint8Array {}

/** The bytes of a literal. */
export const bytes = (text) => Bytes.from(text, (sign) => sign.charCodeAt(0));

/** `bytes(numbers)`. */
export const $bytes = (items = []) => Bytes.from(items);

Bytes.prototype.$startswith = function (beginnings) {
  const all = beginnings instanceof Uint8Array ? [beginnings] : beginnings;
  return all.some((beginning) => beginning.every((byte, place) => this[place] === byte));
};

Bytes.prototype.$removeprefix = function (beginning) {
  return this.$startswith(beginning) ? this.slice(beginning.length) : this;
};

Bytes.prototype.$count = function (byte) {
  return this.filter((one) => one === byte).length;
};

Bytes.prototype.$decode = function (encoding = "utf-8", errors = "strict") {
  const decoder = new TextDecoder(encoding === "cp1252" ? "windows-1252" : encoding, {fatal: true, ignoreBOM: true});
  try {
    return decoder.decode(this);
  } catch {
    if (errors === "ignore") {
      return "";
    }
    const error = new UnicodeDecodeError(encoding);
    error.$start = firstBad(this);
    throw error;
  }
};

function firstBad(data) {
  let good = 0;
  let bad = data.length;
  const decoder = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      decoder.decode(data.subarray(0, middle), {stream: true});
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return startOfSign(data, bad - 1);
}

function startOfSign(data, place) {
  for (let start = place; start > Math.max(place - 4, -1); start -= 1) {
    if ((data[start] & 0xc0) !== 0x80) {
      const size = data[start] >= 0xf0 ? 4 : data[start] >= 0xe0 ? 3 : data[start] >= 0xc0 ? 2 : 1;
      return size > place - start ? start : place;
    }
  }
  return place;
}
