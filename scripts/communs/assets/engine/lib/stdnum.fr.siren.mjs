// The key of a SIREN (Luhn).

import {$ValidationError} from "./stdnum.exceptions.mjs";

/** One digit in two, from the end, is doubled, and the digits of that added: 8 is 1 + 6. */
export function luhn(number) {
  const values = [...number].reverse().map((digit, n) => (n % 2 ? (digit * 2) % 9 || Number(digit) : Number(digit)));
  return values.reduce((sum, value) => sum + value, 0) % 10 === 0;
}

/** The digits of a number; raises ValidationError where there are too few, too many, or a wrong key. */
export function digits(number, length, sound = luhn) {
  const found = number.replace(/[ .]/g, "").trim();
  if (!/^[0-9]+$/.test(found) || found.length !== length || !sound(found)) throw new $ValidationError();
  return found;
}

export const $validate = (number) => digits(number, 9);
