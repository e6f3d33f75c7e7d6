// The selection that the reader asked this browser to keep, and what an address may name.

const KEY = "communs.selection";
export const MOST = 60;
const ENTRY = /^[a-z][a-z-]*\/[a-z0-9]+(?:--?[a-z0-9]+)*$/;

/** The entries that a list names, once each, in its order; whatever else stands there is dropped. @param {string[]} listed */
export const sound = (listed) => [...new Set(listed.filter((one) => typeof one === "string" && one.length < 200 && ENTRY.test(one)))].slice(0, MOST);

/** What was kept, null where nothing was. @returns {string[] | null} */
export function recall() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(found) ? sound(found) : null;
  } catch {
    return null; // private browsing, or something that we did not write
  }
}

/** Keeps a selection. @param {string[]} entries @returns {boolean} whether the browser took it */
export function keep(entries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
    return true;
  } catch {
    return false;
  }
}

/** Erases what was kept. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}
