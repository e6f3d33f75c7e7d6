// A schema of JSON Schema 2020-12 → every error of a value, in the order, with the words and the paths of Python’s
// `jsonschema`. Schemas stand alone: a `$ref` leads to a place of the same one.

import {def, Dict, eq, Exception, repr} from "../python.mjs";
import {$search as search} from "./re.mjs";

export const $ValidationError = def(
  ["message", "validator", "path", "cause", "context", "validator_value"],
  class ValidationError extends Exception {
    constructor(message, validator, path = [], cause = null, context = [], limit = undefined) {
      super(message);
      Object.assign(this, {$message: message, $validator: validator, $validator_value: limit, $cause: cause});
      Object.assign(this, {$path: [...path], $schema_path: [], $context: context, $parent: null});
      for (const error of context) error.$parent = this;
    }

    get $relative_path() {
      return this.$path;
    }

    get $relative_schema_path() {
      return this.$schema_path;
    }

    get $absolute_path() {
      return [...(this.$parent?.$absolute_path ?? []), ...this.$path];
    }

    get $absolute_schema_path() {
      return [...(this.$parent?.$absolute_schema_path ?? []), ...this.$schema_path];
    }
  },
);

/** Formats by their name; `checks(name)` takes in a function. */
export const $FormatChecker = def(
  ["formats"],
  class FormatChecker {
    constructor() {
      this.known = new Map();
    }

    $checks(name) {
      return (check) => {
        this.known.set(name, check);
        return check;
      };
    }
  },
);

const REF = "\u0024ref"; // a bundle gives another name to what looks like an attribute of Python

const isObject = (x) => x instanceof Dict;
const isList = (x) => Array.isArray(x);
const isText = (x) => typeof x === "string";
const isNumber = (x) => typeof x === "number";
const size = (x) => (isText(x) ? Array.from(x).length : (x.size ?? x.length));

const TYPES = {
  object: isObject,
  array: isList,
  string: isText,
  number: isNumber,
  integer: Number.isInteger,
  boolean: (x) => typeof x === "boolean",
  null: (x) => x === null,
};

const fault = (message, ...others) => new $ValidationError(message, ...others);
const fails = (errors) => !errors.next().done;

/** Equality where true is not 1. */
function same(one, two) {
  if (isList(one) && isList(two)) return one.length === two.length && one.every((item, n) => same(item, two[n]));
  if (isObject(one) && isObject(two)) {
    return one.size === two.size && [...one.keys()].every((key) => two.has(key) && same(one.get(key), two.get(key)));
  }
  return typeof one === typeof two && eq(one, two);
}

const fits = (patterns, name) => patterns.some((pattern) => search(pattern, name));
const alone = (items) => items.every((item, n) => items.slice(0, n).every((other) => !same(other, item)));

const shown = (items) => items.map(repr).join(", ");

/** What is over: « 'a', 'b' were ». */
const extras = (names) => `${shown(names)} ${names.length === 1 ? "was" : "were"}`;
const sorted = (names) => [...names].sort((a, b) => (String(a) < String(b) ? -1 : 1));

/** A keyword that compares a size, a number or a list with its limit, for values of one type. */
const limiting = (type, wrong, words) =>
  function* (judge, limit, value) {
    if (type(value) && wrong(value, limit)) yield fault(`${repr(value)} ${words(limit)}`);
  };

const bound = (words) => (limit) => `is ${words} of ${repr(limit)}`;
const short = (limit) => (limit === 1 ? "should be non-empty" : "is too short");
const long = (limit) => (limit === 0 ? "is expected to be empty" : "is too long");
const below = (value, limit) => size(value) < limit;
const above = (value, limit) => size(value) > limit;

/** A quotient has no fraction; one that is out of bounds is taken at its word. */
const uneven = (value, step) =>
  Number.isInteger(step) ? value % step !== 0 : Number.isFinite(value / step) && !Number.isInteger(value / step);

