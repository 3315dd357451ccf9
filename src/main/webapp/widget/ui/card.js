// Below the log: the card that asks for a name, the field to write in, or why there is neither. Changes
// only when it must, and never takes the focus that it did not have.

import { h } from './h.js';

const LONGEST = 40;
// Problems that another name solves, and those that nothing does
const NAMES = /^(conflict|jid-malformed|bad-request|not-acceptable)$/;
const FINAL = /^(banned|forbidden|members-only|registration-required|not-a.*|no-rooms)$/;

export class Foot {
  element = h('div', { class: 'foot', part: 'composer' });

  #chat;
  #actions;
  #name;
  #username = null;
  #oldName = null;
  #what = '';
  #focus = null;
  #owesFocus = false;

  constructor(chat, actions, name) {
    this.#chat = chat;
    this.#actions = actions;
    this.#name = name;
  }

  focus() {
    this.#focus?.();
  }

  /** Asks for another name. */
  rename() {
    this.#name = this.#oldName = this.#chat.store.me.nick;
    this.update();
    this.focus();
  }

  update() {
    const { store, connection, composer, t } = this.#chat;
    const { phase, problem, me } = store;
    this.#call(connection.username);
    const text = problem && (t.problems?.[problem] ?? t.troubles[problem] ?? t.troubles.other);
    const inside = me && /^join/.test(phase);
    if (me?.nick !== this.#oldName) this.#oldName = null;
    const again = !FINAL.test(problem) && (() => this.#actions.enter(me?.nick ?? this.#name));

    if (connection.state === 'failed') this.#note(t.troubles[connection.reason], t.tryNow, this.#actions.retry);
    else if (inside && this.#oldName) this.#card(t.newName, text, t.change, () => this.#cancel());
    else if (inside && me.role === 'visitor') this.#note(t.silent);
    else if (inside && composer) this.#put('composer', () => composer);
    else if (phase === 'joining' && !problem && this.#what.startsWith('card')) return;
    else if (phase === 'joining') this.#note(text || t.joining);
    else if (problem && !NAMES.test(problem)) this.#note(text, t.join, again);
    else this.#card(me ? t.newName : t.invite, text, t.join);
  }

  /** An account has a name; whoever logs in has it proposed. */
  #call(username) {
    if (!username || username === this.#username) return;
    this.#name = this.#username = username;
    const input = this.element.querySelector('input');
    if (input) input.value = username;
  }

  #put(what, make) {
    if (what === this.#what) return;
    const { activeElement } = this.element.getRootNode();
    const focused = this.element.contains(activeElement);
    const { element, focus } = make();
    this.#what = what;
    this.#focus = focus;
    this.element.replaceChildren(element);
    // What had the focus is gone: what takes its place has it, unless the reader went elsewhere
    const owed = focused || (this.#owesFocus && document.activeElement === document.body);
    this.#owesFocus = owed && !focus;
    if (owed) this.focus();
  }

  #note(text, label, onclick) {
    this.#put(`note ${text}`, () => {
      const button = onclick && h('button', { class: 'sec', type: 'button', onclick }, label);
      return { element: h('div', { class: 'card' }, h('p', { role: 'status' }, text), button) };
    });
  }

  #card(intro, problem, label, cancel) {
    this.#put(`card ${intro} ${problem}`, () => {
      const { another, store } = this.#chat;
      if (another && this.#name && store.problem === 'conflict') this.#name = another(this.#name, LONGEST);
      const input = h('input', {
        id: 'name',
        value: this.#name,
        autocomplete: 'nickname',
        maxlength: LONGEST,
        required: true,
        'aria-describedby': problem && 'problem',
        'aria-invalid': problem && 'true',
        onfocus: this.#actions.prepare,
        oninput: () => (this.#name = input.value),
        onkeydown: ({ key }) => key === 'Escape' && cancel?.(),
      });
      const onsubmit = (event) => {
        event.preventDefault();
        this.#chosen(input.value.trim().replace(/\s+/g, ' '), cancel);
      };
      const element = h('form', { class: 'card', onsubmit }, [
        h('p', null, intro),
        h('label', { for: 'name' }, this.#chat.t.name),
        h('div', { class: 'row' }, [
          input,
          h('button', { class: 'pri' }, label),
          cancel && h('button', { class: 'sec', type: 'button', onclick: cancel }, this.#chat.t.cancel),
        ]),
        problem && h('p', { class: 'problem', id: 'problem', role: 'alert' }, problem),
      ]);
      const focus = () => {
        input.focus();
        input.select();
      };
      return { element, focus };
    });
  }

  #chosen(name, cancel) {
    if (!name) return;
    if (name === this.#oldName) return cancel();
    this.#name = name;
    this.#what = 'card asked'; // the same answer as before is to be shown again
    this.#actions.enter(name);
  }

  #cancel() {
    this.#oldName = null;
    this.#chat.store.update({ problem: null });
  }
}
