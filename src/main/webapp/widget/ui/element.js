// The element, with what a reader sees; what it takes to take part comes later, by inside.js.

import { Reader } from '../archive.js';
import { words } from '../i18n.js';
import { plain } from '../rich.js';
import { Memory, RoomStore } from '../store.js';
import { WebSocketTransport } from '../transport.js';
import { Connection } from '../xmpp.js';
import { Foot } from './card.js';
import { h } from './h.js';
import { Log } from './log.js';
import css, { sheet } from './style.js';

const memory = { browser: new Memory(() => localStorage), tab: new Memory(() => sessionStorage) };
const looks = sheet(css);

/** Fetches what it takes to take part. A module that did not come is asked for again. */
const prepare = () => import('./inside.js');

/** Elements of a page share them, but for one room twice. */
const connections = new Set();

function borrow(service, domain, lang, room, signal) {
  const key = `${service} ${domain}`;
  const transport = (listener) => new WebSocketTransport(service, listener);
  const shared =
    [...connections].find((c) => c.key === key && !c.rooms.has(room)) ??
    { key, rooms: new Set(), connection: new Connection({ transport, domain, lang }) };
  connections.add(shared);
  shared.rooms.add(room);
  shared.connection.start();
  signal.addEventListener('abort', () => {
    shared.rooms.delete(room);
    // An element that begins anew, with another attribute, takes it at once
    setTimeout(() => {
      if (shared.rooms.size) return;
      connections.delete(shared);
      shared.connection.stop();
    });
  });
  return shared.connection;
}

/**
 * `<mongoose-chat room="lobby">`. What stands inside the tag is for those without script.
 *
 * Attributes: `room` (local part or whole address, else `lobby`), `service` (address of the WebSocket,
 * else beside the script), `domain` (else the service's host, or what the server says), `nick` (goes in
 * at once), `lang` (else the page's), `theme` (`light`, `dark`, else the system's).
 *
 * Events: `mongoose-state` (detail: connection, room), `mongoose-message` (nick, body, time, own).
 *
 * Parts: `box`, `header`, `log`, `people`, `composer`. Properties: `--mongoose-` with `height`, `radius`,
 * `font`, and the colours `accent`, `on-accent`, `bg`, `surface`, `text`, `muted`, `border`, `own` and
 * `link`, each also with `-dark`.
 */
export class MongooseChat extends HTMLElement {
  static observedAttributes = ['room', 'service', 'domain', 'nick', 'lang'];
  static base = import.meta.url;

