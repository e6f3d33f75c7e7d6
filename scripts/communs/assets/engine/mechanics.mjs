// collections, itertools, functools, operator and bisect.

import {Dict, Tuple, eq, hashed, tuple} from "./python.mjs";
import {$next, $sorted} from "./builtins.mjs";
import {caught} from "./classes.mjs";
import {at, bool, compare} from "./operators.mjs";

/** `Counter(x)`. */
export function $Counter(x = []) {
  const made = new Counter();
  for (const item of x) {
    made.set(item, (made.get(item) ?? 0) + 1);
  }
  return made;
}

class Counter extends Dict {
  $__missing__() {
    return 0;
  }
}

Counter.prototype.$most_common = function (most = this.size) {
  return $sorted(this.$items(), (pair) => -pair[1]).slice(0, most);
};

/** `defaultdict(make)`. */
export function $defaultdict(make, pairs = []) {
  const made = new Defaults(pairs);
  made.make = make;
  return made;
}

class Defaults extends Dict {
  $__missing__(key) {
    const value = this.make();
    this.set(key, value);
    return value;
  }
}

/** `chain(…)`. */
export function* $chain(...all) {
  for (const items of all) {
    yield* items;
  }
}

$chain.$from_iterable = function* (all) {
  for (const items of all) {
    yield* items;
  }
};

/** `islice(x, end)` or `islice(x, start, end)`. */
export function* $islice(x, start, end) {
  const [from, to] = end === undefined ? [0, start] : [start, end];
  const iterator = x[Symbol.iterator]();
  for (let place = 0; to === null || place < to; place += 1) {
    const {done, value} = iterator.next();
    if (done) {
      return;
    }
    if (place >= from) {
      yield value;
    }
  }
}

/** `pairwise(x)`. */
export function* $pairwise(x) {
  let before;
  for (const item of x) {
    if (before !== undefined) {
      yield tuple(before, item);
    }
    before = item;
  }
}

/** `groupby(x, key)`: each group is made before the next one begins. */
export function* $groupby(x, key = null) {
  let current;
  let group = null;
  for (const item of x) {
    const found = key === null ? item : key(item);
    if (group !== null && eq(found, current)) {
      group.push(item);
      continue;
    }
    if (group !== null) {
      yield tuple(current, group[Symbol.iterator]());
    }
    [current, group] = [found, [item]];
  }
  if (group !== null) {
    yield tuple(current, group[Symbol.iterator]());
  }
}

/** `takewhile(f, x)`. */
export function* $takewhile(f, x) {
  for (const item of x) {
    if (!bool(f(item))) {
      return;
    }
    yield item;
  }
}

/** `itemgetter(key)`. */
export const $itemgetter = (...keys) => (x) => (keys.length === 1 ? at(x, keys[0]) : tuple(...keys.map((key) => at(x, key))));

/** `reduce(f, x, start)`. */
export const $reduce = (f, x, start) => {
  const iterator = x[Symbol.iterator]();
  let total = start === undefined ? $next(iterator) : start;
  for (const item of iterator) {
    total = f(total, item);
  }
  return total;
};

/** `partial(f, …)`. */
export const $partial = (f, ...args) => (...more) => f(...args, ...more);

const MOST = 8192;

/** A function that keeps what it found, as `lru_cache` does; all is forgotten when it is too much. */
export function memo(f) {
  const known = new Map();
  return (...args) => {
    const key = args.length === 1 && typeof args[0] === "string" ? args[0] : hashed(Tuple.from(args));
    if (!known.has(key)) {
      if (known.size >= MOST) {
        known.clear();
      }
      known.set(key, f(...args));
    }
    return known.get(key);
  };
}

/** `bisect_right(x, item)`. */
export function $bisect_right(x, item) {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(item, x[middle]) < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The marks that some programs put before a text. */
export const $BOM_UTF8 = Uint8Array.of(0xef, 0xbb, 0xbf);

export const $BOM_UTF16_LE = Uint8Array.of(0xff, 0xfe);

export const $BOM_UTF16_BE = Uint8Array.of(0xfe, 0xff);

/** `suppress(…)`. */
export const $suppress = (...types) => ({
  $__enter__() {
    return null;
  },
  $__exit__: (error) => error !== null && caught(error, ...types),
});
