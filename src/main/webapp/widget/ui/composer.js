// The field for messages. Enter sends, Shift with Enter begins a new line, Tab leaves.

import { h } from './h.js';
import { icon } from './icons.js';

const SEND = 'M4 12l16-8-6 16-3-6z';
const LONGEST = 10_000; // letters of a message

export class Composer {
  element;
  #field;
  #send;
  #keep;

  /** @param draft what was left there @param keep has it remembered */
  constructor(t, draft, keep, send) {
    this.#send = send;
    this.#keep = keep;
    this.#field = h('textarea', {
      rows: 1,
      maxlength: LONGEST,
      enterkeyhint: 'send',
      dir: 'auto',
      onkeydown: (event) => {
        // While an input method is open, Enter belongs to it
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
      },
      oninput: () => this.#changed(),
    });
    this.#field.value = draft;
    const button = h('button', { class: 'send', 'aria-label': t.send, title: t.send }, icon(SEND));
    this.element = h('form', { class: 'write', onsubmit: (event) => this.#submit(event) }, this.#field, button);
  }

  set label(label) {
    this.#field.placeholder = this.#field.ariaLabel = label;
  }

  focus = () => this.#field.focus();

  #submit(event) {
    event.preventDefault();
    const body = this.#field.value.trim();
    if (!body) return this.focus();
    this.#field.value = '';
    this.#changed();
    this.#send(body);
  }

  #changed() {
    const { style, scrollHeight, value } = this.#field;
    this.#keep(value);
    if (CSS.supports('field-sizing', 'content')) return;
    style.height = 'auto';
    style.height = value && `${scrollHeight}px`;
  }
}
