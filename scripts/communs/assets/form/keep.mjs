// A draft kept in this browser, where the reader asked for it; and a word before leaving what is kept nowhere.

import { settings } from "./dom.mjs";

const keyFor = (id) => `communs.fiche.${settings.kind}${id ? `.${id}` : ""}`;

/** What was kept of an entry, null where nothing was. @param {string} id empty for a new entry */
export function recall(id) {
  try {
    return JSON.parse(localStorage.getItem(keyFor(id)));
  } catch {
    return null; // private browsing, or something that we did not write
  }
}

/** Keeps a draft. @param {string} id @param {object} draft @returns {boolean} whether the browser took it */
export function keep(id, draft) {
  try {
    localStorage.setItem(keyFor(id), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Erases what was kept. @param {string} id */
export function forget(id) {
  try {
    localStorage.removeItem(keyFor(id));
  } catch {
    // nothing was kept
  }
}

/** Asks before the page is left, as long as something would be lost. @param {() => boolean} atRisk */
export const guard = (atRisk) => addEventListener("beforeunload", (event) => atRisk() && event.preventDefault());
