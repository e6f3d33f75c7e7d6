// Elements, and our sentences with their holes filled.

/** An element with its properties and what stands in it. */
export function make(tag, facts = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), facts);
  made.append(...inside.filter(Boolean));
  return made;
}

/** A sentence with its holes filled. */
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
