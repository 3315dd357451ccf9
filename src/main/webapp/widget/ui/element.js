// The element, with what a reader sees; what it takes to take part comes later, by inside.js.

import { Reader } from '../archive.js';
import { words } from '../i18n.js';
import { line } from '../rich.js';
import { guestToken, siteLogin } from '../login.js';
import { Memory, RoomStore } from '../store.js';
import { Transport } from '../transport.js';
import { Connection } from '../xmpp.js';
import { Foot } from './card.js';
import { fill, h } from './h.js';
import { Log } from './log.js';
import css, { sheet } from './style.js';

const memory = { browser: new Memory(() => localStorage), tab: new Memory(() => sessionStorage) };
const looks = sheet(css);
const BREATH = 300; // milliseconds; who comes and goes in them is counted together

/** Fetches what it takes to take part. A module that did not come is asked for again. */
const prepare = () => import('./inside.js');

/** Elements of a page share them, but for one room twice. */
const connections = new Set();

function borrow(service, domain, lang, login, room, signal) {
  const key = `${service} ${domain}`;
  let shared = [...connections].find((c) => c.key === key && c.login === login && !c.rooms.has(room));
  if (!shared) {
    shared = { key, login, rooms: new Set(), seats: new Set() };
    connections.add(shared);
    connect(shared, service, domain, lang);
  }
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
  return shared;
}

function connect(shared, service, domain, lang) {
  const { key, login } = shared;
  const urls = [service.href.replace('http', 'ws'), new URL('http-bind', service).href];
  const connection = new Connection({
    transport: (listener) => new Transport(urls, memory.tab, listener),
    guest: guestToken(memory.browser, service.host),
    login: () => siteLogin(login),
    ...{ domain, lang },
  });
  shared.connection = connection;
  // What the page before has left
  const saved = memory.tab.get('resume:' + key);
  if (!saved) return;
  memory.tab.set('resume:' + key, null);
  const takeOver = (inside) => inside.takeOver(saved, connection, memory, shared.rooms);
  shared.before = connection.prepared = prepare().then(takeOver).catch(() => null);
}

/**
 * `<mongoose-chat room="lobby">`. What stands inside the tag is for those without script.
 *
 * Attributes: `room` (local part or whole address, else `lobby`), `service` (address of the WebSocket,
 * else beside the script), `domain` (else the service's host, or what the server says), `nick` (goes in
 * at once), `lang` (else the page's), `theme` (`light`, `dark`, else the system's), `login` (where the
 * site says who its visitor is; else, on its own origin, the service). The property `login` may be a
 * function that does it: async () => ({token, username}), or null for a guest.
 *
 * Events: `mongoose-state` (detail: connection, room), `mongoose-message` (nick, guest, staff, body,
 * time, own).
 *
 * Parts: `box`, `header`, `log`, `people`, `composer`. Properties: `--mongoose-` with `height`, `radius`,
 * `font`, and the colours `accent`, `on-accent`, `bg`, `surface`, `text`, `muted`, `border`, `own` and
 * `link`, each also with `-dark`.
 */
export class MongooseChat extends HTMLElement {
  static observedAttributes = ['room', 'service', 'domain', 'nick', 'lang', 'login'];
  static base = import.meta.url;

