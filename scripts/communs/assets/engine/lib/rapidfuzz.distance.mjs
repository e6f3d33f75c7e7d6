// How many slips of the finger part two texts: a sign more, less, other, or two that changed places.

import {def} from "../python.mjs";

/** The number of slips (optimal string alignment); one more than `cutoff` where there are more than that. */
function distance(one, two, most = null) {
  const cutoff = most ?? Infinity;
  const a = Array.from(one), b = Array.from(two);
  let before = [], row = Array.from({length: b.length + 1}, (_, at) => at);
  if (Math.abs(a.length - b.length) > cutoff) return cutoff + 1;
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return Math.min(row[b.length], cutoff + 1);
}

export const $OSA = {$distance: Object.assign(def(["s1", "s2", "score_cutoff"], distance), {lowest: true})};
