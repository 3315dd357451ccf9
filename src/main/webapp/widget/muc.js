// One room (XEP-0045) on a connection: finding it, entering, talking, and its archive (XEP-0313).
// Says what it learns to a RoomStore, and asks nobody how it looks. Touches no DOM.

import { el } from './xml.js';
import { bare, CLIENT, resource, StanzaError, token } from './xmpp.js';

const MUC = 'http://jabber.org/protocol/muc';
const MUC_USER = MUC + '#user';
const MUC_OWNER = MUC + '#owner';
const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';
const DATA = 'jabber:x:data';
const MAM = 'urn:xmpp:mam:2';
const RSM = 'http://jabber.org/protocol/rsm';
const FORWARD = 'urn:xmpp:forward:0';
const DELAY = 'urn:xmpp:delay';
const SID = 'urn:xmpp:sid:0';
const OCCUPANT_ID = 'urn:xmpp:occupant-id:0';

/** Messages of one page of the archive, on entering and further up. */
const PAGE = 50;
/** Pages of a gap that are filled; above it the log starts anew with the newest page. */
const GAP_PAGES = 10;
/** Milliseconds until what the server could not do now is tried again. */
const AGAIN = 5_000;
/** Milliseconds between attempts to take the own name again after the connection was lost. */
const GHOST = [1_000, 3_000, 6_000, 10_000];
/** Services that are asked what they are, when looking for the rooms. */
const MOST_SERVICES = 30;

/** XEP-0045 §7.4, XEP-0359, XEP-0421: what was said, or null where nothing was. */
export function readMessage(stanza, room, time = NaN) {
  const { from = '', type } = stanza.attributes;
  const body = stanza.child(CLIENT, 'body');
  if (type !== 'groupchat' || bare(from) !== room || !body) return null;
  const delay = stanza.children.find((c) => c.ns === DELAY && c.attributes.from === room);
  return {
    // XEP-0359 §4: only the room itself may say what its ids are
    id: stanza.all(SID, 'stanza-id').find((s) => s.attributes.by === room)?.attributes.id ?? null,
    originId: stanza.child(SID, 'origin-id')?.attributes.id ?? null,
    occupantId: stanza.child(OCCUPANT_ID, 'occupant-id')?.attributes.id ?? null,
    nick: resource(from),
    body: body.text,
    time: time || Date.parse(delay?.attributes.stamp) || Date.now(),
  };
}

/** XEP-0313 §4.1: the message inside a result of this query, or null. */
export function readResult(stanza, room, queryId) {
  const result = stanza.child(MAM, 'result');
  // XEP-0313 §8: anybody can say "result"; only the archive that was asked counts
  if (!result || stanza.attributes.from !== room || result.attributes.queryid !== queryId) return null;
  const forwarded = result.child(FORWARD, 'forwarded');
  const said = forwarded?.child(CLIENT, 'message');
  const stamp = Date.parse(forwarded?.child(DELAY, 'delay')?.attributes.stamp);
  const message = said && readMessage(said, room, stamp);
  return message && { ...message, id: result.attributes.id };
}

/** XEP-0045 §7.2: the occupant, with the status codes that came along. */
export function readPresence(stanza) {
  const x = stanza.child(MUC_USER, 'x');
  const item = x?.child(MUC_USER, 'item')?.attributes ?? {};
  return {
    nick: resource(stanza.attributes.from),
    newNick: item.nick,
    role: item.role ?? 'none',
    affiliation: item.affiliation ?? 'none',
    away: Boolean(stanza.child(CLIENT, 'show') && stanza.child(CLIENT, 'show').text !== 'chat'),
    occupantId: stanza.child(OCCUPANT_ID, 'occupant-id')?.attributes.id ?? null,
    here: stanza.attributes.type !== 'unavailable',
    codes: new Set(x?.all(MUC_USER, 'status').map((s) => s.attributes.code)),
    destroyed: Boolean(x?.child(MUC_USER, 'destroy')),
  };
}