  #root = this.attachShadow({ mode: 'open' });
  #running = null;
  #chat = null;
  #login = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [looks];
  }

  connectedCallback() {
    if (Object.hasOwn(this, 'login')) {
      // Set before the element was defined, it hides the accessor
      this.#login = this.login;
      delete this.login;
    }
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

  get login() {
    return this.#login;
  }

  set login(login) {
    this.#login = login;
    this.attributeChangedCallback();
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
    service.protocol = service.protocol.replace('ws', 'http');
    const own = service.origin === location.origin && new URL('api/token', service).href;
    const login = this.#login ?? this.getAttribute('login') ?? own;
    const domain = this.getAttribute('domain') ?? service.hostname;
    const name = (this.getAttribute('room') || 'lobby').toLowerCase();

    const store = new RoomStore();
    store.title = name.split('@')[0].replace(/^./u, (letter) => letter.toUpperCase());
    const shared = borrow(service, domain, lang, login, name, signal);
    const { connection } = shared;
    const reader = new Reader(connection, store, memory, name);
    signal.addEventListener('abort', () => reader.close());
    const restart = () => {
      connections.delete(shared);
      this.attributeChangedCallback();
    };
    const chat = { name, memory, signal, store, shared, connection, reader, restart, root: this.#root };
    this.#chat = chat;

    // After a reload or on the next page of the site the visitor is still in
    const before = memory.tab.get('in:' + name);
    const nick = before ?? this.getAttribute('nick');
    if (nick) {
      store.phase = 'joining';
      prepare().catch(() => {});
    }
    const restore = await shared.before;
    if (signal.aborted) return;
    restore?.(chat);
    chat.t = await words(lang);
    if (signal.aborted) return;
    this.#build(chat);
    if (nick) this.#enter(chat, nick, Boolean(before));
  }

  async #enter(chat, nick, again) {
    if (chat.store.phase !== 'joined') chat.store.update({ phase: 'joining', problem: null });
    try {
      const { canBeName, inside } = await prepare();
      if (chat.signal.aborted) return;
      const visitor = inside(chat);
      if (canBeName(nick)) visitor.enter(nick, again);
      else chat.store.update({ problem: 'jid-malformed', ...(chat.store.phase === 'joining' && { phase: 'left' }) });
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
    const title = h('bdi');
    const dot = h('span', { class: 'dot' });
    const status = h('span');
    const subject = h('span', { class: 'subject', dir: 'auto' });
    const bar = h('div', { class: 'bar', role: 'status' });
    chat.header.append(h('div', { class: 'grow' }, h('h2', null, title), h('p', null, dot, status, subject)));
    const box = h('section', { class: 'box', part: 'box' }, chat.header, bar, chat.main, chat.announcer);
    this.#root.replaceChildren(box);

    let wasOnline = false;
    const update = () => {
      const { state } = connection;
      const { phase, me, occupants, crowd } = store;
      const offline = !navigator.onLine;
      const joining = phase === 'joining';
      const fine = state === 'online' && !joining;
      const inside = me && (joining || phase === 'joined');
      const people = inside ? occupants.size : fine ? crowd : null;
      wasOnline ||= state === 'online';
      box.ariaLabel = title.textContent = line(store.title) || name;
      subject.textContent = subject.title = line(store.subject);
      dot.classList.toggle('waiting', !fine);
      // The bar stays while the next attempt runs
      const trying = state === 'connecting' && (wasOnline || bar.firstChild);
      const trouble = state === 'waiting' || trying || (inside && state === 'online' && joining);
      const known = people !== null && (fine || trouble);
      status.textContent = known ? t.people(people) : fine ? t.online : t.states[state];
      const missing = connection.nameless ? t.nameless : wasOnline || me ? t.reconnecting : t.unreachable;
      const text = trouble ? (offline ? t.offline : missing) : '';
      if ((bar.firstChild?.textContent ?? '') !== text) {
        if (!text) chat.announcer.textContent = t.connected;
        const button = () => h('button', { type: 'button', onclick: retry }, t.tryNow);
        bar.replaceChildren();
        if (text) fill(bar, null, [h('span', { class: 'grow' }, text), !offline && button()]);
      }
      chat.foot.update();
      if (phase === 'joined') memory.browser.set('nick', me.nick);
      if (!joining) memory.tab.set('in:' + name, phase === 'joined' ? me.nick : null);
      this.#tell('state', { connection: state, room: phase });
    };
    connection.addEventListener('state', update, { signal });
    store.addEventListener('room', update, { signal });
    let counting = 0;
    const count = () => {
      counting = 0;
      update();
    };
    store.addEventListener('people', () => (counting ||= setTimeout(count, BREATH)), { signal });
    store.addEventListener('said', ({ detail: { nick, guest, staff, body, time, own = false } }) => {
      this.#tell('message', { nick, guest, staff, body, time, own });
    });
    addEventListener('online', retry, { signal });
    addEventListener('offline', () => connection.cut(), { signal });
    // Timers in the background are slow: who looks again need not wait
    document.addEventListener('visibilitychange', () => document.hidden || retry(), { signal });
    update();
    chat.log.draw();
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent('mongoose-' + what, { detail, bubbles: true, composed: true }));
  }
}
