// The values that each entry has and those that were chosen → which entries fit, and how many each value would give.

/**
 * @typedef {{ rows: number[][][], at: number, within?: number[][], wide?: number[] }} Data for each entry the places of
 *   its values, facet after facet; `at` is the facet of territories, `within` what holds each of them, `wide` those
 *   that hold nearly all. -1 - n stands for a place inside n that is no value.
 */

/**
 * What an entry answers to: its values; of territories all that hold it and, `further`, all that it holds.
 * @param {Data} data
 */
export function answers({ at, within = [], wide = [] }) {
  const up = within.map((holders, n) => [n, ...holders.filter((holder) => !wide.includes(holder))]);
  const down = within.map(() => []);
  within.forEach((holders, n) => holders.forEach((holder) => down[holder].push(n)));
  const around = (n, further) => (n < 0 ? up[-1 - n] : further ? [...up[n], ...down[n]] : up[n]);
  return (row, facet, further) => (facet === at ? [...new Set(row[facet].flatMap((n) => around(n, further)))] : row[facet]);
}

/**
 * One look at each entry: it fits, or it misses a single facet and counts for that one alone.
 * @param {Data} data
 * @param {Set<number>[]} chosen the places of the values chosen, facet after facet: one of each is enough
 * @param {boolean} further whether what holds a chosen territory comes there too
 */
export function narrowed(data, chosen, further) {
  const answered = answers(data);
  const fits = (row, facet, far) => !chosen[facet].size || answered(row, facet, far).some((n) => chosen[facet].has(n));
  const counts = chosen.map(() => new Map());
  const count = (row, facet) => answered(row, facet, further).forEach((n) => counts[facet].set(n, (counts[facet].get(n) ?? 0) + 1));
  const [near, far, without] = [[], [], chosen.map(() => 0)];
  data.rows.forEach((row, number) => {
    const missed = chosen.map((_, facet) => facet).filter((facet) => !fits(row, facet, further));
    if (missed.length === 1) {
      count(row, missed[0]);
      without[missed[0]]++;
    } else if (!missed.length) {
      chosen.forEach((_, facet) => count(row, facet));
      (data.at < 0 || fits(row, data.at, false) ? near : far).push(number);
    }
  });
  return { found: [...near, ...far], far: far.length, counts, without };
}
