// Reading a room: where it is, what it is called, and what was said there (XEP-0313). Taking part is
// for muc.js.

import { el } from './xml.js';
import { bare, CLIENT, resource, StanzaError } from './xmpp.js';

const DISCO = 'http://jabber.org/protocol/disco#';
const ITEMS = DISCO + 'items';
const INFO = DISCO + 'info';
const MAM = 'urn:xmpp:mam:2';
const RSM = 'http://jabber.org/protocol/rsm';
const DELAY = 'urn:xmpp:delay';
const SID = 'urn:xmpp:sid:0';
const OCCUPANT = 'urn:xmpp:occupant-id:0';
const HATS = 'urn:xmpp:hats:0';
const HAT = 'https://mongoose.chat/hats#';

const PAGE = 50; // messages
const FEW = 10; // of them are to be shown; a page may hold less, since what has no body is archived too
const TRIES = 10; // pages
const AGAIN = 5_000; // milliseconds
const SERVICES = 30; // that are asked

/** What was said, or null. */
export function readMessage(stanza, room, time) {
  const { from = '', type } = stanza.attributes;
  const body = stanza.child(CLIENT, 'body');
  if (type !== 'groupchat' || bare(from) !== room || !body) return null;
  const delay = stanza.all(DELAY).find((d) => d.attributes.from === room);
  return {
    // XEP-0359 §5: only the room itself may say what its ids are
    id: stanza.all(SID, 'stanza-id').find((s) => s.attributes.by === room)?.attributes.id ?? null,
    originId: stanza.child(SID, 'origin-id')?.attributes.id ?? null,
    occupantId: occupantId(stanza),
    nick: resource(from),
    ...ranks(stanza),
    body: body.text,
    time: time || Date.parse(delay?.attributes.stamp) || Date.now(),
  };
}

/** The message in a result, or null: only the archive itself has results (XEP-0313 §8). */
export function readResult(stanza, room) {
  const result = stanza.child(MAM, 'result');
  if (!result || stanza.attributes.from !== room) return null;
  const forwarded = result.child('urn:xmpp:forward:0');
  const said = forwarded?.child(CLIENT, 'message');
  const message = said && readMessage(said, room, Date.parse(forwarded.child(DELAY)?.attributes.stamp));
  return message && { ...message, id: result.attributes.id };
}

export const occupantId = (stanza) => stanza.child(OCCUPANT)?.attributes.id ?? null;

/** XEP-0317: what the room says of who sent it, a guest, or one of its staff; no one else can say it. */
export function ranks(stanza) {
  const hats = (stanza.child(HATS)?.elements ?? []).map((hat) => hat.attributes.uri);
  const wears = (...names) => names.some((name) => hats.includes(HAT + name));
  return { guest: wears('guest'), staff: wears('owner', 'admin', 'moderator') };
}

/** XEP-0045 §6.1: the first service that is for text conferences. */
export async function findRooms(connection) {
  const ask = async (to, ns) => (await connection.iq('get', to, el(ns, 'query'))).child(ns);
  const items = (await ask(connection.domain, ITEMS)).all(ITEMS, 'item').slice(0, SERVICES);
  const answers = items.map(async ({ attributes: { jid } }) => {
    const info = await ask(jid, INFO).catch(() => null); // no answer: not the one
    const isText = ({ attributes: { category, type } }) => category === 'conference' && type === 'text';
    return info?.all(INFO, 'identity').some(isText) && jid;
  });
  for (const answer of answers) if (await answer) return answer;
  throw new StanzaError(...(connection.state === 'online' ? ['item-not-found', 'cancel'] : ['disconnected']));
}

/** A room from outside. A `visitor` who takes part is told of everything. */
export class Reader {
  address = null;
  visitor = null;

  #connection;
  #store;
  #memory;
  #name;
  #run = 0;
  #jid = null; // of the session that it reads in
  #queries = new Map();
  #timer = 0;

  constructor(connection, store, memory, name) {
    this.#connection = connection;
    this.#store = store;
    this.#memory = memory;
    this.#name = name;
    connection.addEventListener('state', this.#changed);
    this.#changed();
  }

  close() {
    this.#connection.removeEventListener('state', this.#changed);
    clearTimeout(this.#timer);
    this.#connection.forget(this.address);
  }

  /** Does one thing in a while, unless the connection goes first. */
  later(action, wait = AGAIN) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, wait * (0.75 + Math.random() / 2));
  }

  /** Reads what was said since the newest known message, or else the newest page. */
  async read() {
    const run = ++this.#run;
    const store = this.#store;
    const current = () => run === this.#run;
    try {
      await (store.newest && this.visitor ? this.visitor.fillGap(current) : this.newest(current));
    } catch ({ condition, type }) {
      if (!current() || condition === 'disconnected') return;
      if (type === 'wait') return this.later(() => this.read());
      store.complete(); // no archive, or not for us
    }
    if (!current()) return;
    store.update({ loaded: true });
    this.visitor?.read();
  }

