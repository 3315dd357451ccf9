// Taking part in a room (XEP-0045): going in, talking, and coming back. Touches no DOM.

import { occupantId, ranks, readMessage } from './archive.js';
import { el } from './xml.js';
import { CLIENT, resource, StanzaError, token } from './xmpp.js';

const MUC = 'http://jabber.org/protocol/muc';
const USER = MUC + '#user';
const OWNER = MUC + '#owner';

const STAFF = /^(owner|admin)$/;

const GAP = 500; // messages
const PAGES = 100; // in which they are, among others that have nothing to show

/** Milliseconds between attempts to have the own name again after the connection was lost. */
const GHOST = [1_000, 3_000, 6_000, 10_000];

/** XEP-0045 §7.2: the occupant, and the status codes that came along. */
export function readPresence(stanza) {
  const { from, type } = stanza.attributes;
  const x = stanza.child(USER, 'x');
  const item = x?.child(USER, 'item')?.attributes;
  const show = stanza.child(CLIENT, 'show')?.text ?? 'chat';
  return {
    nick: resource(from),
    newNick: item?.nick,
    role: item?.role ?? 'none',
    affiliation: item?.affiliation,
    away: show !== 'chat',
    occupantId: occupantId(stanza),
    guest: ranks(stanza).guest,
    staff: item?.role === 'moderator' || STAFF.test(item?.affiliation),
    here: type !== 'unavailable',
    codes: new Set(x?.all(USER, 'status').map((s) => s.attributes.code)),
    destroyed: Boolean(x?.child(USER, 'destroy')),
  };
}

/** Wants to be in from `enter` to `leave`, whatever happens to the connection. */
export class Visitor {
  #connection;
  #reader;
  #store;
  #outbox;
  #nick = null;
  #joinId = null;
  #wasIn = false;
  #arriving = null; // who is there, as far as we know anew; until we are in the old people stay on view
  #ghosts = 0;

  constructor(connection, reader, store, outbox) {
    this.#connection = connection;
    this.#reader = reader;
    this.#store = store;
    this.#outbox = outbox;
    reader.visitor = this;
  }