/** XEP-0045 §6.1: the address of the first service that is for text conferences. */
export async function findRooms(connection) {
  const list = await connection.iq('get', connection.domain, el(DISCO_ITEMS, 'query'));
  const items = list.child(DISCO_ITEMS, 'query').all(DISCO_ITEMS, 'item').slice(0, MOST_SERVICES);
  const asked = items.map(({ attributes: { jid } }) =>
    connection.iq('get', jid, el(DISCO_INFO, 'query')).then(
      (answer) => isForRooms(answer.child(DISCO_INFO, 'query')) && jid,
      () => null, // a service that does not answer is not the one
    ),
  );
  for (const answer of asked) if (await answer) return answer;
  if (connection.state !== 'online') throw new StanzaError('disconnected', 'wait');
  throw new StanzaError('item-not-found');
}

function isForRooms(info) {
  const identities = info?.all(DISCO_INFO, 'identity').map((i) => i.attributes) ?? [];
  return identities.some(({ category, type }) => category === 'conference' && type === 'text');
}

/**
 * A visitor's place in a room. Wants to be in from `enter` to `leave`, whatever happens to the
 * connection; reads the archive also before.
 */
export class Room {
  #connection;
  #store;
  #name;
  #memory;
  #address = null;
  #nick = null;
  #wasIn = false;
  #ghosts = 0;
  #joinId = null;
  #catchUp = 0;
  #query = null;
  #timer = 0;

