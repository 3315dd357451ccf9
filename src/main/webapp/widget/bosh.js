// XMPP over HTTP requests that are held until there is an answer (XEP-0124, XEP-0206). For where a
// WebSocket does not get through, and fetched only there. A stream is resumed by XEP-0198 and not by
// going on with the request ids: a page that is left does not know which of its requests arrived.

import { El, el, parse, XmlError } from './xml.js';

const NS = 'http://jabber.org/protocol/httpbind';
const XMPP = { 'xmlns:xmpp': 'urn:xmpp:xbosh' };

const WAIT = 50; // seconds; many a proxy waits for 60
const REQUESTS = 2; // at a time: one that is held, one that brings something
const TRIES = 3; // of one request
const PAUSE = 500; // milliseconds, then twice that
const FULL = 32_768; // UTF-16 code units in a request; one stanza may go beyond

export class BoshTransport {
  #url;
  #listener;
  #sid = null;
  #rid = crypto.getRandomValues(new Uint32Array(1))[0];
  #turn = this.#rid + 1; // whose answer comes next
  #answers = new Map(); // those that came before their turn
  #queue = [];
  #underWay = 0;
  #ended = new AbortController();

  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
  }

  open(to, lang) {
    const wishes = { ver: '1.11', wait: WAIT, hold: 1, content: 'text/xml; charset=utf-8' };
    this.#post({ to, 'xml:lang': lang, ...wishes, ...XMPP, 'xmpp:version': '1.0' });
  }

  restart(to, lang) {
    this.#post({ to, 'xml:lang': lang, ...XMPP, 'xmpp:restart': 'true' });
  }

  /** Sends soon, together with what comes at the same time. */
  send(element) {
    if (this.#queue.push(element) === 1) queueMicrotask(() => this.#flush());
  }

  close() {
    if (this.#sid && !this.#isOver) {
      const last = this.#body({ type: 'terminate' }, this.#queue.splice(0));
      fetch(this.#url, { ...REQUEST, body: last, keepalive: true }).catch(() => {}); // none is listening
    }
    this.abort();
  }

  abort() {
    if (this.#isOver) return;
    this.#ended.abort();
    this.#listener.closed();
  }

  get #isOver() {
    return this.#ended.signal.aborted;
  }

  #body(attributes, payload) {
    return String(el(NS, 'body', { rid: ++this.#rid, sid: this.#sid, ...attributes }, payload));
  }

  #flush() {
    if (this.#isOver || !this.#sid) return;
    if (this.#underWay >= (this.#queue.length ? REQUESTS : 1)) return;
    let size = 0;
    const last = this.#queue.findIndex((element) => (size += String(element).length) > FULL);
    this.#post({}, this.#queue.splice(0, last + 1 || this.#queue.length));
  }

  async #post(attributes, payload) {
    const body = this.#body(attributes, payload);
    const rid = this.#rid;
    this.#underWay++;
    const answer = await this.#ask(body);
    this.#underWay--;
    if (!answer) return this.abort();
    this.#answers.set(rid, answer);
    for (let next; (next = this.#answers.get(this.#turn)); ) {
      this.#answers.delete(this.#turn++);
      this.#handle(next);
    }
    this.#flush();
  }

  /** The answer's element, or null. §14.3: a request that was lost is repeated as it was. */
  async #ask(body) {
    for (let tries = 1; ; tries++) {
      try {
        const response = await fetch(this.#url, { ...REQUEST, body, signal: this.#ended.signal });
        if (response.ok) return read(await response.text());
        if (response.status < 500) return null;
      } catch (error) {
        if (error instanceof XmlError) return null;
      }
      if (this.#isOver || !this.#sid || tries === TRIES) return null;
      await new Promise((again) => setTimeout(again, PAUSE * tries));
    }
  }

  /** Here no browser reports what one stanza breaks; those behind it are still to be told. */
  #tell(child) {
    try {
      if (child instanceof El) this.#listener.received(child);
      else if (child instanceof Unread) this.#listener.skipped(child.text, child.error);
    } catch (error) {
      console.error(error);
    }
  }

  #handle(body) {
    const { sid, from, type, condition } = body.attributes;
    if (!this.#sid) this.#listener.opened(from);
    this.#sid ??= sid;
    for (const child of body.children) if (!this.#isOver) this.#tell(child);
    if (condition === 'host-unknown') this.#listener.received(UNKNOWN);
    if (type || !this.#sid) this.abort(); // §17: terminate, or an error
  }
}

/** Stands for an element that cannot be read. */
class Unread {
  constructor(text, error) {
    Object.assign(this, { text, error });
  }
}

const TAG = /<(\/?)(?:"[^"]*"|'[^']*'|[^"'>])*>/y;
const CDATA = /<!\[CDATA\[[^]*?\]\]>/y;

/** The answer's element; in place of a child that cannot be read stands a note. */
function read(text) {
  try {
    return parse(text);
  } catch (error) {
    const [start, ...children] = split(text);
    if (!children.length) throw error;
    const body = parse(`${start}</body>`);
    for (const child of children) {
      try {
        body.children.push(...parse(`${start}${child}</body>`).children);
      } catch (reason) {
        body.children.push(new Unread(child, reason));
      }
    }
    return body;
  }
}

/** The start tag of an element, and its children; where tags do not match, all that is left is one. */
function split(text) {
  const pieces = [];
  let depth = 0;
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const pattern = text.startsWith('<!', at) ? CDATA : TAG;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) break;
    at = pattern.lastIndex;
    if (pattern === CDATA) continue;
    if (found[1]) depth--;
    else if (!found[0].endsWith('/>')) depth++;
    if (depth < 1) return pieces;
    if (depth > 1) continue;
    pieces.push(text.slice(from, at));
    from = at;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

const UNKNOWN = el(
  'http://etherx.jabber.org/streams',
  'error',
  null,
  el('urn:ietf:params:xml:ns:xmpp-streams', 'host-unknown'),
);

const REQUEST = {
  method: 'POST',
  headers: { 'Content-Type': 'text/xml; charset=utf-8' },
  credentials: 'omit', // nobody is known by a cookie here
  cache: 'no-store',
};