  /**
   * Goes in under this name, as soon as there is a connection; inside: changes the name. `again`: it
   * is likely ourselves who still have it.
   */
  enter(nick, again = false) {
    const { phase, me } = this.#store;
    this.#nick = nick;
    this.#ghosts = again ? 0 : GHOST.length;
    if (phase !== 'joined') {
      this.#store.update({ phase: 'joining', problem: null });
      if (this.#reader.address) this.#join();
    } else {
      this.#store.update({ problem: null });
      if (nick !== me.nick) this.#present(nick);
    }
  }

  /** Says something as soon as it can be said; shown at once. */
  say(body) {
    this.#transmit(this.#outbox.write(token(), body, Date.now()));
  }

  /** Says again what was refused, under the same origin-id. */
  retry(message) {
    this.#outbox.requeue(message);
    this.#transmit(message);
  }

  leave() {
    if (this.#store.phase === 'joined') this.#present(this.#nick, 'unavailable');
  }

  /** Is in, as the page before was. */
  restore() {
    this.#nick = this.#store.me.nick;
    this.#wasIn = true;
    this.#ghosts = GHOST.length;
  }

  // What the reader tells

  arrive() {
    if (this.#nick) this.#join();
    else this.#reader.read();
  }

  lose() {
    const joined = this.#store.phase === 'joined';
    this.#outbox.unsent();
    this.#wasIn ||= joined;
    if (this.#wasIn) this.#ghosts = 0;
    if (joined) this.#store.update({ phase: 'joining' });
  }

  read() {
    for (const message of this.#outbox.messages) {
      if (message.state === 'pending' && !message.sent) this.#transmit(message);
    }
  }

  /** Reads on from the newest known message; a gap that is too long is not filled. */
  async fillGap(current) {
    const store = this.#store;
    let after = store.newest;
    let place = after;
    for (let pages = 0, found = 0; pages < PAGES && found < GAP; pages++) {
      const page = await this.#reader.page('after', after).catch((error) => {
        if (error.condition !== 'item-not-found') throw error;
      });
      if (!current()) return;
      if (!page) break; // the archive does not know that any more
      place = store.merge(page.messages, place);
      found += page.messages.length;
      if (page.complete || !page.last) return store.complete(page.last);
      after = page.last;
    }
    store.forget();
    await this.#reader.newest(current);
  }

  receive(stanza) {
    const { type, id, from } = stanza.attributes;
    const error = type === 'error' && StanzaError.of(stanza);
    if (stanza.name === 'presence') {
      if (error) id === this.#joinId && this.#refused(error);
      else if (resource(from)) this.#seen(readPresence(stanza));
    } else if (error) {
      this.#bounced(id, error.condition);
    } else if (type === 'groupchat' && this.#store.phase === 'joined') {
      const message = readMessage(stanza, this.#reader.address);
      // §8.1: beside a body or a thread it is the subject of what is said, and anybody may say it
      const subject = !stanza.child(CLIENT, 'thread') && stanza.child(CLIENT, 'subject');
      if (message) this.#store.append({ ...message, visit: this.#store.occupants.get(message.nick)?.visit });
      else if (subject) this.#store.update({ subject: subject.text });
    }
  }

  #join() {
    this.#reader.interrupt();
    this.#arriving = new Map();
    // History comes from the archive: with ids, and no more than is missing
    this.#present(this.#nick, null, el(MUC, 'x', null, el(MUC, 'history', { maxstanzas: 0 })));
  }

  #present(nick, type, payload) {
    this.#joinId = this.#connection.nextId();
    const to = `${this.#reader.address}/${nick}`;
    this.#connection.send(el(CLIENT, 'presence', { to, id: this.#joinId, type }, payload));
  }

  #seen(presence) {
    const { nick, newNick, codes, here } = presence;
    const self = codes.has('110');
    const store = this.#store;
    if (!here) {
      this.#occupants((people) => people.delete(nick));
      if (!self) return;
      if (codes.has('303')) this.#nick = newNick;
      else this.#putOut(presence);
      return;
    }
    if (self) {
      this.#nick = nick;
      store.update({ me: presence, problem: null });
    }
    this.#occupants((people) => {
      // Who has no id is the same for as long as he stays
      presence.visit = people.get(nick)?.visit ?? token();
      people.set(nick, presence);
    });
    if (self && store.phase === 'joining') this.#entered(codes);
  }

  #entered(codes) {
    this.#ghosts = GHOST.length;
    this.#store.update({ phase: 'joined', occupants: this.#arriving });
    this.#arriving = null;
    this.#occupants(() => {});
    if (codes.has('201')) {
      // §10.1.2: a room that we made is locked until we say that it is fine as it is
      const form = el('jabber:x:data', 'x', { type: 'submit' });
      this.#connection.iq('set', this.#reader.address, el(OWNER, 'query', null, form)).catch(() => {});
    }
    this.#reader.read();
  }

  #occupants(change) {
    change(this.#arriving ?? this.#store.occupants);
    this.#store.changed('people');
  }

  /** §8.2, §9.1, §9.3, §10.9. With none of these nobody meant us: a service stopped, or a link broke. */
  #putOut({ codes, destroyed }) {
    const [, problem = null] = [
      [destroyed, 'destroyed'],
      [codes.has('301'), 'banned'],
      [codes.has('307') && !codes.has('333'), 'kicked'],
      [codes.has('321') || codes.has('322'), 'members-only'],
    ].find(([is]) => is) ?? [];
    this.#outbox.unsent();
    this.#store.update({ phase: problem ? 'left' : 'joining', problem });
    if (problem) this.#nick = null;
    else this.#reader.later(() => this.#join());
  }

  #refused({ condition, type }) {
    const store = this.#store;
    if (store.phase === 'joined') {
      this.#nick = store.me.nick;
      return store.update({ problem: condition });
    }
    const retry = (wait) => this.#reader.later(() => this.#join(), wait);
    if (condition === 'conflict' && this.#ghosts < GHOST.length) return retry(GHOST[this.#ghosts++]);
    this.#nick = type === 'wait' ? this.#nick : null;
    const phase = this.#nick ? 'joining' : this.#wasIn ? 'left' : 'absent';
    store.update({ phase, problem: condition });
    if (this.#nick) retry();
    else if (!store.loaded) this.#reader.read();
  }

  #bounced(id, condition) {
    if (condition !== 'not-acceptable' || this.#store.phase !== 'joined') return this.#outbox.fail(id, condition);
    // §7.4: the room does not know us any more. Go in again, then say it again
    this.#outbox.unsent();
    this.#store.update({ phase: 'joining' });
    this.#join();
  }

  #transmit(message) {
    if (this.#store.phase !== 'joined' || !this.#store.upToDate) return; // `read` comes back to it
    const { originId: id, body } = message;
    message.sent = true;
    const to = this.#reader.address;
    const content = [el(CLIENT, 'body', null, body), el('urn:xmpp:sid:0', 'origin-id', { id })];
    this.#connection.send(el(CLIENT, 'message', { to, type: 'groupchat', id }, content));
  }
}