  /** @param {string} name a local part, or the whole bare JID of the room */
  constructor(connection, store, memory, name) {
    this.#connection = connection;
    this.#store = store;
    this.#memory = memory;
    this.#name = name;
    connection.addEventListener('state', this.#connectionChanged);
    this.#connectionChanged();
  }

  /** Goes in under this name, now or as soon as there is a connection; inside: changes the name. */
  enter(nick, { again = false } = {}) {
    this.#ghosts = again ? 0 : GHOST.length;
    if (this.#store.phase === 'joined') return this.#rename(nick);
    this.#nick = nick;
    this.#store.update({ phase: 'joining', problem: null });
    if (this.#address) this.#join();
  }

  /** Says something, now or as soon as it can be said. Shown at once, as pending. */
  say(body) {
    this.#transmit(this.#store.write(token(), body, Date.now()));
  }

  /** Says again what was refused, under the same origin-id. */
  retry(message) {
    this.#store.requeue(message);
    this.#transmit(message);
  }

  /** Fetches what was said before the oldest message that is known. */
  async older() {
    const store = this.#store;
    if (store.loadingOlder || !store.hasMore || !this.#address) return;
    store.update({ loadingOlder: true });
    try {
      // A page may hold nothing that is shown, as changes of the subject are
      while (store.hasMore && !(await this.#pageBefore(store.oldest)));
    } catch (error) {
      if (error.type !== 'wait') store.hasMore = false;
    }
    store.update({ loadingOlder: false });
  }

  /** Whether there is nothing more to do: something came, or the log began anew meanwhile. */
  async #pageBefore(before) {
    const store = this.#store;
    const page = await this.#page({ before });
    if (store.oldest !== before) return true;
    store.hasMore = !page.complete && Boolean(page.first);
    store.oldest = page.first ?? before;
    store.merge(page.messages);
    return page.messages.length > 0;
  }

  /** Leaves, and takes no more part in the connection. */
  leave() {
    this.#connection.removeEventListener('state', this.#connectionChanged);
    clearTimeout(this.#timer);
    if (!this.#address) return;
    if (this.#store.phase === 'joined') this.#presence(this.#store.me.nick, null, 'unavailable');
    this.#connection.forget(this.#address);
  }

  #connectionChanged = () => {
    clearTimeout(this.#timer);
    if (this.#connection.state === 'online') this.#arrive();
    else if (this.#address) this.#lose();
  };

  async #arrive() {
    try {
      this.#address = await this.#locate();
    } catch (error) {
      if (error.condition === 'disconnected') return;
      if (error.type === 'wait') return this.#later(() => this.#arrive());
      return this.#store.update({ phase: 'left', problem: 'no-rooms' });
    }
    this.#connection.listen(this.#address, (stanza) => this.#received(stanza));
    this.#describe();
    if (this.#nick) this.#join();
    else this.#read();
  }

  #lose() {
    this.#catchUp++;
    this.#address = null;
    this.#store.interrupted();
    this.#store.unsent();
    this.#wasIn ||= this.#store.phase === 'joined';
    if (this.#wasIn) this.#ghosts = 0;
    if (this.#store.phase === 'joined') this.#store.update({ phase: 'joining' });
  }

  async #locate() {
    if (this.#name.includes('@')) return this.#name;
    const key = 'rooms:' + this.#connection.domain;
    let service = this.#memory.tab.get(key);
    if (!service) {
      service = await findRooms(this.#connection);
      this.#memory.tab.set(key, service);
    }
    return `${this.#name}@${service}`;
  }

  /** XEP-0045 §6.4: name and number of occupants. A room that does not exist yet has neither. */
  async #describe() {
    const answer = await this.#connection.iq('get', this.#address, el(DISCO_INFO, 'query')).catch(() => null);
    const info = answer?.child(DISCO_INFO, 'query');
    const title = info?.child(DISCO_INFO, 'identity')?.attributes.name;
    const fields = info?.child(DATA, 'x')?.all(DATA, 'field') ?? [];
    const occupants = fields.find((f) => f.attributes.var === 'muc#roominfo_occupants');
    const crowd = parseInt(occupants?.child(DATA, 'value')?.text ?? '', 10);
    this.#store.update({ title: title || this.#store.title, crowd: crowd >= 0 ? crowd : null });
  }

  #join() {
    this.#catchUp++;
    this.#joinId = this.#connection.nextId();
    this.#store.interrupted();
    this.#store.gather();
    // The history comes from the archive: there it has ids, and no more than is missing
    const history = el(MUC, 'history', { maxstanzas: '0' });
    this.#presence(this.#nick, this.#joinId, undefined, el(MUC, 'x', null, history));
  }

  #rename(nick) {
    this.#nick = nick;
    this.#store.update({ problem: null });
    if (nick === this.#store.me.nick) return;
    this.#joinId = this.#connection.nextId();
    this.#presence(nick, this.#joinId);
  }

  #presence(nick, id, type, ...payload) {
    const to = `${this.#address}/${nick}`;
    this.#connection.send(el(CLIENT, 'presence', { to, id, type }, payload));
  }

  #received(stanza) {
    if (stanza.name === 'presence') {
      if (stanza.attributes.type === 'error') this.#refused(stanza);
      else if (resource(stanza.attributes.from)) this.#seen(readPresence(stanza));
      return;
    }
    if (stanza.name !== 'message') return;
    if (stanza.attributes.type === 'error') return this.#bounced(stanza);
    if (this.#query && stanza.child(MAM, 'result')) {
      const message = readResult(stanza, this.#address, this.#query.id);
      if (message) this.#query.messages.push(message);
      return;
    }
    if (this.#store.phase !== 'joined' || stanza.attributes.type !== 'groupchat') return;
    const message = readMessage(stanza, this.#address);
    if (message) return this.#store.append(message);
    const subject = stanza.child(CLIENT, 'subject');
    if (subject) this.#store.update({ subject: subject.text });
  }

  #seen(presence) {
    const { nick, codes, here } = presence;
    const self = codes.has('110');
    if (codes.has('303') && !here) {
      this.#store.leave(nick);
      if (self) this.#nick = presence.newNick;
      return;
    }
    if (!here) {
      this.#store.leave(nick);
      if (self) this.#putOut(presence);
      return;
    }
    if (self) {
      this.#nick = nick;
      this.#store.update({ me: presence, problem: null });
    }
    this.#store.enter(presence);
    if (self && this.#store.phase === 'joining') this.#entered(codes);
  }

  #entered(codes) {
    this.#ghosts = GHOST.length;
    this.#store.gathered();
    this.#store.update({ phase: 'joined' });
    if (codes.has('201')) {
      // XEP-0045 §10.1.2: a room that we made is locked until we say that it is fine as it is
      const form = el(DATA, 'x', { type: 'submit' });
      this.#connection.iq('set', this.#address, el(MUC_OWNER, 'query', null, form)).catch(() => {});
    }
    this.#read();
  }

  /** XEP-0045 §9, §10.9: how we were put out. */
  #putOut({ codes, destroyed }) {
    this.#store.unsent();
    const problem = destroyed
      ? 'destroyed'
      : codes.has('301')
        ? 'banned'
        : codes.has('307') && !codes.has('333')
          ? 'kicked'
          : codes.has('321') || codes.has('322')
            ? 'members-only'
            : null;
    if (problem) {
      this.#nick = null;
      return this.#store.update({ phase: 'left', problem });
    }
    // Nobody meant us: the service stops, or a connection behind it broke
    this.#store.update({ phase: 'joining' });
    this.#later(() => this.#join());
  }

  #refused(stanza) {
    if (stanza.attributes.id !== this.#joinId) return;
    const { condition, type } = StanzaError.of(stanza);
    if (this.#store.phase === 'joined') {
      this.#nick = this.#store.me.nick;
      return this.#store.update({ problem: condition });
    }
    if (condition === 'conflict' && this.#ghosts < GHOST.length) {
      // After a lost connection it is most likely ourselves, not gone yet
      return this.#later(() => this.#join(), GHOST[this.#ghosts++]);
    }
    if (type === 'wait') {
      this.#store.update({ problem: condition });
      return this.#later(() => this.#join());
    }
    if (condition === 'remote-server-not-found') this.#memory.tab.set('rooms:' + this.#connection.domain, null);
    this.#nick = null;
    this.#store.update({ phase: this.#wasIn ? 'left' : 'absent', problem: condition });
    if (!this.#store.loaded) this.#read();
  }

  #bounced(stanza) {
    const { id } = stanza.attributes;
    const error = StanzaError.of(stanza);
    if (error.condition === 'not-acceptable' && this.#store.phase === 'joined') {
      // XEP-0045 §7.4: the room does not know us any more. Go in again, then say it again
      this.#store.unsent();
      this.#store.update({ phase: 'joining' });
      return this.#join();
    }
    this.#store.fail(id, error.condition);
  }

  /** Reads what was said since the newest known message, or the newest page. */
  async #read() {
    const run = ++this.#catchUp;
    const store = this.#store;
    try {
      if (store.newest) await this.#fillGap(run);
      else await this.#newest(run);
    } catch (error) {
      if (run !== this.#catchUp || error.condition === 'disconnected') return;
      if (error.type === 'wait') return this.#later(() => this.#read());
      // No archive, or not for us: what is said from now on is all there is
      store.complete();
    }
    if (run !== this.#catchUp) return;
    store.update({ loaded: true });
    if (store.phase !== 'joined') return;
    for (const message of [...store.outbox]) {
      if (message.state === 'pending' && !message.sent) this.#transmit(message);
    }
  }

  async #newest(run) {
    const store = this.#store;
    const page = await this.#page({ before: '' });
    if (run !== this.#catchUp) return;
    store.hasMore = !page.complete;
    store.oldest = page.first;
    store.merge(page.messages);
    store.complete(page.last);
  }

  async #fillGap(run) {
    const store = this.#store;
    let after = store.newest;
    let place = after;
    for (let pages = 0; pages < GAP_PAGES; pages++) {
      let page;
      try {
        page = await this.#page({ after });
      } catch (error) {
        if (error.condition === 'item-not-found') break; // the archive was cut
        throw error;
      }
      if (run !== this.#catchUp) return;
      place = store.merge(page.messages, place);
      if (page.complete || !page.last) return store.complete(page.last);
      after = page.last;
    }
    store.forget();
    await this.#newest(run);
  }

  /** XEP-0313 §4, XEP-0059 §2: one page after or before an id. One query at a time. */
  async #page({ before, after }) {
    while (this.#query) await this.#query.done;
    const query = { id: this.#connection.nextId(), messages: [] };
    this.#query = query;
    const set = el(RSM, 'set', null, [
      el(RSM, 'max', null, PAGE),
      before !== undefined && el(RSM, 'before', null, before || null),
      after !== undefined && el(RSM, 'after', null, after),
    ]);
    const asking = this.#connection.iq('set', this.#address, el(MAM, 'query', { queryid: query.id }, set));
    query.done = asking.catch(() => {});
    try {
      const fin = (await asking).child(MAM, 'fin');
      const range = fin.child(RSM, 'set');
      return {
        messages: query.messages,
        complete: fin.attributes.complete === 'true',
        first: range?.child(RSM, 'first')?.text ?? null,
        last: range?.child(RSM, 'last')?.text ?? null,
      };
    } finally {
      this.#query = null;
    }
  }

  #transmit(message) {
    if (this.#store.phase !== 'joined' || !this.#store.upToDate) return; // #read comes back to it
    const { originId, body } = message;
    message.sent = true;
    const stanza = el(CLIENT, 'message', { to: this.#address, type: 'groupchat', id: originId }, [
      el(CLIENT, 'body', null, body),
      el(SID, 'origin-id', { id: originId }),
    ]);
    this.#connection.send(stanza);
  }

  #later(action, wait = AGAIN) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, wait * (0.75 + Math.random() / 2));
  }
}
