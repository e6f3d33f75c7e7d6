// The keys of a SIRET; La Poste, which has too many establishments, has its own.

import {$validate as siren, digits, luhn} from "./stdnum.fr.siren.mjs";

const POST = "356000000";
const ITS_SEAT = "35600000000048";

const fives = (found) => [...found].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
const sound = (found) => (found.startsWith(POST) && found !== ITS_SEAT ? fives(found) : luhn(found));

/** Raises ValidationError. */
export function $validate(number) {
  const found = digits(number, 14, sound);
  siren(found.slice(0, 9));
  return found;
}