  #root = this.attachShadow({ mode: 'open' });
  #running = null;
  #chat = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [looks];
  }

  connectedCallback() {
    if (!this.#running) this.#start();
  }

  disconnectedCallback() {
    // Moved within the page, it is back at once, and should not leave the room for that
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  attributeChangedCallback() {
    if (!this.#running) return;
    this.#stop();
    this.#start();
  }

  focus() {
    this.#chat?.foot?.focus();
  }

  #stop() {
    this.#running?.abort();
    this.#running = this.#chat = null;
  }

  async #start() {
    this.#running = new AbortController();
    const { signal } = this.#running;
    const lang = this.closest('[lang]')?.lang || navigator.language;
    const service = new URL(this.getAttribute('service') ?? 'xmpp-websocket', MongooseChat.base);
    service.protocol = service.protocol.replace('http', 'ws');
    const domain = this.getAttribute('domain') ?? service.hostname;
    const name = (this.getAttribute('room') || 'lobby').toLowerCase();

    const store = new RoomStore();
    store.title = name.split('@')[0].replace(/^./u, (letter) => letter.toUpperCase());
    const connection = borrow(service.href, domain, lang, name, signal);
    const reader = new Reader(connection, store, memory, name);
    signal.addEventListener('abort', () => reader.close());
    const chat = { name, memory, signal, store, connection, reader, root: this.#root };
    this.#chat = chat;

    // After a reload or on the next page of the site the visitor is still in
    const before = memory.tab.get('in:' + name);
    const nick = before ?? this.getAttribute('nick');
    if (nick) {
      store.phase = 'joining';
      prepare().catch(() => {});
    }
    chat.t = await words(lang);
    if (signal.aborted) return;
    this.#build(chat);
    if (nick) this.#enter(chat, nick, Boolean(before));
  }

  async #enter(chat, nick, again) {
    chat.store.update({ phase: 'joining', problem: null });
    try {
      const { inside } = await prepare();
      if (!chat.signal.aborted) inside(chat).enter(nick, again);
    } catch {
      chat.store.update({ phase: 'left', problem: 'other' });
    }
  }

  #build(chat) {
    const { connection, memory, name, signal, store, t } = chat;
    const retry = () => connection.start();
    const actions = {
      enter: (name) => this.#enter(chat, name),
      prepare: () => prepare().catch(() => {}),
      retry,
    };
    const nick = memory.browser.get('nick') ?? '';
    chat.log = new Log(store, t, () => chat.reader.older(), signal);
    chat.foot = new Foot(chat, actions, nick);
    chat.announcer = h('p', { class: 'unseen', role: 'status' });
    chat.column = h('div', { class: 'column' }, chat.log.element, chat.foot.element);
    chat.header = h('header', { part: 'header' });
    chat.main = h('div', { class: 'main' }, chat.column);
    const title = h('h2');
    const dot = h('span', { class: 'dot' });
    const status = h('span');
    const subject = h('span', { class: 'subject', dir: 'auto' });
    const bar = h('div', { class: 'bar', role: 'status' });
    chat.header.append(h('div', { class: 'grow' }, title, h('p', null, dot, status, subject)));
    const box = h('section', { class: 'box', part: 'box' }, chat.header, bar, chat.main, chat.announcer);
    this.#root.replaceChildren(box);

    let wasOnline = false;
    const update = () => {
      const { state } = connection;
      const { phase, me, occupants, crowd } = store;
      const joining = phase === 'joining';
      const fine = state === 'online' && !joining;
      const inside = me && (joining || phase === 'joined');
      const people = inside ? occupants.size : fine ? crowd : null;
      wasOnline ||= state === 'online';
      box.ariaLabel = title.textContent = plain(store.title);
      subject.textContent = subject.title = plain(store.subject);
      dot.classList.toggle('waiting', !fine);
      status.textContent = people !== null ? t.people(people) : fine ? t.online : t.states[state];
      // The bar stays while the next attempt runs
      const trying = state === 'connecting' && (wasOnline || bar.firstChild);
      const trouble = state === 'waiting' || trying || (inside && state === 'online' && joining);
      const text = trouble ? (wasOnline ? t.reconnecting : t.unreachable) : '';
      if (bar.textContent !== (text && text + t.tryNow)) {
        const button = () => h('button', { type: 'button', onclick: retry }, t.tryNow);
        bar.replaceChildren(...(text ? [h('span', { class: 'grow' }, text), button()] : []));
      }
      chat.foot.update();
      if (phase === 'joined') memory.browser.set('nick', me.nick);
      if (!joining) memory.tab.set('in:' + name, phase === 'joined' ? me.nick : null);
      this.#tell('state', { connection: state, room: phase });
    };
    connection.addEventListener('state', update, { signal });
    store.addEventListener('room', update, { signal });
    store.addEventListener('people', update, { signal });
    store.addEventListener('said', ({ detail: { nick, body, time, own = false } }) => {
      this.#tell('message', { nick, body, time, own });
    });
    addEventListener('online', retry, { signal });
    // Timers in the background are slow: who looks again need not wait
    document.addEventListener('visibilitychange', () => document.hidden || retry(), { signal });
    update();
    chat.log.draw();
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent('mongoose-' + what, { detail, bubbles: true, composed: true }));
  }
}
