// The box around it all: header, the bar about the connection, messages beside people.

import { h, iconButton } from './h.js';
import { plain } from '../rich.js';

/** Pixels of width up to which people and messages do not fit beside each other. */
const NARROW = 460;

export class Frame {
  element;

  #chat;
  #t;
  #retry;
  #people;
  #narrow = null;
  #wantPeople = false;
  #wasOnline = false;
  #resized = new ResizeObserver(() => this.#measure());

  #title = h('h2', { dir: 'auto' });
  #dot = h('span', { class: 'dot' });
  #status = h('span', { class: 'status' });
  #subject = h('span', { class: 'subject', dir: 'auto' });
  #toggle;
  #bar = h('div', { class: 'bar', role: 'status' });
  #column;
  #announcer = h('p', { class: 'unseen', role: 'status' });

  /**
   * @param {{store: RoomStore, connection: Connection}} chat
   * @param {{log: Element, people: Element, foot: Element, retry: () => void}} parts
   */
  constructor(chat, t, { log, people, foot, retry }) {
    this.#chat = chat;
    this.#t = t;
    this.#retry = retry;
    this.#people = people;
    this.#toggle = iconButton('people', t.showPeople, () => this.showPeople(people.hidden));
    this.#toggle.setAttribute('aria-controls', 'people');
    this.#column = h('div', { class: 'column' }, log, foot);
    const heading = h('div', { class: 'grow' }, this.#title, h('p', null, this.#dot, this.#status, this.#subject));
    this.element = h('section', { class: 'box', part: 'box', onkeydown: (event) => this.#key(event) }, [
      h('header', { part: 'header' }, heading, this.#toggle),
      this.#bar,
      h('div', { class: 'main' }, this.#column, people),
      this.#announcer,
    ]);
    this.#resized.observe(this.element);
  }

  /** Whether people and messages take turns. */
  get narrow() {
    return this.#narrow;
  }

  remove() {
    this.#resized.disconnect();
  }

  /** Says something to those who do not see it. */
  announce(text) {
    this.#announcer.textContent = text;
  }

  /** Shows or hides who is there, because somebody asked for it. */
  showPeople(show) {
    this.#wantPeople = show;
    this.#layOut();
    if (!this.#narrow) return;
    if (show) this.#people.focus();
    else this.#toggle.focus();
  }

  update() {
    const { title, subject } = this.#chat.store;
    this.#title.textContent = plain(title);
    this.element.setAttribute('aria-label', plain(title));
    this.#subject.textContent = plain(subject);
    this.#subject.title = plain(subject);
    this.#state();
    this.#trouble();
    this.#layOut();
  }

  #state() {
    const { phase, me, occupants, crowd } = this.#chat.store;
    const { state } = this.#chat.connection;
    const t = this.#t;
    const inside = me && (phase === 'joined' || phase === 'joining');
    const people = inside ? occupants.size : crowd;
    const fine = state === 'online' && phase !== 'joining';
    this.#dot.classList.toggle('waiting', !fine);
    this.#status.textContent =
      inside || (fine && people !== null)
        ? t.people(people)
        : fine
          ? t.online
          : state === 'online'
            ? t.joining
            : state === 'connecting'
              ? t.connecting
              : t.offline;
  }

  /** A thin bar while the connection is away; it stays while the next attempt runs. */
  #trouble() {
    const { phase, me } = this.#chat.store;
    const { state } = this.#chat.connection;
    this.#wasOnline ||= state === 'online';
    const trying = state === 'connecting' && (this.#wasOnline || this.#bar.firstChild);
    const returning = state === 'online' && phase === 'joining' && me;
    const text = this.#wasOnline ? this.#t.reconnecting : this.#t.unreachable;
    const shown = state === 'waiting' || trying || returning ? text : '';
    if ((this.#bar.firstChild?.textContent ?? '') === shown) return;
    const again = h('button', { type: 'button', onclick: this.#retry }, this.#t.tryNow);
    this.#bar.replaceChildren(...(shown ? [h('span', { class: 'grow' }, shown), again] : []));
  }

  #measure() {
    const narrow = this.element.clientWidth <= NARROW;
    if (narrow === this.#narrow) return;
    this.#narrow = narrow;
    this.#wantPeople = !narrow;
    this.element.classList.toggle('narrow', narrow);
    this.#layOut();
  }

  #layOut() {
    const { phase, me } = this.#chat.store;
    const inside = Boolean(me) && (phase === 'joined' || phase === 'joining');
    const show = inside && this.#wantPeople;
    this.#toggle.hidden = !inside;
    if (this.#people.hidden === !show && this.#column.inert === (show && this.#narrow)) return;
    const label = show ? this.#t.hidePeople : this.#t.showPeople;
    this.#people.hidden = !show;
    this.#column.inert = show && this.#narrow;
    this.#toggle.setAttribute('aria-expanded', String(show));
    this.#toggle.setAttribute('aria-label', label);
    this.#toggle.title = label;
  }

  #key(event) {
    if (event.key !== 'Escape' || !this.#narrow || this.#people.hidden) return;
    event.stopPropagation();
    this.showPeople(false);
  }
}
