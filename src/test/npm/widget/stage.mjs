// A stage for conversations: the widget's real connection and room, over a transport that a test
// speaks into. `client sends` is awaited by content, as order between stanzas may not be promised.

import assert from 'node:assert/strict';
import { Reader } from '../../../main/webapp/widget/archive.js';
import { Visitor } from '../../../main/webapp/widget/muc.js';
import { Outbox } from '../../../main/webapp/widget/outbox.js';
import { RoomStore } from '../../../main/webapp/widget/store.js';
import { parse } from '../../../main/webapp/widget/xml.js';
import { Connection } from '../../../main/webapp/widget/xmpp.js';
import { remembering } from './memory.mjs';

export const ROOM = 'lobby@conference.localhost';
const FEATURES = (inner) =>
  `<stream:features xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'>${inner}</stream:features>`;
export const mechanisms = (...names) =>
  FEATURES(
    `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>` +
      `${names.map((name) => `<mechanism>${name}</mechanism>`).join('')}</mechanisms>`,
  );
export const ANONYMOUS = mechanisms('ANONYMOUS');
const BIND = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>`;
const MANAGED = `${BIND}<sm xmlns='urn:xmpp:sm:3'/><csi xmlns='urn:xmpp:csi:0'/>`;
export const SUCCESS = `<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`;

/** Lets everything run that only waits for promises. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

export class Stage {
  transports = [];

  /** @param managed whether the server knows XEP-0198 and XEP-0352 */
  constructor({ managed = false, memory, ...options } = {}) {
    this.features = FEATURES(managed ? MANAGED : BIND);
    this.memory = memory ?? remembering();
    const transport = (listener) => {
      const made = new ScriptedTransport(listener);
      this.transports.push(made);
      return made;
    };
    this.connection = new Connection({ transport, domain: 'localhost', ...options });
  }

  /** The transport that is in use. */
  get wire() {
    return this.transports.at(-1);
  }

  /** Goes through login and bind, as far as the client asks for it. */
  async online(number = 1) {
    await this.loggedIn();
    const bind = this.sent((s) => s.child('urn:ietf:params:xml:ns:xmpp-bind'));
    await this.answers(bind, `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>guest-${number}@localhost/r</jid></bind>`);
  }

  /** Goes on until the features after the login. */
  async loggedIn() {
    this.wire.opened('localhost');
    await this.receives(ANONYMOUS);
    this.sent((s) => s.name === 'auth');
    await this.receives(SUCCESS);
    await this.receives(this.features);
  }

  /** Somebody before a room, who may go in. */
  visitor(name = ROOM) {
    this.store = new RoomStore();
    this.outbox = new Outbox(this.store, this.memory, name);
    this.reader = new Reader(this.connection, this.store, this.memory, name);
    return new Visitor(this.connection, this.reader, this.store, this.outbox);
  }

  async receives(xml) {
    this.wire.receive(xml);
    await settle();
  }

  async answers(request, payload, type = 'result') {
    const { id, to } = request.attributes;
    const from = to ? `from='${to}'` : '';
    await this.receives(`<iq xmlns='jabber:client' type='${type}' id='${id}' ${from}>${payload}</iq>`);
  }

  async refuses(request, condition, type = 'cancel') {
    const ns = 'urn:ietf:params:xml:ns:xmpp-stanzas';
    const { id, to } = request.attributes;
    const error = `<error type='${type}'><${condition} xmlns='${ns}'/></error>`;
    await this.receives(`<${request.name} xmlns='jabber:client' type='error' id='${id}' from='${to}'>${error}</${request.name}>`);
  }

  /** Takes the first sent element that fits; fails if there is none. */
  sent(fits) {
    const at = this.wire.sent.findIndex(fits);
    assert.notEqual(at, -1, `not among what was sent:\n${this.wire.sent.join('\n')}`);
    return this.wire.sent.splice(at, 1)[0];
  }

  notSent(fits) {
    assert.equal(this.wire.sent.find(fits), undefined);
  }

  sentJoin = () => this.sent((s) => s.name === 'presence' && !s.attributes.type);
  sentQuery = () => this.sent((s) => s.child('urn:xmpp:mam:2', 'query'));
  sentMessage = () => this.sent((s) => s.name === 'message');

  async present(nick, { codes = [], role = 'participant', affiliation = 'none', type, item = '', extra = '' } = {}) {
    const status = codes.map((c) => `<status code='${c}'/>`).join('');
    await this.receives(
      `<presence xmlns='jabber:client' from='${ROOM}/${nick}' ${type ? `type='${type}'` : ''}>` +
        `<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='${affiliation}' role='${role}' ${item}/>${status}</x>` +
        `<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o-${nick}'/>${extra}</presence>`,
    );
  }

  async says(nick, body, id, { origin, by = ROOM } = {}) {
    await this.receives(message(nick, body, id, { origin, by }));
  }

  /** A page of the archive: [id, nick, body, origin?] each. */
  async archive(query, messages, { complete = true } = {}) {
    const queryId = query.child('urn:xmpp:mam:2').attributes.queryid;
    for (const [id, nick, body, origin] of messages) {
      await this.receives(
        `<message xmlns='jabber:client' from='${ROOM}'><result xmlns='urn:xmpp:mam:2' queryid='${queryId}' id='${id}'>` +
          `<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-23T10:00:00Z'/>` +
          `${message(nick, body, null, { origin })}</forwarded></result></message>`,
      );
    }
    const range = messages.length
      ? `<first index='0'>${messages[0][0]}</first><last>${messages.at(-1)[0]}</last>`
      : '';
    await this.answers(
      query,
      `<fin xmlns='urn:xmpp:mam:2' complete='${complete}'><set xmlns='http://jabber.org/protocol/rsm'>${range}</set></fin>`,
    );
  }

  /** What is to be seen, in its order. */
  get log() {
    return [...this.store.messages, ...this.outbox.messages];
  }

  get shown() {
    return this.log.map((m) => m.body);
  }
}

export function message(nick, body, id, { origin, by = ROOM } = {}) {
  return (
    `<message xmlns='jabber:client' type='groupchat' from='${ROOM}/${nick}'><body>${body}</body>` +
    (origin ? `<origin-id xmlns='urn:xmpp:sid:0' id='${origin}'/>` : '') +
    (id ? `<stanza-id xmlns='urn:xmpp:sid:0' by='${by}' id='${id}'/>` : '') +
    `<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o-${nick}'/></message>`
  );
}

class ScriptedTransport {
  sent = [];
  to = null;
  #listener;
  #closed = false;

  constructor(listener) {
    this.#listener = listener;
  }

  open(to) {
    this.to = to;
  }

  restart(to) {
    this.to = to;
    this.opened(to);
  }

  /** As on the wire: what is sent was written, and is read again. */
  send(element) {
    this.sent.push(parse(element.toString()));
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.closed();
  }

  abort() {
    this.close();
  }

  opened(from) {
    this.#listener.opened(from);
  }

  receive(xml) {
    this.#listener.received(parse(xml));
  }

  skip(xml) {
    this.#listener.skipped(xml, new Error('a fault'));
  }
}
