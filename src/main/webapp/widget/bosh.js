// XMPP over HTTP requests that are held until there is an answer (XEP-0124, XEP-0206). For where a
// WebSocket does not get through, and fetched only there. A stream is resumed by XEP-0198 and not by
// going on with the request ids: a page that is left does not know which of its requests arrived.

import { el, parse } from './xml.js';

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
        if (response.ok) return parse(await response.text());
        if (response.status < 500) return null;
      } catch ({ name }) {
        if (name === 'XmlError') return null;
      }
      if (this.#isOver || !this.#sid || tries === TRIES) return null;
      await new Promise((again) => setTimeout(again, PAUSE * tries));
    }
  }

  #handle(body) {
    const { sid, from, type, condition } = body.attributes;
    if (!this.#sid) this.#listener.opened(from);
    this.#sid ??= sid;
    for (const element of body.elements) if (!this.#isOver) this.#listener.received(element);
    if (condition === 'host-unknown') this.#listener.received(UNKNOWN);
    if (type || !this.#sid) this.abort(); // §17: terminate, or an error
  }
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
