// What is known of a room. Decides where a message belongs and whether it is here; fetches nothing and
// draws nothing.

const KEPT = 300; // messages, when the newest are on view
const MOST = 3000;

/** A browser's or a tab's memory. Where that is full, forbidden or absent, it lasts as long as the page. */
export class Memory {
  #storage;
  #rest = new Map();

  /** @param {() => Storage} storage the access itself may be forbidden */
  constructor(storage) {
    this.#storage = storage;
  }

  get(key) {
    try {
      return JSON.parse(this.#storage().getItem('mongoose:' + key));
    } catch {
      return this.#rest.get(key) ?? null;
    }
  }

  set(key, value) {
    try {
      this.#storage().setItem('mongoose:' + key, JSON.stringify(value));
    } catch {
      this.#rest.set(key, value);
    }
  }
}

/**
 * Who speaks: by the room's id, else during one visit. A name tells nothing, since anybody may take that of
 * somebody who is not there.
 */
const speaker = ({ occupantId, visit, key }) => occupantId ?? visit ?? key;

/** Whether somebody goes on speaking, under the same name, and being what he was. */
export const goesOn = (before, message) =>
  ['nick', 'own', 'guest', 'staff'].every((what) => before?.[what] === message[what]) &&
  speaker(before) === speaker(message);

const sayingOf = ({ originId, occupantId, nick }) => JSON.stringify([originId, occupantId ?? nick]);

/**
 * A message: id (stanza-id), originId, nick, occupantId, visit, guest, staff, body, time, own; `key` never
 * changes.
 * Events: `messages`, `people`, `room` (anything else), `said` with each live message.
 */
export class RoomStore extends EventTarget {
  phase = 'absent'; // → joining → joined → left
  problem = null; // why we are not in
  title = '';
  subject = '';
  me = null;
  crowd = null; // occupants, as told outside
  occupants = new Map();
  messages = [];
  outbox = null; // its `claim` finds the own message that one confirms
  loaded = false;
  loadingOlder = false;
  hasMore = false;
  oldest = null;
  newest = null; // nothing is missing up to here
  upToDate = false; // nothing is missing before what comes next

  #byId = new Map();
  #byOrigin = new Map();
  #keys = 0;

  update(changes) {
    Object.assign(this, changes);
    this.changed('room');
  }

  changed(what) {
    this.dispatchEvent(new Event(what));
  }

  nextKey() {
    return ++this.#keys;
  }

  /** Takes a live message. */
  append(message) {
    if (this.#known(message)) return;
    const detail = this.#insert(this.messages.length, message);
    if (this.upToDate && message.id) this.newest = message.id;
    if (this.messages.length > MOST) this.#cut(MOST);
    this.changed('messages');
    this.dispatchEvent(new CustomEvent('said', { detail }));
  }

  /**
   * Takes consecutive messages, which follow the id `after` or come first. What is known stays; what is
   * not is put between. @returns the id that the next ones follow
   */
  merge(page, after = null) {
    let at = after ? this.messages.indexOf(this.#byId.get(after)) + 1 : 0;
    for (const message of page) {
      const known = this.#known(message);
      if (known) at = this.messages.indexOf(known) + 1;
      else this.#insert(at++, message);
    }
    if (page.length) this.changed('messages');
    return page.at(-1)?.id ?? after;
  }

  forget() {
    this.messages = [];
    this.#byId.clear();
    this.#byOrigin.clear();
    this.newest = this.oldest = null;
  }

  /** Nothing is missing now; `last`: the archive's newest id. */
  complete(last = null) {
    this.upToDate = true;
    this.newest = this.messages.findLast((m) => m.id)?.id ?? last ?? this.newest;
  }

  /** Lets go of the oldest of very many. */
  trim() {
    if (this.messages.length <= KEPT * 1.5) return;
    this.#cut(KEPT);
    this.changed('messages');
  }

  /** By its stanza-id, or as one that its sender said twice to be sure. */
  #known(message) {
    const { id, originId, body } = message;
    const known = this.#byId.get(id);
    if (known || !originId) return known;
    // XEP-0359 §5: everyone can copy an origin-id, so it counts for its own sender only
    const twin = this.#byOrigin.get(sayingOf(message));
    if (twin?.body !== body) return;
    if (id) this.#byId.set(id, twin);
    return twin;
  }

  #insert(at, message) {
    const { id, originId } = message;
    const record = this.outbox?.claim(message) ?? { key: this.nextKey(), ...message };
    this.messages.splice(at, 0, record);
    if (id) this.#byId.set(id, record);
    if (originId) this.#byOrigin.set(sayingOf(message), record);
    return record;
  }

  #cut(length) {
    for (const message of this.messages.splice(0, this.messages.length - length)) {
      this.#byId.delete(message.id);
      this.#byOrigin.delete(sayingOf(message));
    }
    this.oldest = this.messages[0].id;
    this.hasMore = Boolean(this.oldest);
  }
}
