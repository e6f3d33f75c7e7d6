// The tables that only some forms need: they are filled when a page has fetched them, before anything asks.

import {Dict} from "../python.mjs";

export const LICENSES = new Dict();
export const EXCEPTIONS = new Dict();
export const TERRITORIES = {fr: new Dict(), en: new Dict()};

/** `provide("licences", {current, former, exceptions})`: identifiers; `provide("countries", {fr, en})`: names by code. */
export function provide(name, data) {
  if (name === "licences") {
    licences(LICENSES, data.current, false);
    licences(LICENSES, data.former, true);
    licences(EXCEPTIONS, data.exceptions, false);
  } else {
    for (const language of ["fr", "en"]) {
      for (const [code, said] of Object.entries(data[language])) TERRITORIES[language].set(code, said);
    }
  }
}

function licences(table, ids, deprecated) {
  for (const id of ids) table.set(id.toLowerCase(), new Dict([["id", id], ["deprecated", deprecated]]));
}
