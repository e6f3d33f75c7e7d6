// How alike two texts are, and the choices that are most alike, in the order of `rapidfuzz`.

import {def, Tuple} from "../python.mjs";

/** The length of the longest run of signs that both hold in the same order, not always side by side. */
function common(a, b) {
  let row = new Uint16Array(b.length + 1);
  for (const sign of a) {
    const next = new Uint16Array(b.length + 1);
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = sign === b[j - 1] ? row[j - 1] + 1 : Math.max(row[j], next[j - 1]);
    }
    row = next;
  }
  return row[b.length];
}

/** Out of 100: twice what is common, over both lengths; 0 below the cutoff. */
function ratio(one, two, cutoff = null) {
  const a = Array.from(one), b = Array.from(two), whole = a.length + b.length;
  const score = (same) => (whole ? (1 - (whole - 2 * same) / whole) * 100 : 100);
  if (score(Math.min(a.length, b.length)) < cutoff) return 0;
  const found = score(common(a, b));
  return found < cutoff ? 0 : found;
}

export const $fuzz = {$ratio: def(["s1", "s2", "score_cutoff"], ratio)};

/** The best of a dict or of a list, as (choice, score, key); those that are as good keep their order. */
function extract(query, choices, scorer, limit = 5, cutoff = null) {
  const {lowest} = scorer, found = [];
  for (const [key, choice] of choices.entries()) {
    const score = choice === null ? NaN : scorer(query, choice, cutoff);
    if (lowest ? score <= (cutoff ?? Infinity) : score >= (cutoff ?? 0)) found.push(Tuple.of(choice, score, key));
  }
  return found.sort((a, b) => (lowest ? a[1] - b[1] : b[1] - a[1])).slice(0, limit ?? found.length);
}

export const $process = {$extract: def(["query", "choices", "scorer", "limit", "score_cutoff"], extract)};