/** The place of the first branch that suits; else null, once what is wrong with each was told. */
function* branch(judge, branches, value) {
  const errors = [];
  for (const [n, schema] of branches.entries()) {
    const found = [...judge.descend(value, schema, undefined, n)];
    if (!found.length) return n;
    errors.push(...found);
  }
  yield fault(`${repr(value)} is not valid under any of the given schemas`, undefined, [], null, errors);
  return null;
}

const KEYWORDS = {
  *[REF](judge, address, value) {
    yield* judge.descend(value, judge.at(address));
  },

  *type(judge, types, value) {
    const wanted = isText(types) ? [types] : types;
    if (!wanted.some((type) => TYPES[type](value))) {
      yield fault(`${repr(value)} is not of type ${shown(wanted)}`);
    }
  },

  *enum(judge, values, value) {
    if (!values.some((one) => same(one, value))) yield fault(`${repr(value)} is not one of ${repr(values)}`);
  },

  *const(judge, wanted, value) {
    if (!same(wanted, value)) yield fault(`${repr(wanted)} was expected`);
  },

  *required(judge, names, value) {
    for (const name of isObject(value) ? names : []) {
      if (!value.has(name)) yield fault(`${repr(name)} is a required property`);
    }
  },

  *dependentRequired(judge, dependencies, value) {
    for (const [name, others] of isObject(value) ? dependencies.entries() : []) {
      for (const other of value.has(name) ? others : []) {
        if (!value.has(other)) yield fault(`${repr(other)} is a dependency of ${repr(name)}`);
      }
    }
  },

  *dependentSchemas(judge, dependencies, value) {
    for (const [name, schema] of isObject(value) ? dependencies.entries() : []) {
      if (value.has(name)) yield* judge.descend(value, schema, undefined, name);
    }
  },

  *properties(judge, properties, value) {
    for (const [name, schema] of isObject(value) ? properties.entries() : []) {
      if (value.has(name)) yield* judge.descend(value.get(name), schema, name, name);
    }
  },

  *patternProperties(judge, patterns, value) {
    for (const [pattern, schema] of isObject(value) ? patterns.entries() : []) {
      for (const [name, inner] of value.entries()) {
        if (search(pattern, name)) yield* judge.descend(inner, schema, name, pattern);
      }
    }
  },

  *additionalProperties(judge, wanted, value, schema) {
    if (!isObject(value)) return;
    const known = schema.get("properties");
    const patterns = [...(schema.get("patternProperties")?.keys() ?? [])];
    const over = [...value.keys()].filter((name) => !known?.has(name) && !fits(patterns, name));
    if (isObject(wanted)) {
      for (const name of over) yield* judge.descend(value.get(name), wanted, name);
    } else if (!wanted && over.length && schema.has("patternProperties")) {
      const verb = over.length === 1 ? "does" : "do";
      yield fault(`${shown(sorted(over))} ${verb} not match any of the regexes: ${shown(sorted(patterns))}`);
    } else if (!wanted && over.length) {
      yield fault(`Additional properties are not allowed (${extras(sorted(over))} unexpected)`);
    }
  },

  *unevaluatedProperties(judge, wanted, value, schema) {
    if (!isObject(value)) return;
    const seen = judge.keys(value, schema);
    const over = [...value.keys()].flatMap((name) =>
      seen.has(name) ? [] : [...judge.descend(value.get(name), wanted, name, name)].map(() => name));
    if (over.length && wanted === false) {
      yield fault(`Unevaluated properties are not allowed (${extras(sorted(over))} unexpected)`);
    } else if (over.length) {
      yield fault(`Unevaluated properties are not valid under the given schema (${extras(over)} unevaluated and invalid)`);
    }
  },

  *propertyNames(judge, schema, value) {
    for (const name of isObject(value) ? value.keys() : []) yield* judge.descend(name, schema);
  },

  *prefixItems(judge, schemas, value) {
    for (const [n, schema] of isList(value) ? schemas.slice(0, value.length).entries() : []) {
      yield* judge.descend(value[n], schema, n, n);
    }
  },

  *items(judge, wanted, value, schema) {
    if (!isList(value)) return;
    const first = size(schema.get("prefixItems") ?? []), extra = value.length - first;
    if (wanted === false && extra > 0) {
      const rest = repr(extra === 1 ? value[first] : value.slice(first));
      yield fault(`Expected at most ${first} ${first === 1 ? "item" : "items"} but found ${extra} extra: ${rest}`);
      return;
    }
    for (let n = first; n < value.length; n += 1) yield* judge.descend(value[n], wanted, n);
  },

  *unevaluatedItems(judge, _, value, schema) {
    if (!isList(value)) return;
    const seen = judge.indexes(value, schema);
    const over = value.filter((_item, n) => !seen.has(n));
    if (over.length) yield fault(`Unevaluated items are not allowed (${extras(over)} unexpected)`);
  },

  *contains(judge, wanted, value, schema) {
    if (!isList(value)) return;
    const least = schema.get("minContains") ?? 1, most = schema.get("maxContains") ?? value.length;
    const found = value.filter((item) => judge.suits(item, wanted)).length;
    if (found > most) {
      yield fault(`Too many items match the given schema (expected at most ${most})`, "maxContains", [], null, [], most);
    } else if (found < least && !found) {
      yield fault(`${repr(value)} does not contain items matching the given schema`);
    } else if (found < least) {
      const words = `Too few items match the given schema (expected at least ${least} but only ${found} matched)`;
      yield fault(words, "minContains", [], null, [], least);
    }
  },

  minItems: limiting(isList, below, short),
  maxItems: limiting(isList, above, long),
  minLength: limiting(isText, below, short),
  maxLength: limiting(isText, above, long),
  minProperties: limiting(isObject, below, (limit) => (limit === 1 ? short(1) : "does not have enough properties")),
  maxProperties: limiting(isObject, above, (limit) => (limit === 0 ? long(0) : "has too many properties")),
  minimum: limiting(isNumber, (x, y) => x < y, bound("less than the minimum")),
  maximum: limiting(isNumber, (x, y) => x > y, bound("greater than the maximum")),
  exclusiveMinimum: limiting(isNumber, (x, y) => x <= y, bound("less than or equal to the minimum")),
  exclusiveMaximum: limiting(isNumber, (x, y) => x >= y, bound("greater than or equal to the maximum")),
  multipleOf: limiting(isNumber, uneven, (limit) => `is not a multiple of ${repr(limit)}`),
  uniqueItems: limiting(isList, (x, wanted) => wanted && !alone(x), () => "has non-unique elements"),
  pattern: limiting(isText, (x, pattern) => !search(pattern, x), (limit) => `does not match ${repr(limit)}`),

  *format(judge, name, value) {
    const check = judge.checker?.known.get(name);
    if (check && !check(value)) yield fault(`${repr(value)} is not a ${repr(name)}`);
  },

  *allOf(judge, schemas, value) {
    for (const [n, schema] of schemas.entries()) yield* judge.descend(value, schema, undefined, n);
  },

  *anyOf(judge, schemas, value) {
    yield* branch(judge, schemas, value);
  },

  *oneOf(judge, schemas, value) {
    const first = yield* branch(judge, schemas, value);
    if (first === null) return;
    const others = schemas.slice(first + 1).filter((schema) => judge.suits(value, schema));
    if (others.length) yield fault(`${repr(value)} is valid under each of ${shown([...others, schemas[first]])}`);
  },

  *not(judge, schema, value) {
    if (judge.suits(value, schema)) yield fault(`${repr(value)} should not be valid under ${repr(schema)}`);
  },

  *if(judge, condition, value, schema) {
    const next = judge.suits(value, condition) ? "then" : "else";
    if (schema.has(next)) yield* judge.descend(value, schema.get(next), undefined, next);
  },
};

