// The names that CLDR gives to months, days and countries. Those of French months and days are put in the place of
// the quoted word when the site is built; those of countries come when they are asked for.

import {def, Dict} from "../python.mjs";
import {TERRITORIES} from "./data.mjs";

const FRENCH = "@data:cldr";

/** Names by their number, from `first`, by width. */
const counted = (widths, first) =>
  new Dict(Object.entries(widths).map(([width, names]) => [width, new Dict(names.map((name, n) => [n + first, name]))]));

export const $Locale = def(
  ["language"],
  class Locale {
    constructor(language) {
      this.$language = language;
    }

    get $months() {
      return new Dict([["format", counted(FRENCH.months, 1)]]);
    }

    get $days() {
      return new Dict([["format", counted(FRENCH.days, 0)]]);
    }

    get $territories() {
      return TERRITORIES[this.$language];
    }
  },
);
