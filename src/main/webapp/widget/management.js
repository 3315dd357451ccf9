// Stream management (XEP-0198): what is sent and received is counted, so that a stream goes on over
// another connection, of the next page too. And client state (XEP-0352).

import { el, parse } from './xml.js';

const SM = 'urn:xmpp:sm:3';
const CSI = 'urn:xmpp:csi:0';

const WRAP = 2 ** 32;
const ANSWERING = 10_000; // milliseconds for an acknowledgement

export class StreamManagement {
  #connection;
  #id = null; // of a stream that can be resumed
  #max = 0; // seconds for which it can, where the server says so
  #queue = null; // sent and not acknowledged; null: nobody counts
  #acknowledged = 0; // stanzas of ours that the server has handled
  #handled = -1; // stanzas of the server; negative: not counted yet
  #timer = 0;
  #active = true; // somebody looks

  /** @param saved what `save` gave to the page before */
  constructor(connection, saved) {
    this.#connection = connection;
    connection.management = this;
    if (saved) {
      this.#id = saved.id;
      this.#max = saved.max;
      this.#queue = saved.queue.map(parse);
      this.#acknowledged = saved.acknowledged;
      this.#handled = saved.handled;
      connection.jid = saved.jid;
      connection.domain = saved.domain;
    } else if (connection.state === 'online') {
      this.bound();
    }
  }

  set active(active) {
    this.#active = active;
    if (this.#connection.state === 'online') this.#tellState(true);
  }

  /** What another page needs to go on, or null. */
  save() {
    const { jid, domain } = this.#connection;
    if (!this.#id || !jid) return null;
    const queue = this.#queue.map(String);
    return { id: this.#id, max: this.#max, queue, acknowledged: this.#acknowledged, handled: this.#handled, jid, domain };
  }

  // What the connection tells

  bound() {
    this.#forget();
    if (!this.#offers(SM)) return;
    this.#queue = [];
    this.#acknowledged = 0;
    this.#connection.transmit(el(SM, 'enable', { resume: true }));
    this.#tellState();
  }

  /** Whether it asks the server to go on. */
  resumes() {
    if (!this.#id || !this.#offers(SM)) return false;
    this.#connection.transmit(el(SM, 'resume', { previd: this.#id, h: this.#handled }));
    return true;
  }

  sent(stanza) {
    if (this.#queue?.push(stanza)) this.#ask();
  }

  handled() {
    if (this.#handled >= 0) this.#handled = (this.#handled + 1) % WRAP;
  }

  received({ name, attributes: { id, max, h } }) {
    const connection = this.#connection;
    if (name === 'r') {
      connection.transmit(el(SM, 'a', { h: this.#handled }));
    } else if (name === 'enabled') {
      this.#handled = 0;
      this.#id = id; // none: acknowledged, but not resumed
      this.#max = Number(max) || 0;
    } else if (name === 'a') {
      this.#answered();
      if (this.#acknowledge(h)) this.#ask();
    } else if (name === 'resumed' && this.#acknowledge(h)) {
      connection.resumed();
      for (const stanza of this.#queue) connection.transmit(stanza);
      this.#ask();
      this.#tellState();
    } else if (name === 'failed') {
      const resuming = this.#id;
      this.#forget();
      if (resuming) connection.renew();
    }
  }

  /** The connection is gone; whether the session may go on. */
  lost() {
    this.#answered();
    return Boolean(this.#id);
  }

  #offers(ns) {
    return this.#connection.features?.child(ns);
  }

  #forget() {
    this.#answered();
    this.#id = this.#queue = null;
    this.#handled = -1;
  }

  /** One question at a time. Who does not answer is not there any more. */
  #ask() {
    if (this.#timer || !this.#queue.length || this.#connection.state !== 'online') return;
    this.#timer = setTimeout(() => this.#connection.cut(), ANSWERING);
    this.#connection.transmit(el(SM, 'r'));
  }

  #answered() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Lets go of what arrived; of the whole stream when the server counts what was never sent. */
  #acknowledge(h) {
    const arrived = (Number(h) - this.#acknowledged + WRAP) % WRAP;
    if (!(arrived <= this.#queue?.length)) {
      this.#forget();
      this.#connection.cut();
      return false;
    }
    this.#queue.splice(0, arrived);
    this.#acknowledged = Number(h);
    return true;
  }

  /** XEP-0352 §4.2: each connection begins as if somebody looked. */
  #tellState(always) {
    if (!this.#offers(CSI) || (this.#active && !always)) return;
    this.#connection.transmit(el(CSI, this.#active ? 'active' : 'inactive'));
  }
}
