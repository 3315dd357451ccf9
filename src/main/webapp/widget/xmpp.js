// The stream: login, bind, questions, and coming back. Knows no rooms, touches no DOM.

import { el } from './xml.js';

export const CLIENT = 'jabber:client';
const STREAMS = 'http://etherx.jabber.org/streams';
const PARAMS = 'urn:ietf:params:xml:ns:xmpp-';
const STREAM_ERRORS = PARAMS + 'streams';
const STANZA_ERRORS = PARAMS + 'stanzas';
const SASL = PARAMS + 'sasl';
const BIND = PARAMS + 'bind';
const PING = 'urn:xmpp:ping';
const SM = 'urn:xmpp:sm:3';

// Milliseconds
const CONNECTING = 15_000; // at most, over two transports
const ANSWERING = 20_000; // at most
const SILENCE = 45_000; // then a ping
const PONG = 6_000; // at most
const STEADY = 10_000; // then a loss counts as the first again
const LONGEST_WAIT = 30_000;

const SHOWN = 200; // UTF-16 code units, of what is left out
const STANZA = /^\s*<(?:message|presence|iq)[\s/>]/; // as the server writes them


export const bare = (jid) => jid.split('/', 1)[0];
export const resource = (jid) => jid.slice(bare(jid).length + 1);

/** RFC 6120 §8.3; `disconnected` or `timeout` when nobody said anything. */
export class StanzaError extends Error {
  constructor(condition, type = 'wait') {
    super(condition);
    Object.assign(this, { condition, type });
  }

  static of(stanza) {
    const error = stanza.child(CLIENT, 'error');
    const condition = error?.elements.find((e) => e.is(STANZA_ERRORS) && e.name !== 'text');
    return new StanzaError(condition?.name ?? 'undefined-condition', error?.attributes.type ?? 'cancel');
  }
}

export const token = (bytes = 12) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(36).padStart(2, 0)).join('');

/**
 * Wants to be online from `start` to `stop`. States, each an event `state`: `idle`, `connecting`,
 * `online`, `waiting` after a loss, `failed` with a `reason`: `guests` or `domain`; `left` when the
 * next page goes on. A session lasts as long as its `jid`: over a loss if there is a `management`.
 */
export class Connection extends EventTarget {
  state = 'idle';
  reason = null;
  jid = null;
  domain = null;
  username = null; // of an account
  features = null;
  management = null; // of the stream, for who has something to lose; see management.js
  nameless = false; // the site cannot say now who its visitor is
  patience = null; // whether other people are answered now; see patience.js
  prepared = null; // resolves when it is known whether there is something to resume

  #transportOf;
  #to;
  #from;
  #lang;
  #guest;
  #login;
  #who;
  #token;
  #transport = null;
  #loggedIn = false;
  #attempts = 0;
  #ids = 0;
  #prefix = token(4);
  #asked = new Map();
  #listeners = new Map();
  #timer = 0;
  #silence = 0;
  #since = 0;

  /**
   * @param guest what makes a guest the same one again
   * @param login resolves to a username and a token for one login, or to null for a guest
   */
  constructor({ transport, domain, lang, guest = '', login = async () => null }) {
    super();
    this.#transportOf = transport;
    this.#to = domain;
    this.#lang = lang;
    this.#guest = guest;
    this.#login = login;
  }

