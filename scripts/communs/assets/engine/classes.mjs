// How translated classes and dataclasses are made.

import {Exception, RecursionError, TypeError_} from "./python.mjs";

/** A class: its members, the fields of a dataclass with how each is made when it is not given, and its bases. */
export function cls(members, fields = 0, statics = 0, bases = []) {
  const made = function (...args) {
    const self = Object.create(made.prototype);
    self.$__init__?.(...args);
    return self;
  };
  const [first, ...others] = bases;
  made.prototype = Object.create(first ? first.prototype : Object.prototype);
  for (const other of others) {
    inherit(made.prototype, other.prototype);
  }
  if (fields) {
    record(made.prototype, fields);
  }
  copy(made.prototype, members);
  made.prototype.constructor = made;
  return Object.assign(made, first ?? {}, statics || {});
}

/** Give an object the members of another one. */
export function copy(to, from) {
  Object.defineProperties(to, Object.getOwnPropertyDescriptors(from));
}

/** A further base: what the ones before do not have. */
function inherit(to, from) {
  for (let holder = from; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const [name, found] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      if (!(name in to)) {
        Object.defineProperty(to, name, found);
      }
    }
  }
}

function record(prototype, fields) {
  const all = Object.entries(fields);
  prototype.$$ = Object.keys(fields);
  prototype.$__init__ = function (...args) {
    all.forEach(([name, make], place) => {
      this[name] = args[place] !== undefined ? args[place] : make ? make() : missing();
    });
  };
}

function missing() {
  throw new TypeError_();
}

/** `replace(x, name=value)`. */
export function replace(x, changes) {
  return x.constructor(...x.$$.map((name) => (name in changes ? changes[name] : x[name])));
}

/** What a cached property finds once. */
export function once(x, name, find) {
  const value = find();
  Object.defineProperty(x, name, {value, writable: true});
  return value;
}

/** `x.name`, which may be a method: it keeps its object. */
export function attr(x, name) {
  const found = x[name];
  return typeof found === "function" && !Object.hasOwn(x, name) && typeof x !== "function" ? found.bind(x) : found;
}

/** `Class.method` as a function: its first argument is the object. */
export function unbound(f) {
  return (x, ...args) => f.apply(x, args);
}

/** What `raise` throws when it is given a class. */
export function raised(x) {
  return typeof x === "function" ? new x() : x;
}

/** Whether an exception is one of these; those of JavaScript stand for their like. */
export function caught(error, ...types) {
  return types.flat().some((type) => error instanceof type
    || type === RecursionError && (error instanceof RangeError || error?.name === "InternalError")
    || type === TypeError_ && error instanceof TypeError
    || type === Exception && error instanceof Error);
}

/** A function that knows what Python calls it. */
export function named(f, name) {
  f.$__name__ = name;
  return f;
}
