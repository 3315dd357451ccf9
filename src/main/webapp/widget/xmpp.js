// The stream: open, SASL, bind, IQ, pings, and coming back after it was lost. Knows nothing of
// rooms; who wants the stanzas of an address says so with `listen`. Touches no DOM.

import { el } from './xml.js';

export const CLIENT = 'jabber:client';
const STREAMS = 'http://etherx.jabber.org/streams';
const STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';
const STANZA_ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const PING = 'urn:xmpp:ping';

/** Milliseconds until an attempt to connect counts as failed. */
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds of silence after which the server is asked whether it is still there. */
const QUIET = 45_000;
/** Milliseconds that an IQ may take, and a ping. */
const IQ_TIMEOUT = 20_000;
const PING_TIMEOUT = 10_000;
/** Milliseconds online after which the next loss starts with a short wait again. */
const STEADY = 10_000;
const LONGEST_WAIT = 30_000;

export const bare = (jid) => jid.split('/', 1)[0];
export const resource = (jid) => jid.slice(bare(jid).length + 1);

/** What the other side refused: `condition` (RFC 6120 §8.3.3), `type`, and its `text` if any. */
export class StanzaError extends Error {
  constructor(condition, type = 'cancel', text = '') {
    super(text || condition);
    this.condition = condition;
    this.type = type;
  }

  /** Reads the error of a stanza of type `error`. */
  static of(stanza) {
    const error = stanza.child(CLIENT, 'error');
    const condition = error?.elements.find((e) => e.ns === STANZA_ERRORS && e.name !== 'text');
    const text = error?.child(STANZA_ERRORS, 'text')?.text;
    return new StanzaError(condition?.name ?? 'undefined-condition', error?.attributes.type, text);
  }
}

/** A name that nobody guesses and nobody else has. */
export function token(bytes = 12) {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (b) => b.toString(36).padStart(2, '0')).join('');
}

/**
 * A connection that wants to be online from `start` to `stop`.
 *
 * States: `idle` → `connecting` → `online`; lost: → `waiting` → `connecting`; refused for good:
 * → `failed` with a reason (`guests`, `domain`). Each change is an event `state`.
 */
export class Connection extends EventTarget {
  state = 'idle';
  reason = null;
  jid = null;
  domain = null;

  #transportOf;
  #to;
  #from = null;
  #lang;
  #transport = null;
  #authenticated = false;
  #attempts = 0;
  #ids = 0;
  #prefix = token(4);
  #pending = new Map();
  #listeners = new Map();
  #timer = 0;
  #quiet = 0;
  #onlineAt = 0;

  /**
   * @param {{transport: (listener: object) => object, domain: string, lang?: string}} options
   *     `domain` is what to ask for first: a server that answers as another one is believed
   */
  constructor({ transport, domain, lang }) {
    super();
    this.#transportOf = transport;
    this.#to = domain;
    this.#lang = lang;
  }

  start() {
    if (this.state === 'idle' || this.state === 'failed') this.#connect();
  }

  /** Does not wait any longer, if it is waiting. */
  retry() {
    if (this.state === 'waiting' || this.state === 'failed') this.#connect();
  }

  stop() {
    clearTimeout(this.#timer);
    const transport = this.#transport;
    this.#transport = null;
    if (this.state === 'online') transport.send(el(CLIENT, 'presence', { type: 'unavailable' }));
    transport?.close();
    this.#drop();
    this.#enter('idle');
  }

  /** Has `handler` called with each message and presence from the bare address `jid`. */
  listen(jid, handler) {
    this.#listeners.set(jid, handler);
  }

  forget(jid) {
    this.#listeners.delete(jid);
  }

  /** Sends a stanza if online; what needs an answer, or must not get lost, watches `state`. */
  send(stanza) {
    if (this.state === 'online') this.#transport.send(stanza);
  }

  nextId() {
    return `${this.#prefix}-${++this.#ids}`;
  }

  /**
   * Asks, and resolves to the result stanza.
   *
   * @throws {StanzaError} what the other side said; of type `wait` with the condition `disconnected`
   *     or `timeout` when nobody said anything
   */
  iq(type, to, payload, timeout = IQ_TIMEOUT) {
    const id = this.nextId();
    return new Promise((resolve, reject) => {
      if (!this.#transport) return reject(new StanzaError('disconnected', 'wait'));
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new StanzaError('timeout', 'wait'));
      }, timeout);
      this.#pending.set(id, { to, timer, resolve, reject });
      this.#transport.send(el(CLIENT, 'iq', { type, id, to }, payload));
    });
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#authenticated = false;
    this.#from = null;
    this.reason = null;
    const listener = {
      opened: (from) => this.#current(transport) && (this.#from = from ?? this.#from),
      received: (element) => this.#current(transport) && this.#received(element),
      closed: () => this.#current(transport) && this.#lost(),
    };
    const transport = this.#transportOf(listener);
    this.#transport = transport;
    this.#enter('connecting');
    this.#timer = setTimeout(() => transport.close(), CONNECT_TIMEOUT);
    transport.open(this.#to, this.#lang);
  }

