// Days, as Python’s `datetime.date` counts them; no hours.

import {def, ValueError} from "../python.mjs";

const DAY = 864e5; // milliseconds

export const $timedelta = def(
  ["days"],
  class timedelta {
    constructor(days = 0) {
      this.$days = days;
    }

    $__hash__() {
      return this.$days;
    }

    $__eq__(other) {
      return other instanceof $timedelta && this.$days === other.$days;
    }

    $__lt__(other) {
      return this.$days < other.$days;
    }
  },
);

export const $date = def(
  ["year", "month", "day"],
  class date {
    /** Raises ValueError for a day that does not exist. */
    constructor(year, month, day) {
      const at = new Date(0).setUTCFullYear(year, month - 1, day);
      const found = new Date(at);
      if (!(year >= 1 && year <= 9999 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day)) {
        throw new ValueError("day is out of range for month");
      }
      Object.assign(this, {$year: year, $month: month, $day: day, at});
    }

    /** « 2026-11-23 », « 20261123 », or a week: « 2026-W48-1 », « 2026W48 ». Raises ValueError. */
    static $fromisoformat(text) {
      const [, year, , week, weekday, month, day] =
        /^(\d{4})(-?)(?:W(\d\d)(?:\2([1-7]))?|(\d\d)\2(\d\d))$/.exec(text) ?? [];
      if (month) return new $date(Number(year), Number(month), Number(day));
      if (!week) throw new ValueError(`Invalid isoformat string: '${text}'`);
      return ofWeek(Number(year), Number(week), Number(weekday ?? 1));
    }

    $isoformat() {
      return `${String(this.$year).padStart(4, "0")}-${two(this.$month)}-${two(this.$day)}`;
    }

    $__str__() {
      return this.$isoformat();
    }

    $__repr__() {
      return `datetime.date(${this.$year}, ${this.$month}, ${this.$day})`;
    }

    $__hash__() {
      return this.at;
    }

    $__eq__(other) {
      return other instanceof $date && this.at === other.at;
    }

    $__lt__(other) {
      return this.at < other.at;
    }

    $__add__(length) {
      return ofTime(this.at + length.$days * DAY);
    }

    $__sub__(other) {
      return other instanceof $date ? new $timedelta((this.at - other.at) / DAY) : ofTime(this.at - other.$days * DAY);
    }
  },
);

const two = (number) => String(number).padStart(2, "0");

function ofTime(at) {
  const found = new Date(at);
  return new $date(found.getUTCFullYear(), found.getUTCMonth() + 1, found.getUTCDate());
}

/** The day of an ISO week: the first week holds January 4th. */
function ofWeek(year, week, weekday) {
  const fourth = new Date(Date.UTC(2000, 0, 4));
  fourth.setUTCFullYear(year);
  const monday = fourth - ((fourth.getUTCDay() + 6) % 7) * DAY;
  const found = monday + ((week - 1) * 7 + weekday - 1) * DAY;
  const thursday = new Date(monday + ((week - 1) * 7 + 3) * DAY);
  if (!week || thursday.getUTCFullYear() !== year) throw new ValueError(`Invalid week: ${week}`);
  return ofTime(found);
}
