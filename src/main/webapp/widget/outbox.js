// Own messages: those that the room did not confirm yet, and which of all messages are ours.

const OWN = 200; // ids remembered over a reload

/** Its messages have a `state`: `pending` or `failed`, then with an `error`; `sent` once confirmed. */
export class Outbox {
  messages = [];

  #store;
  #own;
  #saveOwn;
  #save;

  /** @param left by the page before, if its stream may go on */
  constructor(store, { browser, tab }, name, left) {
    this.#store = store;
    this.#own = new Set(browser.get('own:' + name));
    this.#saveOwn = () => browser.set('own:' + name, [...this.#own].slice(-OWN));
    this.#save = () => tab.set('outbox:' + name, this.messages);
    // Else nobody knows whether they arrived before the page was left: the visitor decides
    left ??= tab.get('outbox:' + name)?.map((message) => ({ ...message, state: 'failed' }));
    for (const message of left ?? []) this.#add(message);
    store.outbox = this;
    for (const message of store.messages) Object.assign(message, this.claim(message));
  }

  /** Queues a message. */
  write(originId, body, time) {
    const message = this.#add({ originId, ...this.#me, body, time, own: true, state: 'pending' });
    this.#changed();
    return message;
  }

  /** Has a refused message wait again, as the last. */
  requeue(message) {
    Object.assign(message, { ...this.#me, state: 'pending', sent: false });
    this.messages = [...this.#without(message), message];
    this.#changed();
  }

  fail(originId, error) {
    const message = this.messages.find((m) => m.originId === originId);
    if (message) Object.assign(message, { state: 'failed', error });
    this.#changed();
  }

  discard(message) {
    this.messages = this.#without(message);
    this.#changed();
  }

  /** The connection is gone, and nobody knows what arrived. */
  unsent() {
    for (const message of this.messages) message.sent = false;
  }

  /** Whatever the room says: ours that waited for it; else ours as it is; else undefined. */
  claim(message) {
    const { id, originId, nick, occupantId } = message;
    const same = (m) => (m.occupantId && occupantId ? m.occupantId === occupantId : m.nick === nick);
    const waiting = this.messages.find((m) => m.originId === originId && same(m));
    if (!waiting && !this.#own.has(id) && !(occupantId && occupantId === this.#store.me?.occupantId)) return;
    if (waiting) this.discard(waiting);
    if (id) {
      this.#own.add(id);
      this.#saveOwn();
    }
    const key = waiting?.key ?? message.key ?? this.#store.nextKey();
    return Object.assign(waiting ?? {}, message, { key, own: true, state: 'sent' });
  }

  get #me() {
    const { nick, occupantId, visit, guest, staff } = this.#store.me;
    return { nick, occupantId, visit, guest, staff };
  }

  #add(message) {
    this.messages.push({ ...message, key: this.#store.nextKey() });
    return this.messages.at(-1);
  }

  #without(message) {
    return this.messages.filter((m) => m !== message);
  }

  #changed() {
    this.#save();
    this.#store.changed('messages');
  }
}
