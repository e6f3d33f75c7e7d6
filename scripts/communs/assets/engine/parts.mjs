// What waits in other files until a call needs it.

const parts = {};

/** The function at a place of a part. Throws what names the part where it is not there: import it, then call again. */
export function later(part, place) {
  if (!parts[part]) {
    throw {part};
  }
  return parts[part][place];
}

/** What a part holds, now that it is there. */
export function register(part, functions) {
  parts[part] = functions;
}