  /** Connects now; or finds out whether it still is. */
  start() {
    if (this.state === 'left') return;
    if (this.#transport) this.#ping();
    else this.#connect();
  }

  stop() {
    const transport = this.#transport;
    this.send(el(CLIENT, 'presence', { type: 'unavailable' }));
    this.#drop();
    transport?.close();
    this.#end();
    this.#enter('idle');
  }

  /** Gives the transport up; what a server keeps of a stream can be resumed. */
  cut() {
    this.#transport?.abort();
  }

  /** Falls silent for good: the next page may resume the stream. */
  leave() {
    const transport = this.#transport;
    this.#drop();
    transport?.abort();
    this.#enter('left');
  }

  /** `handler` gets messages and presences from the bare address. */
  listen(jid, handler) {
    this.#listeners.set(jid, handler);
  }

  forget(jid) {
    this.#listeners.delete(jid);
  }

  /** Sends now, or as soon as the session goes on; without one it is lost. */
  send(stanza) {
    if (this.state === 'online') this.transmit(stanza);
    if (this.jid) this.management?.sent(stanza);
  }

  /** Sends what is not counted. */
  transmit(element) {
    this.#transport?.send(element);
  }

  nextId() {
    return `${this.#prefix}-${++this.#ids}`;
  }

  /** Resolves to the result. @throws {StanzaError} */
  async iq(type, to, payload, timeout = ANSWERING) {
    if (this.state !== 'online') throw new StanzaError('disconnected');
    return this.#ask(type, to, payload, timeout);
  }

  /** The session begins, or goes on. */
  resumed() {
    clearTimeout(this.#timer);
    this.#since = Date.now();
    this.#enter('online');
  }

  /** The server has no session for us any more: begins another. */
  renew() {
    this.#end();
    this.#bind();
  }

  #ask(type, to, payload, timeout) {
    const id = this.nextId();
    const stanza = el(CLIENT, 'iq', { type, id, to }, payload);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        reject(new StanzaError('timeout'));
      }, timeout);
      this.#asked.set(id, { to, timer, resolve, reject });
      if (this.jid) this.send(stanza);
      else this.transmit(stanza);
    });
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#loggedIn = false;
    this.#from = this.reason = null;
    const mine = () => this.#transport === transport; // one that was replaced may still speak
    const transport = this.#transportOf({
      opened: (from) => mine() && (this.#from = from),
      received: (element) => mine() && this.#received(element),
      skipped: (text, error) => mine() && this.#skipped(text, error),
      closed: () => mine() && this.#lost(),
    });
    this.#transport = transport;
    this.#who = this.#login().catch(() => undefined);
    this.#enter('connecting');
    this.#timer = setTimeout(() => transport.abort(), CONNECTING);
    transport.open(this.#to, this.#lang);
  }

  #lost() {
    if (this.state === 'online' && Date.now() - this.#since > STEADY) this.#attempts = 0;
    this.#drop();
    if (!this.management?.lost()) this.#end();
    // All clients of a restarted server come back: spread them
    const offline = globalThis.navigator?.onLine === false; // then whoever hears of a change calls `start`
    const wait = offline ? LONGEST_WAIT : Math.min(LONGEST_WAIT, 1000 * 2 ** this.#attempts++) * (0.5 + Math.random());
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#enter('waiting');
  }

  #fail(reason) {
    const transport = this.#transport;
    this.#drop();
    transport.close();
    this.#end();
    this.reason = reason;
    this.#enter('failed');
  }

  #drop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#transport = null;
  }

  /** Nothing of the session is left. */
  #end() {
    for (const { timer, reject } of this.#asked.values()) {
      clearTimeout(timer);
      reject(new StanzaError('disconnected'));
    }
    this.#asked.clear();
    if (!this.jid) return;
    this.jid = null;
    this.dispatchEvent(new Event('state'));
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  #heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#ping(), SILENCE);
  }

  /** One stanza's fault ends that stanza: it is counted, or the server would send it again for ever. */
  #skipped(text, { message }) {
    this.#heard();
    console.warn(`Left out, since it cannot be read (${message}): ${text.slice(0, SHOWN)}`);
    if (STANZA.test(text)) this.management?.handled();
  }

  #received(element) {
    this.#heard();
    const { from } = element.attributes;
    if (element.is(CLIENT)) this.management?.handled();
    if (element.is(STREAMS, 'features')) this.#negotiate(element);
    else if (element.is(STREAMS, 'error')) this.#streamError(element);
    else if (element.is(SASL)) this.#sasl(element);
    else if (element.is(SM)) this.management?.received(element);
    else if (element.is(CLIENT, 'iq')) this.#iq(element);
    else if (element.is(CLIENT) && from) this.#listeners.get(bare(from))?.(element);
  }

  async #negotiate(features) {
    this.features = features;
    if (!this.#loggedIn) return this.#authenticate();
    const transport = this.#transport;
    await this.prepared;
    if (transport === this.#transport && !this.management?.resumes()) this.renew();
  }

  async #authenticate() {
    const transport = this.#transport;
    const who = await this.#who;
    if (transport !== this.#transport) return;
    this.nameless = who === undefined; // a member must not become a guest for that
    if (this.nameless) return transport.close();
    const offered = this.features.child(SASL, 'mechanisms')?.elements.map((m) => m.text);
    const log = (mechanism, response) =>
      this.transmit(el(SASL, 'auth', { mechanism }, response ? btoa(response) : '='));
    this.#token = offered?.includes('OAUTHBEARER') && who?.token;
    this.username = this.#token ? who.username : null;
    if (this.#token) log('OAUTHBEARER', `n,,\x01auth=Bearer ${this.#token}\x01\x01`);
    else if (offered?.includes('ANONYMOUS')) log('ANONYMOUS', this.#guest);
    else this.#fail('guests');
  }

  #sasl(answer) {
    if (answer.name === 'success') {
      this.#loggedIn = true;
      this.#transport.restart(this.#to, this.#lang);
    } else if (answer.name === 'challenge') {
      this.transmit(el(SASL, 'response', null, btoa('\x01'))); // RFC 7628 §3.2.3: why it was refused
    } else if (answer.child(SASL, 'temporary-auth-failure')) {
      this.#transport.close();
    } else if (this.#token) {
      this.#who = null; // what the site said is not believed here
      this.#authenticate();
    } else {
      this.#fail('guests');
    }
  }

  async #bind() {
    const transport = this.#transport;
    try {
      const result = await this.#ask('set', null, el(BIND, 'bind'), ANSWERING);
      this.jid = result.child(BIND, 'bind').child(BIND, 'jid').text;
    } catch {
      return transport.abort();
    }
    this.domain = this.#from ?? this.#to;
    this.management?.bound();
    this.resumed();
  }

  #streamError(error) {
    const transport = this.#transport;
    if (!error.child(STREAM_ERRORS, 'host-unknown')) return transport.close();
    if (!this.#from || this.#from === this.#to) return this.#fail('domain');
    // A page's host need not be the domain: the server has said which one it is
    this.#to = this.#from;
    this.#drop();
    transport.close();
    this.#connect();
  }

  #iq(stanza) {
    const { type, id, from } = stanza.attributes;
    const asked = this.#asked.get(id);
    if (type === 'get' || type === 'set') {
      if (from?.includes('/') && this.patience?.() === false) return;
      const reply = (kind, payload) => this.send(el(CLIENT, 'iq', { type: kind, id, to: from }, payload));
      if (stanza.child(PING, 'ping')) return reply('result');
      reply('error', el(CLIENT, 'error', { type: 'cancel' }, el(STANZA_ERRORS, 'service-unavailable')));
    } else if (asked && this.#speaksFor(asked.to, from)) {
      this.#asked.delete(id);
      clearTimeout(asked.timer);
      if (type === 'result') asked.resolve(stanza);
      else asked.reject(StanzaError.of(stanza));
    }
  }

  /** RFC 6120 §8.1.2.1: whose answer counts. */
  #speaksFor(to, from) {
    if (to) return from === to;
    return !from || !this.jid || [this.jid, bare(this.jid), this.domain].includes(from);
  }

  /** Any answer will do, an error too. */
  async #ping() {
    const transport = this.#transport;
    await this.iq('get', this.domain, el(PING, 'ping'), PONG).catch(({ condition }) => {
      if (condition === 'timeout') transport.abort();
    });
  }
}
