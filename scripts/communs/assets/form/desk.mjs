// The rules of the catalogue at work on one form: the translated engine, and the files that it asks for, when it does.

const TABLES = { "licences.json": "licences", "pays.json": "countries" }; // that libraries of the engine read

/**
 * Opens the desk of a form: it checks, reads, proposes and writes as the command does.
 * @param {{root: string, kind: string, lang: string, day: string}} about `root` is the address of the French site
 */
export async function openDesk({ root, kind, lang, day }) {
  const home = new URL(root, document.baseURI);
  const engine = await load(home, "form");
  const { fromJs, toJs, cleaned } = engine;
  const written = (value) => cleaned(fromJs(value));
  const files = {}; // what was fetched, by name

  async function get(name) {
    files[name] ??= fetched(new URL(`assets/formulaires/${name}`, home));
    const content = await files[name];
    if (name in TABLES) engine.provide(TABLES[name], content);
    return [name, content];
  }

  const given = await Promise.all(engine.first(kind, lang).map(get));
  let form = await whole(() => engine.opened(fromJs(Object.fromEntries(given)), kind, lang, day));

  /** What an act gives. It changes nothing, and throws the name of a part of the engine that it needs: it starts again. */
  async function whole(act) {
    for (;;) {
      try {
        return act();
      } catch (error) {
        if (!error.part) throw error;
        await load(home, error.part);
      }
    }
  }

  /** What a form says, once it has all that it asks for. */
  async function ready(needs, act) {
    const lacking = () => whole(() => needs(form));
    for (let names = await lacking(); names.length; names = await lacking()) {
      const done = await Promise.allSettled(names.map(get));
      const had = done.filter((one) => one.status === "fulfilled").map((one) => one.value);
      form = form.$learning(fromJs(Object.fromEntries(had))).$losing(names.filter((_, n) => done[n].status === "rejected"));
    }
    return whole(() => act(form));
  }

  /** Reads a YAML file, even partly wrong. @param {Uint8Array} bytes */
  async function read(bytes) {
    const reader = await load(home, "form_reader");
    const english = reader.fromJs(lang === "en" ? (await get("lecture.en.json"))[1] : {});
    const path = `catalogue/${kind}/${form.$own || "fiche"}.yml`;
    const content = decoded(bytes, reader.MOST);
    const found =
      content === null
        ? reader.refused(latin(bytes.subarray(0, reader.MOST + 1)), path, lang, english)
        : reader.read(content, path, form.$facts.get("types"), lang, english);
    return reader.toJs(found);
  }

  async function valueOf(source) {
    return (await read(new TextEncoder().encode(source))).value;
  }

  let known = { source: null, value: null }; // the text that is being rewritten, and what it says

  return {
    /** What `communs validate` says of an entry that has this value, in the order of the form. */
    async check(id, value) {
      const held = written(value);
      return ready(
        (one) => one.$needs(held),
        (one) => toJs(one.$check(id, held)),
      );
    },
    /** The value that a typed text stands for. */
    async value(path, typed) {
      return ready(
        (one) => one.$asked(path, typed),
        (one) => toJs(one.$value(path, typed)),
      );
    },
    /** The values that what is typed so far may become: `[{id, label}]`. */
    async proposals(path, typed) {
      return ready(
        (one) => one.$asked(path, typed),
        (one) => toJs(one.$proposals(path, typed)),
      );
    },
    /** The name of a value; nothing where it has none. */
    async shown(path, value) {
      return ready(
        (one) => one.$asked(path, String(value)),
        (one) => one.$shown(path, fromJs(value)),
      );
    },
    /** The id that an entry's fields make; nothing where they say too little. */
    async named(value) {
      return whole(() => form.$named(written(value)));
    },
    /** The whole text of a new entry. */
    async text(id, value) {
      return whole(() => form.$text(written(value)));
    },
    /** The text of an entry that exists, where only the fields that changed are written anew. */
    async patched(source, value) {
      if (known.source !== source) known = { source, value: await valueOf(source) };
      return whole(() => form.$patched(source, fromJs(known.value), written(value)));
    },
    read,
    /** An entry that exists, which the form corrects from now on: its text and its value. */
    async entry(id) {
      const file = new URL(`donnees/${kind}/${encodeURIComponent(id)}.yml`, home);
      const source = await fetched(file);
      form = form.$correcting(id);
      // the data of an entry say what its text does, and weigh less than the reader; drafts are in no data
      const told = /^brouillon:/m.test(source) ? null : await fetched(new URL(file.href.replace(/yml$/, "json")));
      known = { source, value: told ? told.donnees : await valueOf(source) };
      return known;
    },
  };
}

function load(home, name) {
  return import(new URL(`assets/engine/${name}.mjs`, home));
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return address.pathname.endsWith(".json") ? answer.json() : answer.text();
}

/** The text of a file; null where it is none, or too big. */
function decoded(bytes, most) {
  try {
    return bytes.length > most ? null : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A sign for each byte. */
function latin(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
