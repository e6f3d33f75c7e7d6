// node near_home.mjs FOLDER '["Lille", …]': what « near home » proposes for each text, read from the files of a site.

import { readFile } from "node:fs/promises";
import { opened } from "../scripts/communs/assets/chez-moi/communes.mjs";

const [folder, typed] = process.argv.slice(2);
const read = [];
globalThis.fetch = async (url) => {
  read.push(url.pathname.split("/").at(-1));
  const text = await readFile(url, "utf-8");
  return { ok: true, text: async () => text, json: async () => JSON.parse(text) };
};
const known = await opened(new URL(`file://${folder}/`));
const answers = [];
for (const text of JSON.parse(typed)) {
  answers.push([text, (await known.proposals(text)).map(({ name, departement, id }) => [name, departement?.code ?? "", id])]);
}
console.log(JSON.stringify({ answers, read }));
