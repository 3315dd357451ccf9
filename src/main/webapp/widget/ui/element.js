// The element: its attributes, its events, and which parts make it. Rooms and streams are elsewhere.

import { words } from '../i18n.js';
import { Memory } from '../memory.js';
import { Room } from '../muc.js';
import { RoomStore } from '../store.js';
import { WebSocketTransport } from '../transport.js';
import { Connection } from '../xmpp.js';
import { Footer } from './footer.js';
import { Frame } from './frame.js';
import { Log } from './log.js';
import { People } from './people.js';
import css from './style.js';

const memory = { browser: new Memory(() => localStorage), tab: new Memory(() => sessionStorage) };
const darkness = matchMedia('(prefers-color-scheme: dark)');
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Connections by service and domain: the elements of a page share them. */
const connections = new Map();

function borrow(service, domain, lang) {
  const key = `${service} ${domain}`;
  if (!connections.has(key)) {
    const transport = (listener) => new WebSocketTransport(service, listener);
    connections.set(key, { connection: new Connection({ transport, domain, lang }), users: 0 });
  }
  const shared = connections.get(key);
  if (!shared.users++) shared.connection.start();
  const giveBack = () => {
    if (--shared.users) return;
    connections.delete(key);
    shared.connection.stop();
  };
  return { connection: shared.connection, giveBack };
}

/**
 * A chat room in a page: `<mongoose-chat room="lobby"></mongoose-chat>`. What stands inside the tag
 * is what people see who have no script.
 *
 * Attributes:
 * - `room`: local part of the room, or its whole address; `lobby` if left out
 * - `service`: address of the WebSocket; if left out, `xmpp-websocket` beside the script
 * - `domain`: XMPP domain, if it is neither the service's host nor the one that the server names
 * - `nick`: name to go in under at once; if left out, the visitor is asked
 * - `lang`: language of the words; if left out, that of the page
 * - `theme`: `light`, `dark` or `auto`, the default: what the visitor's system says
 *
 * Events: `mongoose-state` when connection or room changed (detail: `connection`, `room`), and
 * `mongoose-message` for what is said while the visitor is in (detail: `nick`, `body`, `time`, `own`).
 *
 * Parts: `box`, `header`, `log`, `people`, `composer`.
 *
 * Custom properties: `--mongoose-height`, `-radius`, `-font`, and the colours `-accent`, `-on-accent`,
 * `-bg`, `-surface`, `-text`, `-muted`, `-border`, `-own`, `-link`, each also with `-dark` at its end.
 */
export class MongooseChat extends HTMLElement {
  static observedAttributes = ['room', 'service', 'domain', 'nick', 'lang', 'theme'];
  /** Where the script came from: the service is beside it. */
  static base = import.meta.url;

