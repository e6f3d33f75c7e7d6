// An address → its parts, as `urllib.parse.urlsplit` cuts it. The numbers of an IPv6 host are not counted: no such
// host is a public name.

import {ValueError} from "../python.mjs";

const SCHEME = /^([a-z][a-z0-9+.-]*):(.*)$/is;
const NETLOC = /^\/\/([^/?#]*)(.*)$/s;
const AFTER = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

const BRACKETED = /^[^[]*\[(?:[\da-f.]*:[\da-f:.]*(?:%.*)?|v[\da-f]+\..+)\]/i;

/** What comes before a sign, and after it. */
function cut(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

class Parts {
  constructor(url) {
    const bare = url.replace(/^[\0- ]+/, "").replace(/[\t\r\n]/g, "");
    const [, scheme = "", rest = bare] = SCHEME.exec(bare) ?? [];
    const [, netloc = "", after = rest] = NETLOC.exec(rest) ?? [];
    const [, path, query = "", fragment = ""] = AFTER.exec(after);
    Object.assign(this, {$scheme: scheme.toLowerCase(), $netloc: netloc, $path: path, $query: query, $fragment: fragment});
  }

  /** The host’s name and the port, as they are written. */
  get host() {
    const host = this.$netloc.slice(this.$netloc.lastIndexOf("@") + 1);
    if (!host.includes("[")) return cut(host, ":");
    const [name, rest] = cut(cut(host, "[")[1], "]");
    return [name, cut(rest, ":")[1]];
  }

  get $hostname() {
    return this.host[0].replace(/^[^%]*/, (name) => name.toLowerCase()) || null;
  }

  /** Raises ValueError where it is no number below 65536. */
  get $port() {
    const [, port] = this.host;
    if (/\D/.test(port)) throw new ValueError(`Port could not be cast to integer value as '${port}'`);
    if (Number(port) > 65535) throw new ValueError("Port out of range 0-65535");
    return port ? Number(port) : null;
  }
}

/** Raises ValueError where a host is no host. */
export function $urlsplit(url) {
  const parts = new Parts(url), name = parts.$netloc;
  if (/[[\]]/.test(name) && !BRACKETED.test(name)) throw new ValueError("Invalid IPv6 URL");
  const bare = name.replace(/[@:#?]/g, ""), other = bare.normalize("NFKC");
  if (other !== bare && /[/?#@:]/.test(other)) {
    throw new ValueError(`netloc '${name}' contains invalid characters under NFKC normalization`);
  }
  return parts;
}
