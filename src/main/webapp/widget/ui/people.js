// Who is there. Comes and goes quietly: nothing is announced, and the log does not speak of it.

import { plain } from '../rich.js';
import { avatar, h, iconButton, tint } from './h.js';

/** Names shown in each group; a list of thousands helps nobody. */
const SHOWN = 100;

/** actions: rename(), close() */
export class People {
  element;

  #store;
  #t;
  #actions;
  #frame = 0;
  #collator;
  #heading;
  #lists;

  constructor(store, t, actions) {
    this.#store = store;
    this.#t = t;
    this.#actions = actions;
    this.#collator = new Intl.Collator(t.lang, { numeric: true });
    this.#heading = h('b');
    this.#lists = h('div');
    const title = h('div', { class: 'title' }, this.#heading, iconButton('close', t.backToMessages, actions.close));
    this.element = h('section', { class: 'people', id: 'people', part: 'people', tabindex: '0' }, title, this.#lists);
    store.addEventListener('people', this.draw);
    store.addEventListener('room', this.draw);
    this.draw();
  }

  remove() {
    cancelAnimationFrame(this.#frame);
    this.#store.removeEventListener('people', this.draw);
    this.#store.removeEventListener('room', this.draw);
  }

  draw = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  };

  #draw() {
    const people = [...this.#store.occupants.values()];
    const label = this.#t.people(people.length);
    this.#heading.textContent = label;
    this.element.setAttribute('aria-label', label);
    const focused = this.#lists.contains(this.element.getRootNode().activeElement);
    this.#lists.replaceChildren(
      ...this.#group(this.#t.here, people.filter((p) => !p.away)),
      ...this.#group(this.#t.away, people.filter((p) => p.away)),
    );
    if (focused) this.#lists.querySelector('button')?.focus();
  }

  #group(name, people) {
    if (!people.length) return [];
    const rank = (p) => (p.role === 'moderator' ? 0 : 1);
    people.sort((a, b) => rank(a) - rank(b) || this.#collator.compare(a.nick, b.nick));
    const shown = people.slice(0, SHOWN);
    const me = people.find((p) => this.#isMe(p));
    if (me && !shown.includes(me)) shown[SHOWN - 1] = me;
    const rest = people.length - shown.length;
    return [
      h('h3', null, `${name} — ${people.length}`),
      h('ul', null, [
        shown.map((p) => this.#person(p)),
        rest > 0 && h('li', { class: 'rest' }, this.#t.andMore(rest)),
      ]),
    ];
  }

  #person(person) {
    const t = this.#t;
    const nick = plain(person.nick);
    const dot = h('span', { class: person.away ? 'dot away' : 'dot' });
    const row = h('li', null, [
      avatar(nick, dot),
      h('span', { class: 'name', dir: 'auto', title: nick }, nick),
      this.#isMe(person) && iconButton('edit', t.changeName, this.#actions.rename),
      person.role === 'moderator' && h('span', { class: 'mod', title: t.moderator }, t.mod),
    ]);
    return tint(row, nick);
  }

  #isMe(person) {
    return person.nick === this.#store.me?.nick;
  }
}
