// What a moderator sees beside the others' names. Fetched when somebody is one.

import words from '../i18n/moderation.js';
import { give, powers } from '../moderation.js';
import { line, quoted } from '../rich.js';
import { h } from './h.js';
import { iconButton } from './icons.js';
import { sheet } from './style.js';

const MORE = 'M5 12h.01M12 12h.01M19 12h.01';

const looks = sheet(`
li {
  flex-wrap: wrap;
}
li .ib svg {
  stroke-width: 3;
}
.acts {
  flex-basis: 100%;
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  padding: 2px 0 4px 33px;
}
.acts button {
  height: auto;
  min-height: 30px;
  padding: 4px 10px;
  font-size: 13px;
}
`);

export class Moderation {
  #chat;
  #draw;
  #open = null; // whose actions are on view
  #problem = null;

  /** @param draw shows the people anew */
  constructor(chat, draw) {
    chat.t = { ...chat.t, ...words[chat.t.lang] };
    chat.root.adoptedStyleSheets = [...chat.root.adoptedStyleSheets, looks];
    this.#chat = chat;
    this.#draw = draw;
    draw();
  }

  /** What goes into somebody's row. */
  of(person) {
    const { store, t } = this.#chat;
    const roles = powers(store.me, person);
    const nick = line(person.nick);
    const open = roles.length > 0 && this.#open === key(person);
    const more = iconButton(MORE, t.moderate(quoted(nick)), () => this.#show(open ? null : person));
    more.ariaExpanded = open;
    const act = (role) => {
      const onclick = () => {
        more.focus(); // this one goes
        this.#give(person, role);
      };
      const title = `${t.acts[role]}: ${quoted(nick)}`; // to one title, one button
      return h('button', { class: 'sec', type: 'button', title, onclick }, t.acts[role]);
    };
    return [
      person.role === 'visitor' && h('span', { class: 'mod' }, t.readsOnly),
      roles.length > 0 && more,
      open && h('div', { class: 'acts' }, [
        roles.map(act),
        this.#problem && h('p', { class: 'problem', role: 'alert' }, this.#problem),
      ]),
    ];
  }

  #show(person, problem = null) {
    this.#open = person && key(person);
    this.#problem = problem;
    this.#draw();
  }

  async #give(person, role) {
    const { announcer, connection, reader, t } = this.#chat;
    this.#show(null);
    try {
      await give(connection, reader.address, person.nick, role);
      announcer.textContent = t.acted[role](quoted(person.nick));
    } catch ({ condition }) {
      this.#show(person, t.faults[condition] ?? t.faults.other);
    }
  }
}

/** Somebody else may come under the same name. */
const key = ({ nick, occupantId }) => occupantId ?? nick;
