// What stands below the log: the field to write in; the card that asks for a name; or why there is
// neither. Changes only when it must, so that nobody is interrupted, and never takes the focus that
// it did not have.

import { closed, Composer, NameCard } from './composer.js';
import { h } from './h.js';

/** Problems that another name solves. */
const NAMES = new Set(['conflict', 'jid-malformed', 'bad-request', 'not-acceptable']);
/** Problems that leave something to try. */
const MAYBE = new Set(['kicked', 'destroyed', 'item-not-found', 'remote-server-not-found', 'remote-server-timeout']);

export class Footer {
  element = h('div', { class: 'foot', part: 'composer' });

  #chat;
  #t;
  #actions;
  #composer;
  #current = null;
  #key = '';
  #kind = '';
  #typed;
  #oldName = null;
  #owesFocus = false;

  /**
   * @param {{store: RoomStore, connection: Connection}} chat
   * @param {{enter, say, retry}} actions @param {{name: string, draft: string, onDraft}} remembered
   */
  constructor(chat, t, actions, { name, draft, onDraft }) {
    this.#chat = chat;
    this.#t = t;
    this.#actions = actions;
    this.#typed = name;
    this.#composer = new Composer(t, { send: actions.say, draft, onDraft });
  }

  focus() {
    this.#current?.focus?.();
  }

  /** Asks for another name. */
  rename() {
    this.#typed = this.#oldName = this.#chat.store.me.nick;
    this.update();
    this.focus();
  }

  update() {
    const { store } = this.#chat;
    this.#composer.label(store.title);
    if (store.me?.nick !== this.#oldName) this.#oldName = null;
    const { kind, key, make } = this.#wanted();
    if (key === this.#key) return;
    const { activeElement } = this.element.getRootNode();
    const focused = this.element.contains(activeElement);
    this.#key = key;
    this.#kind = kind;
    this.#current = make();
    this.element.replaceChildren(this.#current.element);
    // What had the focus is gone; what takes its place has it, unless the visitor went elsewhere
    const owed = focused || (this.#owesFocus && document.activeElement === document.body);
    if (owed) this.focus();
    this.#owesFocus = owed && !this.#current.focus;
  }

  /** What is to stand there: same key, same thing. */
  #wanted() {
    const { store, connection } = this.#chat;
    const { phase, problem, me } = store;
    const t = this.#t;
    const text = problem && (t.problems[problem] ?? t.problems.other);
    if (connection.state === 'failed') return this.#note(t.problems[connection.reason], t.tryNow, this.#actions.retry);
    if (phase === 'joined' || (phase === 'joining' && me)) {
      if (this.#oldName) return this.#card(t.newName, text, t.change, () => this.#cancel());
      if (me.role === 'visitor') return this.#note(t.silent);
      return { kind: 'composer', key: 'composer', make: () => this.#composer };
    }
    if (phase === 'joining') {
      if (this.#kind === 'card' && !problem) return { key: this.#key };
      return this.#note(text || t.joining);
    }
    if (!problem || NAMES.has(problem)) {
      const intro = store.messages.length ? t.inviteReading : t.invite;
      return this.#card(me ? t.newName : intro, text, t.join);
    }
    const again = MAYBE.has(problem) && (() => this.#actions.enter(me?.nick ?? this.#typed));
    return this.#note(text, t.joinAgain, again);
  }

  #note(text, label = '', again = null) {
    const make = () => ({ element: closed(text, again, label) });
    return { kind: 'note', key: `note ${text}`, make };
  }

  #card(intro, problem, submit, cancel = null) {
    const done = (name) => {
      this.#typed = name;
      if (name === this.#oldName) return cancel();
      this.#key += ' asked'; // so that the same answer as before is shown again
      this.#actions.enter(name);
    };
    const make = () => new NameCard(this.#t, { intro, problem, name: this.#typed, submit }, { done, cancel });
    return { kind: 'card', key: `card ${intro} ${problem}`, make };
  }

  #cancel() {
    this.#oldName = null;
    this.#chat.store.update({ problem: null });
  }
}
