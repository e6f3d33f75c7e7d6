// What was chosen → words: the count in a sentence, the filters one may take away, what to loosen.

import { filled, make } from "./dom.mjs";

/** The values chosen of each facet. */
export const picked = (facets, chosen) => facets.map(({ values }, at) => values.filter((_, n) => chosen[at].has(n)));

/** « 12 offres » */
export const amount = ({ count: [one, many], none }, n) => `${n} ${n === 1 || (n === 0 && none) ? one : many}`;

/** « 12 offres pour se déplacer en Bretagne (gratuit), dont 3 qui viennent de plus large » */
export function sentence(words, picks, n, far) {
  const said = picks.filter((values) => values.some((value) => value.said));
  const others = picks.filter((values) => !said.includes(values)).flat();
  const phrases = said.map((values) => values.map((value) => value.said || value.full).join(words.or));
  const aside = others.length ? `(${others.map((value) => value.full).join(", ")})` : "";
  const whole = [amount(words, n), ...phrases, aside].filter(Boolean).join(" ");
  return far && far < n ? `${whole}, ${filled(words.wider[far === 1 ? 0 : 1], { n: far })}` : whole;
}

/** A button for each filter, which takes it away; the last one takes all. */
export function chips(words, picks, near, { drop, widen, clear }) {
  const chip = (label, act) => make("button", { type: "button", onclick: act }, make("span", { className: "cm-cache" }, `${words.remove} `), label);
  const made = picks.flat().map((value) => chip(value.full, () => drop(value)));
  if (near) made.push(chip(words.near, widen));
  if (made.length) made.push(make("button", { type: "button", className: "cm-actifs-tout", onclick: clear }, words.clear));
  return made.map((button) => make("li", {}, button));
}

/** Nothing fits: which filter to take away, and what that would give. */
export function loosened(words, picks, without, wider, { forget, widen, clear }) {
  const ways = picks.map((values, at) => [without[at], words.without, values.map((value) => value.full).join(words.or), () => forget(at)]);
  ways.push([wider, words.further, "", widen]);
  const good = ways.filter(([n]) => n).sort(([one], [two]) => two - one);
  const button = (label, act) => make("button", { type: "button", className: "cm-bouton cm-bouton--clair", onclick: act }, label);
  const buttons = good.map(([n, way, filtre, act]) => button(filled(way, { filtre, compte: amount(words, n) }), act));
  const last = buttons.length ? buttons : [button(words.clear, clear)];
  return make("div", { className: "cm-vide" }, make("p", {}, good.length ? words.loosen : words.empty), make("p", { className: "cm-desserrer" }, ...last));
}