  #root = this.attachShadow({ mode: 'open' });
  #chat = null;
  #view = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    // Moved within the page, it is back at once, and should not leave the room for that
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#chat || before === now) return;
    if (name === 'theme') return this.#theme();
    this.#stop();
    this.#start();
  }

  /** Moves the focus to where something can be entered. */
  focus() {
    this.#view?.footer.focus();
  }

  async #start() {
    if (this.#chat) return;
    const lang = this.closest('[lang]')?.lang || navigator.language;
    const chat = this.#open(lang);
    this.#chat = chat;
    const t = await words(lang);
    if (chat === this.#chat) this.#show(t);
  }

  /** Begins to connect, and goes in if the name is known. */
  #open(lang) {
    const service = new URL(this.getAttribute('service') ?? 'xmpp-websocket', MongooseChat.base);
    service.protocol = service.protocol.replace(/^http/, 'ws');
    const domain = this.getAttribute('domain') ?? service.hostname;
    const name = (this.getAttribute('room') || 'lobby').toLowerCase();
    const local = name.split('@')[0];

    const store = new RoomStore(memory, name);
    store.title = local.charAt(0).toUpperCase() + local.slice(1);
    const { connection, giveBack } = borrow(service.href, domain, lang);
    const room = new Room(connection, store, memory, name);
    // After a reload or on the next page of the site the visitor is still in
    const before = memory.tab.get('in:' + name);
    const nick = before ?? this.getAttribute('nick');
    if (nick) room.enter(nick, { again: Boolean(before) });

    connection.addEventListener('state', this.#changed);
    store.addEventListener('room', this.#changed);
    store.addEventListener('people', this.#changed);
    store.addEventListener('messages', this.#changed);
    store.addEventListener('said', this.#said);
    addEventListener('online', this.#retry);
    document.addEventListener('visibilitychange', this.#returned);
    return { name, store, connection, room, giveBack };
  }

  #show(t) {
    const { name, room, store } = this.#chat;
    const remembered = {
      name: memory.browser.get('nick') ?? '',
      draft: memory.tab.get('draft:' + name) ?? '',
      onDraft: (text) => memory.tab.set('draft:' + name, text || null),
    };
    const footer = new Footer(this.#chat, t, {
      enter: (nick) => room.enter(nick),
      say: (body) => {
        room.say(body);
        log.spoke();
      },
      retry: this.#retry,
    }, remembered);
    const log = new Log(store, t, {
      older: () => room.older(),
      retry: (message) => room.retry(message),
      discard: (message) => store.discard(message),
      announce: (text) => frame.announce(text),
    });
    const people = new People(store, t, {
      rename: () => {
        if (frame.narrow) frame.showPeople(false);
        footer.rename();
      },
      close: () => frame.showPeople(false),
    });
    const parts = { log: log.element, people: people.element, foot: footer.element, retry: this.#retry };
    const frame = new Frame(this.#chat, t, parts);
    this.#view = { footer, frame, log, people };
    this.#root.replaceChildren(frame.element);
    darkness.addEventListener('change', this.#theme);
    this.#theme();
    this.#changed();
    log.draw();
  }

  #stop() {
    if (!this.#chat) return;
    const { connection, giveBack, room } = this.#chat;
    connection.removeEventListener('state', this.#changed);
    removeEventListener('online', this.#retry);
    document.removeEventListener('visibilitychange', this.#returned);
    darkness.removeEventListener('change', this.#theme);
    room.leave();
    giveBack();
    this.#view?.log.remove();
    this.#view?.people.remove();
    this.#view?.frame.remove();
    this.#chat = this.#view = null;
    this.#root.replaceChildren();
  }

  #retry = () => this.#chat.connection.retry();

  /** The timers of a page in the background are slow: who looks at it again need not wait. */
  #returned = () => {
    if (!document.hidden) this.#retry();
  };

  #theme = () => {
    const theme = this.getAttribute('theme');
    const dark = theme === 'dark' || (theme !== 'light' && darkness.matches);
    this.#view?.frame.element.classList.toggle('dark', dark);
  };

  #changed = (event) => {
    const chat = this.#chat;
    if (!chat || (event && event.target !== chat.store && event.target !== chat.connection)) return;
    this.#remember(chat);
    this.#view?.frame.update();
    this.#view?.footer.update();
    if (event && ['room', 'state'].includes(event.type)) this.#tell(chat);
  };

  #remember({ name, store: { phase, me } }) {
    if (phase === 'joined') {
      memory.browser.set('nick', me.nick);
      memory.tab.set('in:' + name, me.nick);
    } else if (phase !== 'joining') {
      memory.tab.set('in:' + name, null);
    }
  }

  #tell({ store, connection }) {
    const detail = { connection: connection.state, room: store.phase };
    this.dispatchEvent(new CustomEvent('mongoose-state', { detail, bubbles: true, composed: true }));
  }

  #said = ({ detail: { nick, body, time, own } }) => {
    const detail = { nick, body, time, own };
    this.dispatchEvent(new CustomEvent('mongoose-message', { detail, bubbles: true, composed: true }));
  };
}
