// What `unicodedata` says of a sign, from the tables that every browser has.

const KINDS = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn".split(" ");
const LOWEST = "\u0334"; // combining class 1
const HIGHEST = "\u0345"; // combining class 240

export const $normalize = (form, text) => text.normalize(form);

export const $category = (sign) => KINDS.find((kind) => new RegExp(`^\\p{${kind}}`, "u").test(sign));

/** 1 for a sign that combines with the one before it, else 0: such signs change places when a text is normalised. */
export function $combining(sign) {
  const moves = (pair) => pair.normalize("NFD") !== pair;
  return Number(!moves(sign) && (moves(sign + LOWEST) || moves(HIGHEST + sign)));
}
