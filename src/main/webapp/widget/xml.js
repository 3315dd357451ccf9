// XML of XMPP (RFC 6120 §11). DOMParser is a Trusted Types sink, and absent from workers.

export const MAX_LENGTH = 2 << 20; // UTF-16 code units; the server sends half as many, and in BOSH some more
export const MAX_DEPTH = 64;

export class XmlError extends Error {}

/** `children` are elements and strings; namespace declarations are no attributes. */
export class El {
  constructor(ns, name, attributes, children = []) {
    Object.assign(this, { ns, name, attributes, children });
  }

  /** The text directly inside. */
  get text() {
    return this.children.filter((c) => typeof c === 'string').join('');
  }

  get elements() {
    return this.children.filter((c) => c instanceof El);
  }

  is(ns, name) {
    return this.ns === ns && (!name || this.name === name);
  }

  child(ns, name) {
    return this.children.find((c) => c.is?.(ns, name));
  }

  all(ns, name) {
    return this.children.filter((c) => c.is?.(ns, name));
  }

  toString(scope = '') {
    let out = '<' + this.name;
    const attributes = this.ns === scope ? this.attributes : { xmlns: this.ns, ...this.attributes };
    for (const name in attributes) out += ` ${name}="${escape(attributes[name], /[<&"\t\n\r]/g)}"`;
    const inner = this.children.map((c) => (c instanceof El ? c.toString(this.ns) : escape(c, /[<>&\r]/g)));
    return inner.length ? `${out}>${inner.join('')}</${this.name}>` : out + '/>';
  }
}

/** Builds an element, without what is null, undefined or false. */
export function el(ns, name, attributes, ...children) {
  const kept = (value) => value != null && value !== false;
  const entries = Object.entries(attributes ?? {}).filter(([, value]) => kept(value));
  return new El(ns, name, Object.fromEntries(entries), children.flat().filter(kept));
}

/** Reads one element. @throws {XmlError} */
export function parse(text) {
  if (text.length > MAX_LENGTH) fail('too long');
  const open = [];
  let root;
  let at = 0;
  const match = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const top = open.at(-1);
    let found;
    if ((found = match(TEXT))) {
      if (found[0].includes(']]>') || (!top && found[0].trim())) fail('text');
      top?.element.children.push(decode(lines(found[0])));
    } else if (top && (found = match(CDATA))) {
      top.element.children.push(valid(lines(found[1])));
    } else if ((found = match(CLOSE))) {
      if (open.pop()?.tag !== found[1]) fail('end tag');
    } else if ((found = match(OPEN))) {
      if (root && !top) fail('second root');
      if (open.length >= MAX_DEPTH) fail('nested too deeply');
      const node = start(found[1], match, top?.scope ?? BUILT_IN);
      root ??= node.element;
      top?.element.children.push(node.element);
      if (!match(END)) fail('start tag');
      if (text[at - 2] !== '/') open.push(node);
    } else {
      fail(`not XML at ${at}`);
    }
  }
  return root && !open.length ? root : fail('incomplete');
}

// XML 1.0 §2.3 without the colon. The server says names of its fourth edition, which are all among these.
const START =
  'A-Z_a-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME = `[${START}][${START}.0-9\\xb7\\u0300-\\u036f\\u203f\\u2040-]*`;
const QNAME = `(?:${NAME}:)?${NAME}`;
const TEXT = /[^<]+/y;
const CDATA = /<!\[CDATA\[([^]*?)\]\]>/y;
const OPEN = new RegExp(`<(${QNAME})`, 'yu');
const CLOSE = new RegExp(`</(${QNAME})\\s*>`, 'yu');
const END = /\s*\/?>/y;
const ATTRIBUTE = new RegExp(`\\s+(${QNAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'yu');
const NONE = Object.freeze(Object.create(null));
const BUILT_IN = { __proto__: null, '': '', xml: 'http://www.w3.org/XML/1998/namespace' };
const ENTITIES = { __proto__: null, lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g; // XML §2.2

function start(tag, match, outer) {
  let attributes = NONE;
  let scope = outer;
  for (let found; (found = match(ATTRIBUTE)); ) {
    const [, name, double, single] = found;
    const [, declares, prefix = ''] = /^(xmlns)(?::(.*))?$/.exec(name) ?? [];
    // most elements declare nothing and say nothing, and need nothing of their own
    if (declares) scope = scope === outer ? Object.create(outer) : scope;
    else if (attributes === NONE) attributes = Object.create(NONE);
    const target = declares ? scope : attributes;
    const key = declares ? prefix : name;
    if (Object.hasOwn(target, key)) fail('attribute twice');
    target[key] = decode((double ?? single).replace(/\r\n|[\t\r\n]/g, ' '));
  }
  const resolve = (name) => {
    const prefix = name.slice(0, Math.max(0, name.indexOf(':')));
    return scope[prefix] ?? fail(`prefix ${prefix} not declared`);
  };
  for (const name in attributes) resolve(name);
  return { tag, scope, element: new El(resolve(tag), tag.split(':').at(-1), attributes) };
}

function decode(text) {
  return valid(
    text.replace(/&(?:#x([\da-f]{1,6});|#(\d{1,7});|(\w{1,5});)?/gi, (all, hex, decimal, name) => {
      if (name) return ENTITIES[name] ?? fail('entity');
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : fail('reference');
    }),
  );
}

const lines = (text) => text.replace(/\r\n?/g, '\n');
const valid = (text) => (text.search(FORBIDDEN) < 0 ? text : fail('character'));
const escape = (value, special) =>
  String(value).replace(FORBIDDEN, '').replace(special, (c) => `&#${c.charCodeAt(0)};`);

function fail(what) {
  throw new XmlError(what);
}
