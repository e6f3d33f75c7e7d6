// An entry's page → what its line in a selection says. Nothing of it is ever read as HTML of ours.

/**
 * What the page of an entry says of it; null where there is no such page any more. Throws where it cannot be read.
 * @param {URL} address
 * @returns {Promise<{name: string, nameLang: string, summary: string, lang: string, detail: string, kind: string} | null>}
 */
export async function read(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const place = page.querySelector(".cm-choisir");
  const words = (found) => found?.textContent.trim() ?? "";
  if (!place) return null;
  const [name, summary] = [page.querySelector("h1"), page.querySelector(".cm-chapeau")];
  return {
    name: words(name),
    nameLang: name?.lang ?? "",
    summary: words(summary),
    lang: summary?.lang ?? "",
    detail: place.dataset.detail,
    kind: place.dataset.genre,
  };
}
