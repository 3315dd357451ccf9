// The messages: kept at their end while the reader is there, and kept still while he is further up. However
// many come, a frame draws a few of them, and the page has most of its time for other things.

import { folded, isEmoji, line, quoted, rich } from '../rich.js';
import { goesOn } from '../store.js';
import { avatar, h, tint } from './h.js';

const NEAR = 60; // pixels from an end
const PAUSE = 300_000; // milliseconds; then a speaker's name is shown again

const FEW = 3; // messages that are drawn at once, if they are dear
const MANY = 24; // and if they are cheap
const WORK = 16; // milliseconds; what takes longer is done in smaller pieces
const REST = 3; // times as long as it took, before the next piece
const LONGEST_REST = 300; // milliseconds

export class Log {
  atEnd = true;
  newFrom = null; // key of the first new message
  /** What is here for who takes part; see live.js. */
  live = { notice() {}, messages: [], state() {} };

  #store;
  #t;
  #older;
  #list;
  #nodes = new Map();
  #unfolded = new Set(); // keys
  #waits = false; // to be drawn
  #rested = 0; // when the next piece may be drawn
  #most = FEW; // messages in it
  #time;
  #day;

  constructor(store, t, older, signal) {
    this.#store = store;
    this.#t = t;
    this.#older = older;
    // 10:05 or 10:05 AM is a matter of the reader's country
    const locale = navigator.languages.find((l) => l.startsWith(t.lang)) ?? t.lang;
    this.#time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    this.#day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
    // Were it live, screen readers would read out history: live.js announces what is new
    const properties = { class: 'log', part: 'log', role: 'log', 'aria-live': 'off', tabindex: 0 };
    this.#list = h('div', { ...properties, onscroll: () => this.#scrolled() });
    this.element = h('div', { class: 'reading' }, this.#list);
    for (const what of ['messages', 'room']) store.addEventListener(what, this.draw, { signal });
    let width;
    const resized = new ResizeObserver(([{ contentRect }]) => {
      // No message has the height any more that is remembered of it; see the style sheet
      if (contentRect.width !== width) for (const { node } of this.#nodes.values()) node.classList.remove('settled');
      width = contentRect.width;
      if (this.atEnd) this.toEnd();
    });
    resized.observe(this.#list);
    signal.addEventListener('abort', () => resized.disconnect());
  }

  /** Draws before the next frame, once for all that changed; later, if the last time took long. */
  draw = () => {
    if (this.#waits) return;
    this.#waits = true;
    setTimeout(() => requestAnimationFrame(this.#drawPiece), this.#rested - performance.now());
  };

  toEnd() {
    this.#list.scrollTop = this.#list.scrollHeight;
    this.atEnd = true;
    this.draw();
  }

  /** What it costs includes the layout, which is due at once as we look where things are. */
  #drawPiece = () => {
    this.#waits = false;
    const start = performance.now();
    const all = this.#draw();
    const took = performance.now() - start;
    this.#most = took > WORK ? Math.max(FEW, this.#most >> 1) : Math.min(MANY, this.#most + FEW);
    this.#rested = start + took + Math.min(LONGEST_REST, took * REST);
    this.#list.ariaBusy = !all;
    if (!all) this.draw();
  };

  /** @returns whether everything is drawn now */
  #draw() {
    if (this.atEnd) this.#store.trim();
    this.live.notice();
    this.#list.ariaLabel = this.#t.log(quoted(this.#store.title));
    const still = !this.atEnd && this.#topmost();
    const all = this.#reconcile(this.#rows(), still?.key);
    const there = still && this.#nodes.get(still.key);
    if (this.atEnd) this.#list.scrollTop = this.#list.scrollHeight;
    else if (there) this.#list.scrollTop += topOf(there.node) - still.top;
    return all;
  }

  /** What is to be seen: {key, looks, make}. Same key and looks: same node. */
  #rows() {
    const messages = [...this.#store.messages, ...this.live.messages];
    const rows = [this.#topRow(messages.length)];
    let day;
    let before;
    const separate = (key, label) => {
      const make = () => h('div', { class: `day ${key}`, role: 'separator', 'aria-label': label }, h('span', null, label));
      rows.push({ key, looks: label, make });
      before = null;
    };
    for (const message of messages) {
      const date = new Date(message.time).setHours(0, 0, 0, 0);
      if (date !== day) separate(date, this.#dayName(date));
      if (message.key === this.newFrom) separate('new', this.#t.newMessages);
      rows.push(this.#messageRow(message, before));
      day = date;
      before = message;
    }
    return rows;
  }

  #topRow(count) {
    const { hasMore, loaded, loadingOlder, phase, title } = this.#store;
    const t = this.#t;
    if (hasMore && !loadingOlder) {
      const make = () => h('button', { class: 'older', type: 'button', onclick: this.#older }, t.loadOlder);
      return { key: 'more', looks: '', make };
    }
    let text = '';
    if (loadingOlder) text = t.loadingOlder;
    else if (count && loaded) text = t.beginning(quoted(title));
    else if (phase === 'joined') text = t.empty;
    return { key: 'top', looks: text, make: () => h('p', { class: 'note' }, text) };
  }

  #messageRow(message, before) {
    const { key, time, own, state } = message;
    const { me } = this.#store;
    const first = !goesOn(before, message) || time - before.time > PAUSE;
    const looks = [first, own, state, message.error, state && this.live.canSend, me?.nick].join();
    return { key, looks, make: () => this.#message(message, first) };
  }

  #message(message, first) {
    const { own, guest, staff, state } = message;
    const t = this.#t;
    const nick = line(message.nick || this.#store.title) || '?';
    const time = new Date(message.time);
    const clock = this.#time.format(time);
    const kind = ['m', first && 'first', own && 'own', state].filter(Boolean).join(' ');
    const who = () => [
      avatar(nick),
      h('div', { class: 'who' }, [
        h('b', { dir: 'auto' }, nick),
        own && h('span', { class: 'you' }, `(${t.you})`),
        staff && h('span', { class: 'mod' }, t.moderator),
        guest && !own && h('span', { class: 'guest' }, t.guest),
        h('time', { datetime: time.toISOString(), title: this.#day.format(time) }, clock),
      ]),
    ];
    const rank = [staff && t.moderator, guest && !own && t.guest].filter(Boolean);
    const label = [quoted(nick), ...rank, clock].join(', ');
    const node = h('article', { class: kind, 'aria-label': label, tabindex: -1 }, [
      first && who(),
      this.#body(message),
      this.live.state(message),
    ]);
    return tint(node, nick);
  }

  /** What was said: all of it, or as much as leaves room for others, until the reader asks for more. */
  #body({ key, body, own }) {
    const short = folded(body);
    const text = h('div', { class: 'b', dir: 'auto' });
    const fill = (all) => {
      const parts = this.#parts(all ? body : short, own, !all, all);
      text.replaceChildren(...parts, all ? '' : '…');
    };
    if (short === null) {
      text.append(...this.#parts(body, own));
      if (isEmoji(body)) text.classList.add('big');
      return text;
    }
    const toggle = () => {
      const all = this.#unfolded.has(key);
      fill(all);
      button.textContent = all ? this.#t.fold : this.#t.unfold;
      button.ariaExpanded = all;
    };
    const onclick = () => {
      if (!this.#unfolded.delete(key)) this.#unfolded.add(key);
      toggle();
      button.scrollIntoView({ block: 'nearest' });
      this.#scrolled();
    };
    const button = h('button', { class: 'fold', type: 'button', onclick });
    toggle();
    return [text, button];
  }

  #parts(body, own, cut, all) {
    return rich(body, own ? null : this.#store.me?.nick, cut, all).map(({ type, text, href }) => {
      if (!href) return type === 'text' ? text : h(type === 'code' ? 'code' : 'mark', null, text);
      // Written from the left, since the host comes first
      const properties = { rel: 'noopener noreferrer nofollow ugc', target: '_blank', title: href, dir: 'ltr' };
      return h('a', { href, ...properties }, text);
    });
  }

  #dayName(date) {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - date) / 86_400_000);
    return [this.#t.today, this.#t.yesterday][days] ?? this.#day.format(date);
  }

  /** Makes the messages that are new or look otherwise now: some of them, those first that the reader is at. */
  #reconcile(rows, at) {
    const old = this.#nodes;
    let left = this.#most;
    this.#nodes = new Map();
    const here = rows.findIndex(({ key }) => key === at) + 1 || rows.length;
    for (const row of [...rows.slice(0, here).reverse(), ...rows.slice(here)]) {
      row.known = old.get(row.key);
      if (row.known?.looks === row.looks) row.known.node.classList.add('settled'); // since a frame ago it was laid out
      else if (left-- > 0) row.known = { looks: row.looks, node: row.make() };
    }
    for (const { key, known } of rows) if (known) this.#nodes.set(key, known);
    for (const [key, known] of old) if (this.#nodes.get(key) !== known) known.node.remove();
    let next = this.#list.firstChild;
    for (const { node } of this.#nodes.values()) {
      if (node === next) next = next.nextSibling;
      else this.#list.insertBefore(node, next);
    }
    return left >= 0;
  }

  /** The first message in sight. Its node may be made anew; its key stays. */
  #topmost() {
    const edge = topOf(this.#list);
    for (const [key, { node }] of this.#nodes) {
      if (node.localName === 'article' && topOf(node) + node.offsetHeight > edge) return { key, top: topOf(node) };
    }
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const atEnd = scrollHeight - clientHeight - scrollTop < NEAR;
    if (atEnd !== this.atEnd) this.draw();
    this.atEnd = atEnd;
    if (scrollTop < NEAR && !atEnd) this.#older();
  }
}

const topOf = (node) => node.getBoundingClientRect().top;
