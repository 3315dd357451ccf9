// Where something is written: a message, or before it the name to write under.

import { h, icon } from './h.js';

/** Characters of a message; what is more, the field does not take. */
const LONGEST_BODY = 10_000;
const LONGEST_NAME = 40;

/** The field for messages. Enter sends, Shift with Enter begins a new line, Tab leaves. */
export class Composer {
  element;
  #field;
  #send;

  constructor(t, { send, draft, onDraft }) {
    this.#send = send;
    this.#field = h('textarea', {
      rows: '1',
      maxlength: LONGEST_BODY,
      enterkeyhint: 'send',
      dir: 'auto',
      onkeydown: (event) => this.#key(event),
      oninput: () => {
        onDraft(this.#field.value);
        this.#fit();
      },
    });
    this.#field.value = draft;
    const button = h('button', { class: 'send', 'aria-label': t.send, title: t.send }, icon('send'));
    this.element = h('form', { class: 'write', onsubmit: (event) => this.#submit(event) }, this.#field, button);
    this.label = (title) => {
      const label = t.placeholder(title);
      this.#field.placeholder = label;
      this.#field.setAttribute('aria-label', label);
    };
    this.clear = () => {
      this.#field.value = '';
      onDraft('');
      this.#fit();
    };
  }

  focus() {
    this.#field.focus();
  }

  #key(event) {
    // While an input method is open, Enter belongs to it
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const body = this.#field.value.trim();
    if (!body) return this.focus();
    this.#send(body);
    this.clear();
  }

  /** Grows with its text, where style sheets cannot say so yet. */
  #fit() {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#field.style.height = 'auto';
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}

/** Asks for a name: to come in, or to go on under another one. */
export class NameCard {
  element;
  #field;

  /**
   * @param {{intro: string, problem: ?string, name: string, submit: string}} words
   * @param {{done: (name: string) => void, cancel: ?(() => void)}} actions
   */
  constructor(t, { intro, problem, name, submit }, { done, cancel }) {
    this.#field = h('input', {
      id: 'name',
      autocomplete: 'nickname',
      maxlength: LONGEST_NAME,
      enterkeyhint: 'go',
      required: true,
      'aria-describedby': problem ? 'problem' : null,
      'aria-invalid': problem ? 'true' : null,
      onkeydown: (event) => {
        if (event.key === 'Escape') cancel?.();
      },
    });
    this.#field.value = name;
    const onsubmit = (event) => {
      event.preventDefault();
      const chosen = this.#field.value.trim().replace(/\s+/g, ' ');
      if (chosen) done(chosen);
      else this.focus();
    };
    this.element = h('form', { class: 'card', onsubmit }, [
      h('p', null, intro),
      h('label', { for: 'name' }, t.name),
      h('div', { class: 'row' }, [
        this.#field,
        h('button', { class: 'pri' }, submit),
        cancel && h('button', { class: 'sec', type: 'button', onclick: cancel }, t.cancel),
      ]),
      problem && h('p', { class: 'problem', id: 'problem', role: 'alert' }, problem),
    ]);
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }
}

/** Says why nothing can be written; `again` offers to try once more. */
export function closed(text, again, label) {
  const button = again && h('button', { class: 'sec', type: 'button', onclick: again }, label);
  return h('div', { class: 'card closed' }, h('p', { role: 'status' }, text), button);
}
