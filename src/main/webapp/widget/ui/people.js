// Who is there, beside the messages or over them, and the button that shows it. People come and go
// quietly: nothing is announced, and the log does not speak of it. However often that is, they are drawn
// twice a second, while somebody may see them.

import { line } from '../rich.js';
import { avatar, h, tint } from './h.js';
import { iconButton } from './icons.js';

const SHOWN = 100; // names in each group; a list of thousands helps nobody
const BREATH = 500; // milliseconds; what changes in them is drawn together

const CLOSE = 'M6 6l12 12M18 6L6 18';
const EDIT = 'M4 20l1-4L16.5 4.5a2.1 2.1 0 013 3L8 19z';
const PEOPLE =
  'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20a6.5 6.5 0 0113 0M16 4.5a3.5 3.5 0 010 6.5M18 14.5a6.5 6.5 0 013.5 5.5';

export class People {
  #chat;
  #rename;
  #panel;
  #toggle;
  #heading = h('b');
  #lists = h('div');
  #frame = 0;
  #timer = 0;
  #drawn = 0; // when
  #stale = true;
  #wanted = null; // null: where there is room for it
  #over; // whether it would lie over the messages
  #collator;
  #names = []; // in their order
  #moderation = null;

  constructor(chat, rename) {
    const { signal, store, t } = chat;
    this.#chat = chat;
    this.#rename = rename;
    this.#collator = new Intl.Collator(t.lang, { numeric: true });
    this.#toggle = iconButton(PEOPLE, t.showPeople, () => this.show(this.#panel.hidden));
    this.#toggle.setAttribute('aria-controls', 'people');
    const title = h('div', { class: 'title' }, this.#heading, iconButton(CLOSE, t.back, () => this.show(false)));
    const onkeydown = ({ key }) => key === 'Escape' && this.#over && this.show(false);
    const properties = { class: 'people', id: 'people', part: 'people', tabindex: 0, onkeydown };
    this.#panel = h('section', properties, title, this.#lists);
    chat.header.append(this.#toggle);
    chat.main.append(this.#panel);
    store.addEventListener('people', this.draw, { signal });
    store.addEventListener('room', this.drawSoon, { signal });
    const resized = new ResizeObserver(() => {
      const was = this.#over;
      this.#measure();
      if (this.#over !== was) this.#wanted = null;
      this.#layOut();
    });
    resized.observe(chat.main);
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      resized.disconnect();
    });
    this.#measure();
    this.drawSoon();
  }

  /** Shows or hides it, because somebody asked for that. */
  show(wanted) {
    this.#wanted = wanted;
    this.#layOut();
    if (this.#over) (wanted ? this.#panel : this.#toggle).focus();
  }

  draw = () => {
    this.#timer ||= setTimeout(this.drawSoon, this.#drawn + BREATH - performance.now());
  };

  /** For who waits to see what he has done, or has just come in. */
  drawSoon = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      // What is being pressed stays where it is, or the press would be lost
      if (this.#lists.matches(':active')) return this.drawSoon();
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.#drawn = performance.now();
      this.#stale = true;
      this.#layOut();
    });
  };

  /** The style sheet knows how wide the box is. To ask it costs a layout, so it is asked when that changes. */
  #measure() {
    this.#over = getComputedStyle(this.#chat.main).getPropertyValue('--narrow').trim() === '1';
  }

  #layOut() {
    const { column, store, t } = this.#chat;
    const inside = store.me && /^join/.test(store.phase);
    const over = this.#over;
    const show = Boolean(inside) && (this.#wanted ?? !over);
    if (show && this.#stale) this.#draw();
    this.#toggle.hidden = !inside;
    this.#panel.hidden = !show;
    column.inert = show && over;
    this.#toggle.ariaExpanded = show;
    this.#toggle.ariaLabel = this.#toggle.title = show ? t.hidePeople : t.showPeople;
  }

  #draw() {
    const { store, t } = this.#chat;
    const people = this.#inOrder();
    this.#stale = false;
    if (store.me?.role === 'moderator') this.#moderate().catch(() => {});
    this.#panel.ariaLabel = this.#heading.textContent = t.people(people.length);
    const was = this.#panel.getRootNode().activeElement;
    const focused = this.#lists.contains(was);
    this.#lists.replaceChildren(
      ...this.#group(t.here, people.filter((p) => !p.away)),
      ...this.#group(t.away, people.filter((p) => p.away)),
    );
    const buttons = [...this.#lists.querySelectorAll('button')];
    if (focused) (buttons.find((b) => b.title === was.title) ?? this.#panel).focus();
  }

  /** Fetches what a moderator needs. A module that did not come is asked for again. */
  async #moderate() {
    const { Moderation } = await import('./moderation.js');
    this.#moderation ??= new Moderation(this.#chat, this.drawSoon);
  }

  /** Who is new finds his place among the others, who keep theirs: to sort thousands takes its time. */
  #inOrder() {
    const { occupants } = this.#chat.store;
    const names = (this.#names = this.#names.filter((name) => occupants.has(name)));
    const known = new Set(names);
    for (const name of occupants.keys()) {
      if (known.has(name)) continue;
      let at = 0;
      for (let end = names.length; at < end; ) {
        const middle = (at + end) >> 1;
        if (this.#collator.compare(names[middle], name) > 0) end = middle;
        else at = middle + 1;
      }
      names.splice(at, 0, name);
    }
    const people = names.map((name) => occupants.get(name));
    const leads = (p) => p.role === 'moderator';
    return [...people.filter(leads), ...people.filter((p) => !leads(p))];
  }

  #group(name, people) {
    const shown = people.slice(0, SHOWN);
    const me = people.find((p) => this.#isMe(p));
    if (me && !shown.includes(me)) shown[SHOWN - 1] = me;
    const rest = people.length - shown.length;
    const items = shown.map((p) => this.#person(p));
    if (rest) items.push(h('li', { class: 'rest' }, this.#chat.t.more(rest)));
    return people.length ? [h('h3', null, `${name} — ${people.length}`), h('ul', null, items)] : [];
  }

  #person(person) {
    const { t } = this.#chat;
    const nick = line(person.nick) || '?';
    const row = h('li', null, [
      avatar(nick, h('span', { class: person.away ? 'dot waiting' : 'dot' })),
      h('span', { class: 'name', dir: 'auto', title: nick }, nick),
      this.#isMe(person) && iconButton(EDIT, t.changeName, () => this.#change()),
      person.guest && h('span', { class: 'guest' }, t.guest),
      person.role === 'moderator' && h('span', { class: 'mod', title: t.moderator }, t.mod),
      this.#moderation?.of(person),
    ]);
    return tint(row, nick);
  }

  #change() {
    if (this.#over) this.show(false);
    this.#rename();
  }

  #isMe({ nick }) {
    return nick === this.#chat.store.me?.nick;
  }
}
