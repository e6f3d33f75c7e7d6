// A licence expression → the same in the letters of SPDX, as `packaging` gives it.

import {repr, ValueError} from "../python.mjs";
import {EXCEPTIONS, LICENSES} from "./data.mjs";

const SIGNS = new Set(["or", "and", "with", "(", ")"]);
const REFERENCE = "licenseref-";

export class $InvalidLicenseExpression extends ValueError {}

/** Raises InvalidLicenseExpression. */
export function $canonicalize_license_expression(written) {
  const words = written.replace(/[()]/g, " $& ").split(/[\s\x1c-\x1f\x85]+/).filter(Boolean);
  const tokens = words.map((word) => word.toLowerCase());
  if (!sound(tokens)) throw new $InvalidLicenseExpression(`Invalid license expression: ${repr(written)}`);
  const found = tokens.map((token, at) => right(token, words, tokens[at - 1])).join(" ");
  return found.replaceAll("( ", "(").replaceAll(" )", ")");
}

/** Whether the names, the words between them and the brackets stand where they may. */
function sound(tokens) {
  let depth = 0, named = false; // `named`: whether a whole expression ends here
  for (const [at, token] of tokens.entries()) {
    const opens = token === "(" || !SIGNS.has(token);
    if (opens === named || (token === "with" && !licensed(tokens, at))) return false;
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    if (depth < 0) return false;
    named = token !== "(" && (opens || token === ")");
  }
  return named && depth === 0;
}

/** Whether `with` follows a licence, and comes before its exception. */
function licensed(tokens, at) {
  const after = tokens[at + 1] ?? "(";
  return !SIGNS.has(tokens[at - 1] ?? "(") && tokens[at - 2] !== "with" && !SIGNS.has(after);
}

function right(token, words, before) {
  if (SIGNS.has(token)) return token.toUpperCase();
  if (before === "with") return known(EXCEPTIONS, token, "license exception");
  if (token.startsWith(REFERENCE)) return reference(token, words);
  const later = token.endsWith("+") ? "+" : "";
  return known(LICENSES, later ? token.slice(0, -1) : token, "license") + later;
}

function known(table, name, what) {
  if (!table.has(name)) throw new $InvalidLicenseExpression(`Unknown ${what}: ${repr(name)}`);
  return table.get(name).get("id");
}

/** One’s own licence keeps its letters: the last written, where its name comes in several. */
function reference(token, words) {
  if (!/^licenseref-[a-z0-9.-]+$/.test(token)) throw new $InvalidLicenseExpression(`Invalid licenseref: ${repr(token)}`);
  const last = words.findLast((word) => word.toLowerCase() === token);
  return `LicenseRef-${last.slice(REFERENCE.length)}`;
}
