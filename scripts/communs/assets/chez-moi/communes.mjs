// What is typed → communes and territories with the way to the smallest page that holds them, read in small pieces.

import { plain, slips } from "../search/near.mjs";

const SHORT = { st: "saint", ste: "sainte" };
const OPENING = new Set(["saint", "sainte", "le", "la", "les", "l"]); // so many names begin so that their files tell the next letter
const CODE = /^(?:[0-9]{2,5}|2[AB][0-9]{0,3})$/;
const MOST = 12;
const MOST_OF_ONE_NAME = 60; // communes that share a name or a postal code: all of them are told
const RANKS = ["region", "commune", "departement", "epci", "ept"];

/** The words of a name as they are compared. @param {string} name */
export const bare = (name) => (plain(name).match(/[a-z0-9]+/g) ?? []).map((word, at, all) => (at < all.length - 1 && SHORT[word]) || word).join(" ");

/** What the names that stand in one file begin with. @param {string} name in bare words */
export function beginning(name) {
  const [first, ...rest] = name.split(" ");
  return rest.length && OPENING.has(first) ? `${first}-${rest[0][0]}` : name.slice(0, 2);
}

const departementOf = (code) => code.slice(0, /^9[78]/.test(code) ? 3 : 2);

/** @param {URL} root the root of the French site */
export async function opened(root) {
  const asked = async (name) => {
    const answer = await fetch(new URL(name, root));
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer;
  };
  const [{ table, communes, noms, postes, entieres }, pages] = await Promise.all(["assets/formulaires/territoires.json", "territoires/pages.json"].map(async (name) => (await asked(name)).json()));
  const areas = new Map(table.split("\n").map((line) => line.split("\t")).map(([level, code, name, , parents]) => [`${level}-${code}`, { level, code, name: name.replaceAll("'", "\u2019"), parents: parents.split(" ").map((id) => id.replace(":", "-")) }]));
  const groups = Object.entries(pages.noms).filter(([slug]) => !areas.has(slug)).map(([slug, name]) => ({ level: slug.split("-")[0], code: slug.split("-")[1], name, parents: [] }));
  const withPage = new Set([...pages.communes.map((code) => `commune-${code}`), ...Object.keys(pages.noms), "france"]);
  const files = new Map();

  /** The rows of the files that exist among those named. */
  async function rows(folder, names) {
    const known = folder === "noms" ? noms : communes;
    const texts = names.filter((name) => known.includes(name)).map((name) => {
      const address = `assets/formulaires/${folder}/${name}.tsv`;
      if (!files.has(address)) files.set(address, asked(address).then((answer) => answer.text()).then((text) => text.split("\n").map(read)));
      return files.get(address);
    });
    return (await Promise.all(texts)).flat();
  }

  function read(line) {
    const [code, name, sirens, posts] = line.split("\t");
    const departement = areas.get(`departement-${departementOf(code)}`);
    const whole = Object.entries(entieres).filter(([begun]) => code.startsWith(begun)).map(([, one]) => `commune-${one}`);
    const held = sirens.split(" ").filter(Boolean).flatMap((siren) => [`ept-${siren}`, `epci-${siren}`]);
    return { level: "commune", code, name: name.replaceAll("'", "\u2019"), bare: bare(name), posts: posts.split(" "), departement, parents: [...whole, ...held, `departement-${departement.code}`, ...departement.parents] };
  }

  const ways = (one) => [`${one.level}-${one.code}`, ...one.parents];
  const steps = (one) => ways(one).findIndex((id) => withPage.has(id));

  /** The page that is nearest; where it is another territory's, the address says for whom. */
  function proposal(one) {
    const slug = ways(one)[steps(one)];
    return { ...one, id: `territoires/${slug}/${steps(one) ? `?${one.level}=${one.code}` : ""}` };
  }

  async function coded(code) {
    const folders = Object.entries(postes).filter(([post]) => post.startsWith(code)).flatMap(([, some]) => some);
    const begun = code.startsWith("20") ? ["2A", "2B"] : [departementOf(code)];
    const inside = [...areas.values()].filter((one) => one.level === "departement" && one.code === code);
    const all = await rows("communes", [...new Set([...begun, ...folders])]);
    const served = all.filter((one) => one.posts.some((post) => post.startsWith(code)));
    const found = served.length ? served : all.filter((one) => one.code === code);
    found.sort((one, two) => one.posts.length - two.posts.length || one.bare.localeCompare(two.bare));
    return [...inside, ...found].slice(0, code.length === 5 ? MOST_OF_ONE_NAME : MOST);
  }

  async function named(name) {
    const near = await rows("noms", [beginning(name)]);
    let found = near.filter((one) => one.bare.startsWith(name));
    if (!found.length) found = (await rows("noms", ["l", "le", "la", "les"].map((article) => `${article}-${name[0]}`))).filter((one) => one.bare.replace(/^\w+ /, "").startsWith(name));
    const wide = [...areas.values(), ...groups].filter((one) => !isTwin(one) && ` ${bare(one.name)}`.includes(` ${name}`));
    const meant = found.length + wide.length ? (one) => (bare(one.name) === name ? 0 : 10) : (one) => slips(one.bare, name);
    if (!found.length && !wide.length) found = near.filter((one) => meant(one) < (name.length > 7 ? 3 : 2));
    const rank = (one) => meant(one) + RANKS.indexOf(one.level) / RANKS.length;
    const all = [...wide, ...found].sort((one, two) => rank(one) - rank(two) || one.name.length - two.name.length || steps(one) - steps(two));
    return all.slice(0, Math.min(MOST_OF_ONE_NAME, Math.max(MOST, all.filter((one) => bare(one.name) === name).length)));
  }

  /** Overseas a région and its only département share their name. */
  const isTwin = (one) => one.level === "departement" && areas.get(one.parents[0])?.name === one.name;

  return {
    /** What is typed → what it may mean, the likeliest first. @param {string} typed */
    async proposals(typed) {
      const [code, name] = [typed.replaceAll(/\s/g, "").toUpperCase(), bare(typed)];
      if (CODE.test(code)) return (await coded(code)).map(proposal);
      return name.length > 1 ? (await named(name)).map(proposal) : [];
    },
    /** A territory by its level and its code. @param {string} level @param {string} code */
    async territory(level, code) {
      const found = level === "commune" ? (await rows("communes", [departementOf(code)])).find((one) => one.code === code) : areas.get(`${level}-${code}`);
      return found && proposal(found);
    },
  };
}