  /** An old transport may still speak after it was replaced. */
  #current(transport) {
    return this.#transport === transport;
  }

  #lost() {
    if (this.state === 'online' && Date.now() - this.#onlineAt > STEADY) this.#attempts = 0;
    this.#drop();
    // All clients of a restarted server come back: spread them
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.#attempts++) * (0.5 + Math.random());
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#enter('waiting');
  }

  #fail(reason) {
    const transport = this.#transport;
    this.#drop();
    this.reason = reason;
    transport.close();
    this.#enter('failed');
  }

  #drop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#quiet);
    this.#transport = null;
    this.jid = null;
    for (const { timer, reject } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new StanzaError('disconnected', 'wait'));
    }
    this.#pending.clear();
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  #received(element) {
    this.#listenForSilence();
    if (element.is(STREAMS, 'features')) this.#negotiate(element);
    else if (element.is(STREAMS, 'error')) this.#streamError(element);
    else if (element.ns === SASL) this.#authenticate(element);
    else if (element.is(CLIENT, 'iq')) this.#iq(element);
    else if (element.ns === CLIENT && element.attributes.from) {
      this.#listeners.get(bare(element.attributes.from))?.(element);
    }
  }

  #negotiate(features) {
    if (this.#authenticated) return this.#bind();
    const offered = features.child(SASL, 'mechanisms')?.all(SASL, 'mechanism') ?? [];
    if (!offered.some((m) => m.text === 'ANONYMOUS')) return this.#fail('guests');
    this.#transport.send(el(SASL, 'auth', { mechanism: 'ANONYMOUS' }));
  }

  #authenticate(answer) {
    if (answer.name === 'success') {
      this.#authenticated = true;
      this.#transport.restart(this.#to, this.#lang);
    } else if (answer.name === 'challenge') {
      // RFC 4505 §2: the trace information may be asked for, and may be empty
      this.#transport.send(el(SASL, 'response'));
    } else if (answer.child(SASL, 'temporary-auth-failure')) {
      this.#transport.close();
    } else {
      this.#fail('guests');
    }
  }

  async #bind() {
    const transport = this.#transport;
    try {
      const result = await this.iq('set', undefined, el(BIND, 'bind'));
      this.jid = result.child(BIND, 'bind').child(BIND, 'jid').text;
    } catch {
      return transport.close();
    }
    clearTimeout(this.#timer);
    this.domain = this.#from ?? this.#to;
    this.#onlineAt = Date.now();
    this.#enter('online');
  }

  #streamError(error) {
    const unknown = error.child(STREAM_ERRORS, 'host-unknown');
    if (!unknown) return this.#transport.close();
    if (!this.#from || this.#from === this.#to) return this.#fail('domain');
    // The address in the page need not be the domain: the server has just said which one it is
    this.#to = this.#from;
    const transport = this.#transport;
    this.#drop();
    transport.close();
    this.#connect();
  }

  #iq(stanza) {
    const { type, id, from } = stanza.attributes;
    if (type === 'get' || type === 'set') return this.#answer(stanza);
    const asked = this.#pending.get(id);
    if (!asked || !this.#speaksFor(asked.to, from)) return;
    this.#pending.delete(id);
    clearTimeout(asked.timer);
    if (type === 'result') asked.resolve(stanza);
    else asked.reject(StanzaError.of(stanza));
  }

  /** RFC 6120 §8.1.2.1: the own server answers without `from`, or as the account or the domain. */
  #speaksFor(to, from) {
    if (to) return from === to;
    return !from || !this.jid || [this.jid, bare(this.jid), this.domain].includes(from);
  }

  #answer(request) {
    const { id, from } = request.attributes;
    if (request.child(PING, 'ping')) return this.send(el(CLIENT, 'iq', { type: 'result', id, to: from }));
    const condition = el(STANZA_ERRORS, 'service-unavailable');
    const error = el(CLIENT, 'error', { type: 'cancel' }, condition);
    this.send(el(CLIENT, 'iq', { type: 'error', id, to: from }, error));
  }

  #listenForSilence() {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#ping(), QUIET);
  }

  /** Any answer will do, an error too; none means that the connection is gone. */
  async #ping() {
    const transport = this.#transport;
    if (this.state !== 'online') return;
    await this.iq('get', this.domain, el(PING, 'ping'), PING_TIMEOUT).catch((error) => {
      if (error.condition === 'timeout') transport.close();
    });
  }
}
