// Asks the engine’s libraries what a test asked those of Python. In: a folder, then on the standard input
// `[[library, arguments…]…]`. Out: the answers, where what is raised is `{raises: its class}`.

import {readFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const FOLDER = pathToFileURL(`${process.argv[2]}/`);
const load = (path) => import(new URL(path, FOLDER));
const library = (name) => load(`lib/${name}.mjs`);

const python = await load("python.mjs");
const {call, Dict, Exception, fromJs, str, toJs} = python;
const re = await library("re");
const {$date: Day, $timedelta: Length} = await library("datetime");
const calendar = await library("calendar");
const unicodedata = await library("unicodedata");
const json = await library("json");
const math = await library("math");
const {$urlsplit} = await library("urllib.parse");
const data = await library("data");
const licences = await library("packaging.licenses");
const {$LICENSES} = await library("packaging.licenses._spdx");
const {$Locale} = await library("babel");
const {$fuzz, $process} = await library("rapidfuzz");
const {$OSA} = await library("rapidfuzz.distance");
const hours = await library("opening_hours");
const siren = await library("stdnum.fr.siren");
const siret = await library("stdnum.fr.siret");
const jsonschema = await library("jsonschema");
const gate = await library("jsonschema_rs");

/** Of a schema only its keywords: a root is long, and many errors hold it. */
const brief = (x) => (x instanceof Dict ? [...x.keys()].join() : Array.isArray(x) ? x.map(brief) : x);

const told = (error) => ({
  validator: error.$validator,
  limit: brief(error.$validator_value),
  instance: error.$instance,
  schema: brief(error.$schema),
  message: error.$message,
  path: error.$relative_path,
  absolute_path: error.$absolute_path,
  schema_path: error.$relative_schema_path,
  absolute_schema_path: error.$absolute_schema_path,
  context: error.$context.map(told),
});

function matched(found, names) {
  if (!found) return null;
  const groups = [found.$group(), ...found.$groups()];
  const spans = [...groups.map((_, n) => found.$span(n)), ...names.map((name) => [found.$start(name), found.$end(name)])];
  return {groups, named: found.$groupdict(), spans};
}

const FORMATS = new Dict([
  ["date", (value) => /^\d{4}-\d\d-\d\d$/.test(value)],
  ["uri", (value) => value.startsWith("http")],
]);

/** A judge of two formats, and of a keyword of its own. */
function judgeOf(schema) {
  const checker = call(jsonschema.$FormatChecker, null, [], {formats: python.Tuple.of()});
  for (const [name, check] of FORMATS.entries()) checker.$checks(name)((value) => typeof value !== "string" || check(value));
  const Kind = jsonschema.$validators.$extend(jsonschema.$Draft202012Validator, new Dict([["x-never", never]]));
  return call(Kind, null, [schema], {format_checker: checker});
}

function* never(_, word, value) {
  if (value === word) yield jsonschema.$ValidationError(`never ${word}`);
}

const ANSWERS = {
  pattern: (pattern, flags, texts) => {
    const compiled = re.$compile(pattern, flags), names = Array.from(compiled.names.keys());
    return texts.map((text) => [
      ...["$search", "$match", "$fullmatch"].map((way) => matched(compiled[way](text), names)),
      compiled.$findall(text),
      compiled.$split(text),
      compiled.$sub("<\\g<0>>", text),
      compiled.$sub((found) => found.$group().toUpperCase(), text, 1),
      compiled.$search(text, 2) && compiled.$search(text, 2).$span(),
      compiled.$fullmatch(text, 1, 4) !== null,
    ]);
  },
  substituted: (pattern, template, text, flags) => call(re.$sub, null, [pattern, template, text], {flags}),
  split: (pattern, text, most) => call(re.$split, null, [pattern, text], {maxsplit: most}),
  escaped: (text) => re.$escape(text),
  refused: (pattern) => re.$compile(pattern).$pattern,
  day: (text) => str(Day.$fromisoformat(text)),
  made: (year, month, day) => Day(year, month, day).$isoformat(),
  moved: (text, days) => {
    const day = Day.$fromisoformat(text), length = call(Length, null, [], {days});
    return [str(day.$__add__(length)), str(day.$__sub__(length)), day.$__sub__(day.$__sub__(length)).$days];
  },
  month: (year, month) => calendar.$monthrange(year, month),
  normal: (form, text) => unicodedata.$normalize(form, text),
  category: (sign) => unicodedata.$category(sign),
  combining: (sign) => Boolean(unicodedata.$combining(sign)),
  written: (value, ascii, sorted) =>
    call(json.$dumps, null, [fromJs(value)], {ensure_ascii: ascii, sort_keys: sorted, default: str}),
  tight: (value) => call(json.$dumps, null, [fromJs(value)], {separators: python.Tuple.of(",", ":")}),
  read: (text) => json.$loads(text),
  distance: (north, east) => {
    const [high, wide] = [math.$sin(math.$radians(north)), math.$cos(math.$radians(east))];
    return math.$asin(math.$sqrt(high ** 2 * wide ** 2)).toFixed(12);
  },
  address: (text) => {
    const parts = $urlsplit(text);
    return [parts.$scheme, parts.$netloc, parts.$path, parts.$query, parts.$fragment, parts.$hostname, parts.$port];
  },
  provide: (name, table) => data.provide(name, table),
  licence: (text) => licences.$canonicalize_license_expression(text),
  listed: () => Array.from($LICENSES.values(), (known) => [known.get("id"), known.get("deprecated")]),
  names: (language) => {
    const locale = $Locale(language);
    const widths = (form) => Array.from(form.get("format").entries(), ([width, said]) => [width, [...said.entries()]]);
    return [widths(locale.$months), widths(locale.$days)];
  },
  territories: (language) => Array.from($Locale(language).$territories.entries()),
  ratio: (one, two, cutoff) => $fuzz.$ratio(one, two, cutoff),
  slips: (one, two, cutoff) => call($OSA.$distance, null, [one, two], {score_cutoff: cutoff}),
  nearest: (word, choices, name, limit, cutoff) => {
    const scorer = {ratio: $fuzz.$ratio, slips: $OSA.$distance}[name];
    return call($process.$extract, null, [word, new Dict(choices)], {scorer, limit, score_cutoff: cutoff});
  },
  hours: (text) => hours.$validate(text),
  siren: (text) => siren.$validate(text),
  siret: (text) => siret.$validate(text),
  judged: (schema, values) => {
    const judge = judgeOf(fromJs(schema)), opened = gate.$Draft202012Validator(fromJs(schema), FORMATS);
    return fromJs(values).map((value) => [Array.from(judge.$iter_errors(value), told), opened.$is_valid(value)]);
  },
};

function answer([name, ...args]) {
  try {
    return toJs(ANSWERS[name](...args)) ?? null;
  } catch (error) {
    if (!(error instanceof Exception)) throw error;
    return {raises: error.constructor.name.replace(/^\$/, "")};
  }
}

const asked = JSON.parse(readFileSync(0, "utf8"));
const plain = (_, value) => (value instanceof Map ? toJs(value) : value);
process.stdout.write(JSON.stringify(asked.map(answer), plain));
