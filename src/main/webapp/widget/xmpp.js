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

// Milliseconds
const CONNECTING = 10_000; // at most
const ANSWERING = 20_000; // at most
const SILENCE = 45_000; // then a ping
const PONG = 10_000; // at most
const STEADY = 10_000; // then a loss counts as the first again
const LONGEST_WAIT = 30_000;

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
 * `online`, `waiting` after a loss, `failed` with a `reason`: `guests` or `domain`.
 */
export class Connection extends EventTarget {
  state = 'idle';
  reason = null;
  jid = null;
  domain = null;

  #transportOf;
  #to;
  #from;
  #lang;
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

  constructor({ transport, domain, lang }) {
    super();
    this.#transportOf = transport;
    this.#to = domain;
    this.#lang = lang;
  }

  /** Connects now, unless it does. */
  start() {
    if (!this.#transport) this.#connect();
  }

  stop() {
    const transport = this.#transport;
    this.send(el(CLIENT, 'presence', { type: 'unavailable' }));
    this.#drop();
    transport?.close();
    this.#enter('idle');
  }

  /** `handler` gets messages and presences from the bare address. */
  listen(jid, handler) {
    this.#listeners.set(jid, handler);
  }

  forget(jid) {
    this.#listeners.delete(jid);
  }

  send(stanza) {
    if (this.state === 'online') this.#transport.send(stanza);
  }

  nextId() {
    return `${this.#prefix}-${++this.#ids}`;
  }

  /** Resolves to the result. @throws {StanzaError} */
  iq(type, to, payload, timeout = ANSWERING) {
    const id = this.nextId();
    return new Promise((resolve, reject) => {
      if (!this.#transport) return reject(new StanzaError('disconnected'));
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        reject(new StanzaError('timeout'));
      }, timeout);
      this.#asked.set(id, { to, timer, resolve, reject });
      this.#transport.send(el(CLIENT, 'iq', { type, id, to }, payload));
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
      closed: () => mine() && this.#lost(),
    });
    this.#transport = transport;
    this.#enter('connecting');
    this.#timer = setTimeout(() => transport.close(), CONNECTING);
    transport.open(this.#to, this.#lang);
  }

  #lost() {
    if (this.state === 'online' && Date.now() - this.#since > STEADY) this.#attempts = 0;
    this.#drop();
    // All clients of a restarted server come back: spread them
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.#attempts++) * (0.5 + Math.random());
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#enter('waiting');
  }

  #fail(reason) {
    const transport = this.#transport;
    this.#drop();
    transport.close();
    this.reason = reason;
    this.#enter('failed');
  }

  #drop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#transport = this.jid = null;
    for (const { timer, reject } of this.#asked.values()) {
      clearTimeout(timer);
      reject(new StanzaError('disconnected'));
    }
    this.#asked.clear();
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  #received(element) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#ping(), SILENCE);
    const { from } = element.attributes;
    if (element.is(STREAMS, 'features')) this.#negotiate(element);
    else if (element.is(STREAMS, 'error')) this.#streamError(element);
    else if (element.is(SASL)) this.#sasl(element);
    else if (element.is(CLIENT, 'iq')) this.#iq(element);
    else if (element.is(CLIENT) && from) this.#listeners.get(bare(from))?.(element);
  }

  #negotiate(features) {
    if (this.#loggedIn) return this.#bind();
    const offered = features.child(SASL, 'mechanisms')?.elements.map((m) => m.text);
    if (!offered?.includes('ANONYMOUS')) return this.#fail('guests');
    this.#transport.send(el(SASL, 'auth', { mechanism: 'ANONYMOUS' }));
  }

  #sasl(answer) {
    if (answer.name === 'success') {
      this.#loggedIn = true;
      this.#transport.restart(this.#to, this.#lang);
    } else if (answer.name === 'challenge') {
      this.#transport.send(el(SASL, 'response')); // RFC 4505 §2: the trace may be empty
    } else if (answer.child(SASL, 'temporary-auth-failure')) {
      this.#transport.close();
    } else {
      this.#fail('guests');
    }
  }

  async #bind() {
    const transport = this.#transport;
    try {
      const result = await this.iq('set', null, el(BIND, 'bind'));
      this.jid = result.child(BIND, 'bind').child(BIND, 'jid').text;
    } catch {
      return transport.close();
    }
    clearTimeout(this.#timer);
    this.domain = this.#from ?? this.#to;
    this.#since = Date.now();
    this.#enter('online');
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
    if (this.state !== 'online') return;
    await this.iq('get', this.domain, el(PING, 'ping'), PONG).catch(({ condition }) => {
      if (condition === 'timeout') transport.close();
    });
  }
}
