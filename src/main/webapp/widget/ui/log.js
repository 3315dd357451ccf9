// The messages of a room: drawn from the store, kept at the end while the reader is there, and kept
// still while he reads further up.

import { isEmoji, plain, rich } from '../rich.js';
import { avatar, h, icon, tint } from './h.js';

/** Pixels from an end that count as being there. */
const NEAR = 60;
/** Milliseconds after which the same speaker gets his name over a message again. */
const PAUSE = 5 * 60_000;
/** Milliseconds in which what comes is announced together. */
const BREATH = 1_000;
/** Characters of a message that are read out by themselves. */
const READ_OUT = 200;

/** actions: older(), retry(message), discard(message); announce(text) */
export class Log {
  element;

  #store;
  #t;
  #actions;
  #log;
  #jump;
  #nodes = new Map();
  #frame = 0;
  #atEnd = true;
  #begun = false;
  #read = null;
  #newFrom = null;
  #announced = null;
  #breath = 0;
  #resized = new ResizeObserver(() => this.#atEnd && this.toEnd());
  #time;
  #day;

  constructor(store, t, actions) {
    this.#store = store;
    this.#t = t;
    this.#actions = actions;
    // 10:05 or 10:05 AM is a matter of the reader's country, as far as it speaks this language
    const locale = navigator.languages.find((l) => l.startsWith(t.lang)) ?? t.lang;
    this.#time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    this.#day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    // Live, a screen reader would read history and moved messages too: `announce` says what is new
    this.#log = h('div', {
      class: 'log',
      role: 'log',
      'aria-live': 'off',
      tabindex: '0',
      onscroll: () => this.#scrolled(),
      onkeydown: (event) => this.#walk(event),
    });
    this.#jump = h('button', { class: 'jump', type: 'button', hidden: true, onclick: () => this.toEnd() });
    this.#log.part = 'log';
    this.element = h('div', { class: 'reading' }, this.#log, this.#jump);
    store.addEventListener('messages', this.draw);
    store.addEventListener('people', this.draw);
    store.addEventListener('room', this.draw);
    document.addEventListener('visibilitychange', this.draw);
    this.#resized.observe(this.#log);
  }

  /** Lets go of everything outside of itself. */
  remove() {
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#breath);
    document.removeEventListener('visibilitychange', this.draw);
    for (const what of ['messages', 'people', 'room']) this.#store.removeEventListener(what, this.draw);
  }

  /** Draws before the next frame, once for all that changed. */
  draw = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  };

  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#atEnd = true;
    this.draw();
  }

  /** The reader has spoken, so he has read. */
  spoke() {
    this.#newFrom = null;
    this.toEnd();
  }

  #draw() {
    if (this.#atEnd) this.#store.trim();
    this.#notice();
    this.#log.setAttribute('aria-label', this.#t.log(this.#store.title));
    this.#log.setAttribute('aria-busy', String(!this.#store.loaded));

    const still = this.#atEnd ? null : this.#topmost();
    this.#reconcile(this.#rows());
    const there = this.#nodes.get(still?.key);
    if (this.#atEnd) this.#log.scrollTop = this.#log.scrollHeight;
    else if (there) this.#log.scrollTop += topOf(there.node) - still.top;
  }

  /** Finds out what the reader has not seen, shows how much it is, and has it announced. */
  #notice() {
    const { messages, loaded } = this.#store;
    const last = messages.at(-1) ?? null;
    if (!loaded) return;
    if (!this.#begun) this.#read = this.#announced = last;
    this.#begun = true;
    const unseen = this.#since(this.#read);
    const seeing = this.#atEnd && !document.hidden;
    if (unseen.length && !seeing && this.#newFrom?.after !== this.#read) {
      this.#newFrom = { key: unseen[0].key, after: this.#read };
    }
    if (seeing) this.#read = last;
    this.#jump.hidden = this.#atEnd;
    const label = unseen.length ? this.#t.jump(unseen.length) : this.#t.toNewest;
    if (this.#jump.textContent !== `↓ ${label}`) {
      this.#jump.replaceChildren(h('span', { 'aria-hidden': 'true' }, '↓ '), label);
    }
    this.#breath ||= setTimeout(() => this.#speak(), BREATH);
  }

  #since(message) {
    const { messages } = this.#store;
    return messages.slice(messages.indexOf(message) + 1).filter((m) => !m.own);
  }

  #speak() {
    this.#breath = 0;
    const unheard = this.#since(this.#announced);
    this.#announced = this.#store.messages.at(-1) ?? null;
    if (!unheard.length) return;
    const [{ nick, body }] = unheard;
    const said = () => this.#t.said(plain(nick || this.#store.title), plain(body).slice(0, READ_OUT));
    this.#actions.announce(unheard.length === 1 ? said() : this.#t.jump(unheard.length));
  }

  /** What is to be seen, from top to end: {key, looks, make}. Same key and looks: same node. */
  #rows() {
    const rows = [this.#topRow()];
    let day = null;
    let before = null;
    for (const message of this.#store.log) {
      const date = new Date(message.time).toDateString();
      if (date !== day) {
        const label = this.#dayName(message.time);
        rows.push({ key: 'day ' + date, looks: label, make: () => separator('day', label) });
        before = null;
      }
      if (message.key === this.#newFrom?.key) {
        const label = this.#t.newMessages;
        rows.push({ key: 'new', looks: label, make: () => separator('day new', label) });
        before = null;
      }
      rows.push(this.#messageRow(message, before));
      day = date;
      before = message;
    }
    return rows;
  }

  #topRow() {
    const { hasMore, loaded, loadingOlder, log, phase, title } = this.#store;
    const t = this.#t;
    if (loadingOlder) return note('loading', t.loadingOlder);
    if (hasMore) {
      const make = () => h('button', { class: 'older', type: 'button', onclick: this.#actions.older }, t.loadOlder);
      return { key: 'more', looks: '', make };
    }
    if (!loaded) return note('nothing', '');
    if (!log.length) return note('empty', phase === 'joined' ? t.empty : '');
    return note('beginning', t.beginning(title));
  }

  #messageRow(message, before) {
    const { key, nick, time, own, state, error } = message;
    const first = !before || before.nick !== nick || before.own !== own || time - before.time > PAUSE;
    const mod = first && this.#store.isModerator(message);
    const me = this.#store.me?.nick;
    const offline = state === 'pending' && this.#store.phase !== 'joined';
    const looks = [first, mod, own, state, error, offline, own ? '' : me].join();
    return { key, looks, make: () => this.#message(message, { first, mod, me, offline }) };
  }

  #message(message, { first, mod, me, offline }) {
    const { body, own, state } = message;
    const t = this.#t;
    const nick = plain(message.nick || this.#store.title);
    const when = new Date(message.time);
    const clock = this.#time.format(when);
    const kind = ['m', first && 'first', own && 'own', state !== 'sent' && state].filter(Boolean).join(' ');
    const node = h('article', { class: kind, 'aria-label': `${nick}, ${clock}`, tabindex: '-1' }, [
      first && avatar(nick),
      first &&
        h('div', { class: 'who' }, [
          h('b', { dir: 'auto' }, nick),
          own && h('span', { class: 'you' }, `(${t.you})`),
          mod && h('span', { class: 'mod' }, t.moderator),
          h('time', { datetime: when.toISOString(), title: this.#day.format(when) }, clock),
        ]),
      h('div', { class: isEmoji(body) ? 'b big' : 'b', dir: 'auto' }, [
        rich(body, own ? null : me).map((part) => this.#part(part)),
        state === 'pending' && this.#waiting(offline ? t.queued : t.sending),
      ]),
      state === 'failed' && this.#failed(message),
    ]);
    return tint(node, nick);
  }

  #part({ type, text, href }) {
    if (type === 'text') return text;
    if (type === 'code') return h('code', null, text);
    if (type === 'mention') return h('mark', null, text);
    const rel = 'noopener noreferrer nofollow ugc';
    const title = `${href} (${this.#t.opensNewWindow})`;
    return h('a', { href, rel, target: '_blank', referrerpolicy: 'no-referrer', title }, text);
  }

  #waiting(label) {
    return h('span', { class: 'wait', role: 'img', 'aria-label': label, title: label }, icon('clock'));
  }

  #failed(message) {
    const t = this.#t;
    return h('div', { class: 'failed', role: 'alert' }, [
      icon('alert'),
      h('span', null, [t.failed, t.refusals[message.error]].filter(Boolean).join(' ')),
      h('button', { type: 'button', onclick: () => this.#actions.retry(message) }, t.retry),
      h('button', { type: 'button', onclick: () => this.#actions.discard(message) }, t.discard),
    ]);
  }

  #dayName(time) {
    const day = (t) => new Date(t).setHours(0, 0, 0, 0);
    const days = Math.round((day(Date.now()) - day(time)) / 86_400_000);
    return days === 0 ? this.#t.today : days === 1 ? this.#t.yesterday : this.#day.format(time);
  }

  #reconcile(rows) {
    const old = this.#nodes;
    this.#nodes = new Map();
    for (const row of rows) {
      const known = old.get(row.key);
      this.#nodes.set(row.key, known?.looks === row.looks ? known : { looks: row.looks, node: row.make() });
    }
    for (const [key, { node }] of old) if (this.#nodes.get(key)?.node !== node) node.remove();
    let next = this.#log.firstChild;
    for (const { node } of this.#nodes.values()) {
      if (node === next) next = next.nextSibling;
      else this.#log.insertBefore(node, next);
    }
  }

  /** The first message in sight: what must not move when something comes above it. */
  #topmost() {
    const edge = topOf(this.#log);
    for (const [key, { node }] of this.#nodes) {
      // The node may be made anew, with or without its name: the key stays
      if (node.localName === 'article' && node.getBoundingClientRect().bottom > edge) return { key, top: topOf(node) };
    }
    return null;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const atEnd = scrollHeight - clientHeight - scrollTop < NEAR;
    if (atEnd !== this.#atEnd) {
      this.#atEnd = atEnd;
      this.draw();
    }
    if (scrollTop < NEAR && !atEnd) this.#actions.older();
  }

  /** Arrow keys go from message to message; Tab is left alone. */
  #walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const from = event.target;
    if (!step || (from !== this.#log && from.localName !== 'article')) return;
    const articles = [...this.#log.querySelectorAll('article')];
    const at = from === this.#log ? articles.length : articles.indexOf(from);
    const to = articles[at + step];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
}

const topOf = (node) => node.getBoundingClientRect().top;

const note = (key, text) => ({ key, looks: text, make: () => h('p', { class: 'note' }, text) });

function separator(kind, label) {
  return h('div', { class: kind, role: 'separator', 'aria-label': label }, h('span', null, label));
}
