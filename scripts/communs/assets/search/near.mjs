// A word → the same without accents, and the nearest of many words: a slip of the hand is forgiven.

/** Lower case, no accents. */
export const plain = (text) => text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFD").replace(/\p{M}/gu, "");

/** The words of a text, as they are written. */
export const wordsOf = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** A text without what French elides before a vowel: the engine takes l’énergie for one word. */
export const unelided = (text) => text.replace(/(?<!\p{L})(?:[cdjlmnst]|qu)['\u2019](?=\p{L})/giu, "");

/** How many letters two words begin with together. */
export function shared(one, two) {
  let n = 0;
  while (n < one.length && one[n] === two[n]) n++;
  return n;
}

/** How many slips (a letter too many, too few, another one, two the other way round) lead from a word to another. */
export function slips(one, two) {
  let [before, row] = [[], Array.from({ length: two.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[two.length];
}

/**
 * The word that was meant: one slip away, two where it is long; the nearest, then the one that begins alike.
 * @param {string} word plain
 * @param {string[]} known as they are written
 */
export function nearest(word, known) {
  const most = word.length < 4 ? 0 : word.length <= 8 ? 1 : 2;
  let best = { far: most + 1, alike: 0, written: undefined };
  for (const written of known) {
    const other = plain(written);
    if (Math.abs(other.length - word.length) > most) continue;
    const [far, alike] = [slips(word, other), shared(word, other)];
    if (far < best.far || (far === best.far && far <= most && alike > best.alike)) best = { far, alike, written };
  }
  return best.written;
}

/** Whether a known word is this one, begins so, or is the same without its plural. */
export const isKnown = (word, known) =>
  known.some((written) => {
    const other = plain(written);
    return other.startsWith(word) || (other.length > 3 && word.startsWith(other) && word.length - other.length <= 2);
  });
