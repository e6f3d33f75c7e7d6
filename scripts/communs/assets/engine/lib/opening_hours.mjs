// Whether a text tells opening hours as OpenStreetMap writes them, and as the library `opening_hours` takes them.
//
// A rule of this grammar is a function of a text and a place: the place where what it knows ends, or -1. The first
// way that suits is the right one, and is not gone back on.

const NO = -1;

const one = (rule) => (typeof rule === "function" ? rule : rule instanceof RegExp ? sign(rule) : word(rule));
const word = (text) => (said, at) => (said.startsWith(text, at) ? at + text.length : NO);

function sign(pattern) {
  const here = new RegExp(pattern.source, `${pattern.flags}y`);
  return (said, at) => {
    here.lastIndex = at;
    return here.test(said) ? here.lastIndex : NO;
  };
}

/** Each after the one before. */
function all(...rules) {
  const steps = rules.map(one);
  return (said, at) => steps.reduce((place, step) => (place === NO ? NO : step(said, place)), at);
}

/** The first that suits. */
function any(...rules) {
  const ways = rules.map(one);
  return (said, at) => {
    for (const way of ways) {
      const end = way(said, at);
      if (end !== NO) return end;
    }
    return NO;
  };
}

const may = (...rules) => any(all(...rules), "");
const never = (...rules) => {
  const rule = all(...rules);
  return (said, at) => (rule(said, at) === NO ? at : NO);
};

/** One or several, with a rule between. */
function list(rule, between = ",") {
  const next = all(between, rule);
  return (said, at) => {
    let end = one(rule)(said, at);
    for (let after = end; after !== NO; after = next(said, end)) end = after;
    return end;
  };
}

const MINUTES = "[0-5]\\d";
const HOUR = `(?:[01]\\d|2[0-3]|\\d(?!\\d)):${MINUTES}`;
const EVENT = "(?:dawn|sunrise|sunset|dusk)";
const MOVED = `(?:\\(${EVENT}[+-](?:${HOUR}|24:00)\\)|${EVENT})`; // « (sunrise+01:00) »
const LATE = `(?:(?:[0-3]\\d|4[0-7]|\\d(?!\\d)):${MINUTES}|48:00)`; // after midnight, hours go on
const STEP = "0*[1-9]\\d{0,3}";
const WEEKDAY = "(?:su(?!nrise|nset)|mo|tu|we|th|fr|sa)";
const NTH = "(?:[1-5]-[1-5]|-?[1-5])";
const LATER = ` [+-]${STEP} days?`; // « +2 days »

const START = `(?:${HOUR}|${MOVED})`;
const END = `(?:${LATE}|${MOVED})`;
const EVERY = `(?:${HOUR}|24:00|${MINUTES})`; // « 10:00-18:00/30 »

const span = new RegExp(`${START}(?: ?-${END} ?/ ?${EVERY}| ?- ?${END}\\+?|\\+)`, "i");
const times = list(span, /, ?/);
const weekdays = list(new RegExp(`${WEEKDAY}(?:\\[${NTH}(?:,${NTH})*\\](?:${LATER})?|-${WEEKDAY})?`, "i"));
const holidays = list(new RegExp(`PH(?:${LATER})?|SH`));
const days = any(all(holidays, may(/[ ,]/, weekdays)), all(weekdays, may(/[ ,]/, holidays)));

const year = /19\d\d|[2-9]\d{3}/;
const month = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;
const day = all(/[12]\d|3[01]|0?[1-9]/, never(/:[0-5]\d(?!:[0-5]\d)/)); // no hour
const ofYear = may(year, / ?/);
const easter = all(may(year), / ?easter/i);
const nth = all(new RegExp(` ${WEEKDAY}\\[-?[1-5]\\]`, "i"), never(",", never((said, at) => dates(said, at))));
const dated = all(ofYear, month, any(all(/ ?/, day), nth));
const from = any(easter, dated);
const moved = new RegExp(`[+-]${WEEKDAY}(?:${LATER})?|${LATER}`, "i");
const until = all(may(moved), / ?- ?/);
const dates = any(
  all(from, until, from, may(moved)),
  all(dated, until, day, may(moved)), // no day of the month follows Easter
  all(from, may(moved), may("+")),
  all(may(year), month, may("-", month)),
);

/** A range whose end comes not before its beginning, and the step that may follow. */
const range = (number, step) => (said, at) => {
  const end = all(number, "-", number)(said, at);
  const [first, last] = end === NO ? [0, 0] : said.slice(at, end).split("-").map(Number);
  return first <= last && end !== NO ? may("/", step)(said, end) : NO;
};

const weekOfYear = /[1-4]\d|5[0-3]|0?[1-9]/;
const byte = /0*(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]\d?)(?!\d)/;
const weeks = all(/(?: |: ?)?week ?/, list(any(range(weekOfYear, byte), weekOfYear)));
const years = list(any(all(year, "+"), range(year, new RegExp(STEP)), year));
const readable = may(/: ?| /);

const comment = /"[^"]+"/;
const wide = any(
  all(comment, ":"),
  all(list(dates), may(weeks), readable),
  all(may(years), / ?/, may(list(dates)), / ?/, may(weeks), readable),
);
const selectors = any("24/7", all(wide, may(any(all(days, " ", times), days, times))));
const modifier = any(comment, all(/closed|off|open|unknown/i, may(" ", comment)));
const separator = / ?; ?| ?, | ?\|\| /;
const rule = all(never(/ ?/, any(separator, /$/)), selectors, / ?/, may(modifier));
const hours = all(list(rule, separator), /$/);

export const $validate = (text) => hours(text, 0) !== NO;