const APPLIED = ["allOf", "oneOf", "anyOf"];

class Judge {
  constructor(schema, checker, keywords) {
    Object.assign(this, {$schema: schema, checker, keywords});
  }

  $iter_errors(value) {
    return this.descend(value, this.$schema);
  }

  $is_valid(value) {
    return this.suits(value, this.$schema);
  }

  suits(value, schema) {
    return !fails(this.descend(value, schema));
  }

  /** What a `$ref` leads to. */
  at(address) {
    const steps = address.replace(/^#\/?/, "").split("/").filter(Boolean);
    const name = (step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    return steps.reduce((node, step) => (isList(node) ? node[step] : node.get(name(step))), this.$schema);
  }

  *descend(value, schema, path, step) {
    if (schema === false) {
      const error = fault(`False schema does not allow ${repr(value)}`, null, [], null, [], null);
      yield Object.assign(error, {$instance: value, $schema: schema});
    }
    for (const [keyword, limit] of isObject(schema) ? schema.entries() : []) {
      for (const error of this.keywords.get(keyword)?.(this, limit, value, schema) ?? []) {
        if (error.$validator === undefined) error.$validator = keyword;
        if (error.$validator_value === undefined) error.$validator_value = limit;
        if (error.$instance === undefined) error.$instance = value;
        if (error.$schema === undefined) error.$schema = schema;
        if (keyword !== "if" && keyword !== REF) error.$schema_path.unshift(keyword);
        if (path !== undefined) error.$path.unshift(path);
        if (step !== undefined) error.$schema_path.unshift(step);
        yield error;
      }
    }
  }

  /** The schemas that a value is also judged by, of those that stand in one: what they know, it knows. */
  *applied(value, schema) {
    if (schema.has(REF)) yield this.at(schema.get(REF));
    for (const [name, inner] of schema.get("dependentSchemas")?.entries() ?? []) {
      if (isObject(value) && value.has(name)) yield inner;
    }
    for (const inner of APPLIED.flatMap((keyword) => schema.get(keyword) ?? [])) {
      if (this.suits(value, inner)) yield inner;
    }
    if (!schema.has("if")) return;
    const suits = this.suits(value, schema.get("if"));
    if (suits) yield schema.get("if");
    const next = schema.get(suits ? "then" : "else");
    if (next !== undefined) yield next;
  }

  /** The fields of a value that a schema says something of. */
  keys(value, schema) {
    if (!isObject(schema)) return new Set();
    const names = [...value.keys()], known = schema.get("properties");
    const rest = ["additionalProperties", "unevaluatedProperties"].filter((keyword) => schema.has(keyword));
    const patterns = [...(schema.get("patternProperties")?.keys() ?? [])];
    const own = names.filter((name) =>
      known?.has(name)
      || rest.some((keyword) => this.suits(value.get(name), schema.get(keyword)))
      || fits(patterns, name));
    return new Set([...own, ...[...this.applied(value, schema)].flatMap((inner) => [...this.keys(value, inner)])]);
  }

  /** The same for the places of a list. */
  indexes(value, schema) {
    if (!isObject(schema)) return new Set();
    const all = [...value.keys()], first = size(schema.get("prefixItems") ?? []);
    const kinds = ["contains", "unevaluatedItems"].filter((keyword) => schema.has(keyword));
    const own = all.filter((n) =>
      schema.has("items") || n < first || kinds.some((keyword) => this.suits(value[n], schema.get(keyword))));
    return new Set([...own, ...[...this.applied(value, schema)].flatMap((inner) => [...this.indexes(value, inner)])]);
  }
}

/** A kind of judge, by the keywords that it knows. */
function judging(keywords) {
  const made = (schema, checker = null) => new Judge(schema, checker, keywords);
  return Object.assign(def(["schema", "format_checker"], made), {keywords});
}

export const $Draft202012Validator = judging(new Map(Object.entries(KEYWORDS)));

export const $validators = {
  /** The same judge with some keywords judged otherwise: functions of a judge, a limit, a value and a schema. */
  $extend: (judge, others) => judging(new Map([...judge.keywords, ...others.entries()])),
};
