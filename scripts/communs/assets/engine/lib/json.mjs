// A value → JSON, letter for letter as Python’s `json` writes it; and back.

import {def, fromJs, repr, TypeError_, ValueError} from "../python.mjs";

const NAMES = {nan: "NaN", inf: "Infinity", "-inf": "-Infinity", True: "true", False: "false", None: "null"};

/** `default` is a function for what JSON has no word for. */
export const $dumps = def(
  ["value", "ensure_ascii", "default", "sort_keys", "separators"],
  (value, ascii = true, other = null, sorted = false, [comma, colon] = [", ", ": "]) => {
    const text = (string) => {
      const quoted = JSON.stringify(string);
      const hex = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
      return ascii ? quoted.replace(/[^\0-~]/g, hex) : quoted;
    };
    const bare = (x) => (typeof x === "string" ? x : (NAMES[repr(x)] ?? repr(x)));
    const entry = (key, x) => text(bare(key)) + colon + written(x);
    const written = (x) => {
      if (typeof x === "string") return text(x);
      if (x === null || typeof x !== "object") return bare(x);
      if (Array.isArray(x)) return `[${x.map(written).join(comma)}]`;
      if (x instanceof Map) {
        const keys = sorted ? [...x.keys()].sort() : [...x.keys()];
        return `{${keys.map((key) => entry(key, x.get(key))).join(comma)}}`;
      }
      if (!other) throw new TypeError_(`Object of type ${x.constructor.name} is not JSON serializable`);
      return written(other(x));
    };
    return written(value);
  },
);

/** Raises ValueError. */
export function $loads(text) {
  try {
    return fromJs(JSON.parse(text));
  } catch (error) {
    throw new ValueError(error.message);
  }
}
