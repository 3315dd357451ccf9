// What is only in the log of somebody who takes part: what is new and not seen yet, said also to those
// who do not see; and what became of the own messages.

import { line, quoted } from '../rich.js';
import { h } from './h.js';
import { icon } from './icons.js';

const BREATH = 1_000; // milliseconds; what comes in them is announced together

const CLOCK = 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2';
const ALERT = 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7.5v5.5M12 16.5h.01';

export class Live {
  #chat;
  #jump;
  #begun = false;
  #seen = null; // the last message that was on view
  #said = null; // the last one that was announced
  #newAfter;
  #breath = 0;

  constructor(chat) {
    this.#chat = chat;
    const { log, signal } = chat;
    this.#jump = h('button', { class: 'jump', type: 'button', hidden: true, onclick: () => log.toEnd() });
    log.element.append(this.#jump);
    log.live = this;
    log.element.addEventListener('keydown', walk);
    document.addEventListener('visibilitychange', log.draw, { signal });
    chat.connection.addEventListener('state', log.draw, { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#breath));
  }

  get messages() {
    return this.#chat.outbox.messages;
  }

  get canSend() {
    return this.#chat.connection.state === 'online' && this.#chat.store.phase === 'joined';
  }

  /** Who speaks has read. */
  spoke() {
    this.#chat.log.newFrom = null;
    this.#chat.log.toEnd();
  }

  notice() {
    const { log, store, t } = this.#chat;
    if (!store.loaded) return;
    const last = store.messages.at(-1);
    if (!this.#begun) this.#seen = this.#said = last;
    this.#begun = true;
    const unseen = this.#since(this.#seen);
    const seeing = log.atEnd && !document.hidden;
    if (unseen.length && !seeing && this.#newAfter !== this.#seen) {
      log.newFrom = unseen[0].key;
      this.#newAfter = this.#seen;
    }
    if (seeing) this.#seen = last;
    this.#jump.hidden = log.atEnd;
    const label = unseen.length ? t.jump(unseen.length) : t.toNewest;
    this.#jump.replaceChildren(h('span', { 'aria-hidden': 'true' }, '↓ '), label);
    this.#breath ||= setTimeout(() => this.#announce(), BREATH);
  }

  /** What stands below an own message. */
  state(message) {
    const { outbox, t, visitor } = this.#chat;
    const label = this.canSend ? t.sending : t.queued;
    if (message.state === 'pending') return h('span', { class: 'wait', role: 'img', 'aria-label': label, title: label }, icon(CLOCK));
    if (message.state !== 'failed') return null;
    return h('div', { class: 'fault', role: 'alert' }, [
      icon(ALERT),
      h('span', null, `${t.failed} ${t.refusals[message.error] ?? ''}`),
      h('button', { type: 'button', onclick: () => visitor.retry(message) }, t.retry),
      h('button', { type: 'button', onclick: () => outbox.discard(message) }, t.discard),
    ]);
  }

  #since(message) {
    const { messages } = this.#chat.store;
    return messages.slice(messages.indexOf(message) + 1).filter((m) => !m.own);
  }

  #announce() {
    const { announcer, store, t } = this.#chat;
    const unheard = this.#since(this.#said);
    this.#breath = 0;
    this.#said = store.messages.at(-1);
    if (!unheard.length) return;
    const [{ nick, guest, body }] = unheard;
    const one = () => `${quoted(nick)}${guest ? ` (${t.guest})` : ''}: ${line(body)}`;
    announcer.textContent = unheard.length > 1 ? t.jump(unheard.length) : one();
  }
}

/** Arrow keys go from message to message; Tab is left alone. */
function walk(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const articles = [...event.currentTarget.querySelectorAll('article')];
  const at = event.target.role === 'log' ? articles.length : articles.indexOf(event.target);
  const to = at >= 0 && step && articles[at + step];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