  /** What is on its way comes too late. */
  interrupt() {
    this.#run++;
    this.#store.upToDate = false;
  }

  /** Reads what was said before the oldest known message, if fewer than some were found just now. */
  async older(found = 0) {
    const store = this.#store;
    if (store.loadingOlder || !store.hasMore || !this.address || found >= FEW) return;
    store.update({ loadingOlder: true });
    try {
      for (let tries = 0; store.hasMore && found < FEW && tries < TRIES; tries++) found += await this.#pageBefore(store.oldest);
    } catch ({ type }) {
      store.hasMore = type === 'wait';
    }
    store.update({ loadingOlder: false });
  }

  /** Goes on where the page before was. */
  restore(address) {
    this.address = address;
    this.#jid = this.#connection.jid;
    this.#listen();
  }

  #changed = () => {
    const { jid, state } = this.#connection;
    if (this.#jid && jid !== this.#jid) this.#lose();
    if (state !== 'online') return;
    if (!this.#jid) {
      this.#jid = jid;
      this.#arrive();
    } else if (this.address && !this.#store.upToDate) {
      this.read();
    }
  };

  #lose() {
    clearTimeout(this.#timer);
    this.#jid = this.address = null;
    this.interrupt();
    this.visitor?.lose();
  }

  #listen() {
    this.#connection.listen(this.address, (stanza) => this.#receive(stanza));
  }

  async #arrive() {
    try {
      this.address = this.#name.includes('@') ? this.#name : `${this.#name}@${await this.#service()}`;
    } catch ({ type }) {
      if (!this.#jid) return;
      if (type === 'wait') return this.later(() => this.#arrive());
      return this.#store.update({ phase: 'left', problem: 'no-rooms' });
    }
    this.#listen();
    this.#describe();
    if (this.visitor) this.visitor.arrive();
    else this.read();
  }

  async #service() {
    const key = 'rooms:' + this.#connection.domain;
    const service = this.#memory.tab.get(key) ?? (await findRooms(this.#connection));
    this.#memory.tab.set(key, service);
    return service;
  }

  /** XEP-0045 §6.4: name and number of occupants. */
  async #describe() {
    const answer = await this.#connection.iq('get', this.address, el(INFO, 'query')).catch(() => null);
    const info = answer?.child(INFO);
    const fields = info?.child('jabber:x:data')?.elements ?? [];
    const number = fields.find((f) => f.attributes.var === 'muc#roominfo_occupants')?.elements[0]?.text;
    const name = info?.child(INFO, 'identity')?.attributes.name;
    // a room without a title is called by its address, which we show with a capital
    const title = name && name !== this.address.split('@')[0] ? name : this.#store.title;
    this.#store.update({ title, crowd: number ? Number(number) : null });
  }

  #receive(stanza) {
    const queryId = stanza.child(MAM, 'result')?.attributes.queryid;
    if (queryId === undefined) return this.visitor?.receive(stanza);
    const message = readResult(stanza, this.address);
    if (message) this.#queries.get(queryId)?.push(message);
  }

  async newest(current) {
    const store = this.#store;
    const page = await this.page('before');
    if (!current()) return;
    if (!this.visitor) store.forget(); // nobody waits for what was between
    store.hasMore = !page.complete;
    store.oldest = page.first;
    store.merge(page.messages);
    store.complete(page.last);
    this.older(page.messages.length);
  }

  /** How many messages came, or enough if the log began anew meanwhile. */
  async #pageBefore(oldest) {
    const store = this.#store;
    const page = await this.page('before', oldest);
    if (store.oldest !== oldest) return FEW;
    store.hasMore = !page.complete && Boolean(page.first);
    store.oldest = page.first ?? oldest;
    store.merge(page.messages);
    return page.messages.length;
  }

  /** XEP-0313 §4, XEP-0059 §2: a page before or after an id, or the last one. */
  async page(where, id) {
    const queryid = this.#connection.nextId();
    const messages = [];
    this.#queries.set(queryid, messages);
    const set = el(RSM, 'set', null, el(RSM, 'max', null, PAGE), el(RSM, where, null, id));
    const asking = this.#connection.iq('set', this.address, el(MAM, 'query', { queryid }, set));
    const fin = (await asking.finally(() => this.#queries.delete(queryid))).child(MAM);
    const end = (name) => fin.child(RSM)?.child(RSM, name)?.text;
    return { messages, complete: fin.attributes.complete === 'true', first: end('first'), last: end('last') };
  }
}
