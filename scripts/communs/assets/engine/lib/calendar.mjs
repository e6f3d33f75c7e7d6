// How long a month is, as Python’s `calendar` says it.

import {Tuple} from "../python.mjs";

/** The weekday of a month’s first day, from Monday, and the number of its days. */
export function $monthrange(year, month) {
  const first = new Date(Date.UTC(2000, month - 1)), next = new Date(Date.UTC(2000, month));
  first.setUTCFullYear(year);
  next.setUTCFullYear(month === 12 ? year + 1 : year);
  return Tuple.of((first.getUTCDay() + 6) % 7, (next - first) / 864e5);
}
