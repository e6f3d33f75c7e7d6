// The desk of this form, which answers for the catalogue: everything on the page waits for the same one.

import { openDesk } from "./desk.mjs";
import { $, settings } from "./dom.mjs";

/** What the address of the page asks for. */
export const asked = new URLSearchParams(location.search);

/** The entry that is being corrected; nothing for a new one. */
export const edited = asked.get("fiche") ?? "";

/** The day in UTC, as for the command: a day that is not yet there would be refused. */
export const day = settings.day ?? new Date().toISOString().slice(0, 10);

/** The first sign that somebody writes: a form that is only looked at fetches no rules. */
export const begun = new Promise((done) => {
  if (asked.size) done();
  for (const sign of ["focusin", "input", "pointerdown"]) $("fiche").addEventListener(sign, done, { once: true });
});

export const opening = begun.then(() => openDesk({ root: settings.root, kind: settings.kind, lang: settings.lang, day }));
