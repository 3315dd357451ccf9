// XML as XMPP uses it (RFC 6120 §11): one element per frame, no DTD, comment or processing
// instruction. Own and small, because DOMParser is a Trusted Types sink and absent from workers.

/** Longest frame that is parsed, in UTF-16 code units; twice what our server sends at most. */
export const MAX_LENGTH = 1 << 20;
/** Deepest nesting that is parsed. */
export const MAX_DEPTH = 64;

export class XmlError extends Error {}

/**
 * An element. `attributes` is a plain object without prototype; `children` holds elements and
 * strings. Namespace declarations are not attributes: `ns` says it.
 */
export class El {
  constructor(ns, name, attributes = {}, children = []) {
    this.ns = ns;
    this.name = name;
    this.attributes = attributes;
    this.children = children;
  }

  /** The text directly inside, without that of child elements. */
  get text() {
    return this.children.filter((c) => typeof c === 'string').join('');
  }

  /** The child elements, in order. */
  get elements() {
    return this.children.filter((c) => c instanceof El);
  }

  is(ns, name) {
    return this.ns === ns && this.name === name;
  }

  /** The first child with this namespace and, unless left out, this name. */
  child(ns, name = undefined) {
    return this.children.find((c) => c.ns === ns && (!name || c.name === name));
  }

  all(ns, name) {
    return this.children.filter((c) => c.ns === ns && c.name === name);
  }

  /** Serialises; `scope` is the default namespace of the place where it will stand. */
  toString(scope = '') {
    let out = '<' + this.name;
    if (this.ns !== scope) out += ` xmlns="${escapeValue(this.ns)}"`;
    for (const [name, value] of Object.entries(this.attributes)) out += ` ${name}="${escapeValue(value)}"`;
    if (!this.children.length) return out + '/>';
    const inner = this.children.map((c) => (c instanceof El ? c.toString(this.ns) : escapeText(c)));
    return `${out}>${inner.join('')}</${this.name}>`;
  }
}

/** Builds an element; attributes and children that are null, undefined or false are left out. */
export function el(ns, name, attributes, ...children) {
  const kept = Object.create(null);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value != null && value !== false) kept[key] = String(value);
  }
  const content = children.flat().filter((c) => c != null && c !== false);
  return new El(ns, name, kept, content.map((c) => (c instanceof El ? c : String(c))));
}

/** Parses one element and nothing else. @throws {XmlError} for anything that XMPP does not allow */
export function parse(text) {
  if (text.length > MAX_LENGTH) throw new XmlError('frame too long');
  const open = [];
  let root;
  let at = 0;

  const match = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const append = (data) => {
    if (open.length) open.at(-1).element.children.push(data);
    else if (data.trim()) throw new XmlError('text outside the root element');
  };

  while (at < text.length) {
    let found;
    if ((found = match(TEXT))) {
      if (found[0].includes(']]>')) throw new XmlError('"]]>" in text');
      append(decode(found[0].replace(/\r\n?/g, '\n')));
    } else if ((found = match(CDATA))) {
      if (!open.length) throw new XmlError('CDATA outside the root element');
      append(valid(found[1].replace(/\r\n?/g, '\n')));
    } else if ((found = match(CLOSE))) {
      if (open.pop()?.tag !== found[1]) throw new XmlError('end tag without its start tag');
    } else if ((found = match(OPEN))) {
      if (root && !open.length) throw new XmlError('second root element');
      if (open.length >= MAX_DEPTH) throw new XmlError('nested too deeply');
      const node = start(found[1], match, open.at(-1)?.scope ?? BUILT_IN);
      root ??= node.element;
      open.at(-1)?.element.children.push(node.element);
      if (!match(END)) throw new XmlError('malformed start tag');
      if (text[at - 2] !== '/') open.push(node);
    } else {
      throw new XmlError(`malformed at ${at}`);
    }
  }
  if (!root || open.length) throw new XmlError('incomplete');
  return root;
}

const NAME = '[\\p{L}_][\\p{L}\\p{M}\\p{N}._-]*';
const QNAME = `(?:${NAME}:)?${NAME}`;
const TEXT = /[^<]+/y;
const CDATA = /<!\[CDATA\[([^]*?)\]\]>/y;
const OPEN = new RegExp(`<(${QNAME})`, 'yu');
const CLOSE = new RegExp(`</(${QNAME})\\s*>`, 'yu');
const END = /\s*\/?>/y;
const ATTRIBUTE = new RegExp(`\\s+(${QNAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'yu');
const BUILT_IN = Object.assign(Object.create(null), {
  '': '',
  xml: 'http://www.w3.org/XML/1998/namespace',
});
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// What XML 1.0 §2.2 forbids, save lone surrogates: those cannot arrive in a text frame
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const FORBIDDEN_ALL = new RegExp(FORBIDDEN, 'g');

/** Reads the attributes of a start tag, and resolves the names in it. */
function start(tag, match, outer) {
  const attributes = Object.create(null);
  let scope = outer;
  for (let found; (found = match(ATTRIBUTE)); ) {
    const name = found[1];
    const value = decode((found[2] ?? found[3]).replace(/\r\n|[\t\r\n]/g, ' '));
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : null;
    if (prefix === null) {
      if (name in attributes) throw new XmlError(`attribute ${name} twice`);
      attributes[name] = value;
    } else {
      if (scope === outer) scope = Object.create(outer);
      if (Object.hasOwn(scope, prefix)) throw new XmlError(`prefix ${prefix} declared twice`);
      scope[prefix] = value;
    }
  }
  const resolve = (qualified, fallback) => {
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? fallback : qualified.slice(0, colon);
    if (!(prefix in scope)) throw new XmlError(`prefix ${prefix} not declared`);
    return [scope[prefix], qualified.slice(colon + 1)];
  };
  for (const name in attributes) resolve(name, '');
  const [ns, name] = resolve(tag, '');
  return { tag, scope, element: new El(ns, name, attributes) };
}

function valid(text) {
  if (FORBIDDEN.test(text)) throw new XmlError('character not allowed');
  return text;
}

function decode(text) {
  if (!text.includes('&')) return valid(text);
  return valid(
    text.replace(/&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w{1,5}))?;?/g, (all, hex, decimal, name) => {
      if (!all.endsWith(';')) throw new XmlError('bare ampersand');
      if (name) {
        if (!Object.hasOwn(ENTITIES, name)) throw new XmlError(`entity ${name}`);
        return ENTITIES[name];
      }
      const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : NaN;
      if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) throw new XmlError('character reference');
      return String.fromCodePoint(code);
    }),
  );
}

function escapeText(text) {
  return text.replace(FORBIDDEN_ALL, '').replace(/[<>&\r]/g, reference);
}

function escapeValue(value) {
  return value.replace(FORBIDDEN_ALL, '').replace(/[<>&"\t\n\r]/g, reference);
}

function reference(character) {
  return `&#${character.charCodeAt(0)};`;
}
