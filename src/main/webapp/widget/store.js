// What is known of one room: who is there, and what was said, in the order of its archive. Decides
// where a message belongs and whether it was here before; fetches nothing and draws nothing.

const KEPT = 300; // messages, while the newest are on view
const MOST = 3000; // messages, while somebody reads further up

/** What a browser or a tab remembers as JSON. A storage that is full, forbidden or absent forgets. */
export class Memory {
  #storage;

  /** @param {() => Storage} storage asked each time: the access itself may be forbidden */
  constructor(storage) {
    this.#storage = storage;
  }

  get(key) {
    try {
      return JSON.parse(this.#storage().getItem('mongoose:' + key));
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      this.#storage().setItem('mongoose:' + key, JSON.stringify(value));
    } catch {
      // forgotten
    }
  }
}

/**
 * A message: `id` (stanza-id, XEP-0359; null without an archive), `originId`, `nick`, `occupantId`,
 * `body`, `time`, `own`; `key` never changes. Events: `messages`, `people`, `room` (anything else), and
 * `said` with each live message.
 */
export class RoomStore extends EventTarget {
  phase = 'absent'; // → joining → joined; left when the room put us out
  problem = null; // why we are not in: a stanza error's condition, or how we were put out
  title = '';
  subject = '';
  me = null; // as the room sees us
  crowd = null; // number of occupants, for those outside
  occupants = new Map();
  messages = [];
  outbox = null; // of who takes part: `claim` finds the own message that this one confirms
  loaded = false;
  loadingOlder = false;
  hasMore = false; // before `oldest`
  oldest = null;
  newest = null; // nothing is missing up to here
  upToDate = false; // nothing is missing before what comes next

  #arriving = null;
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

  /** Learns anew who is there; until `gathered` the old people stay on view. */
  gather() {
    this.#arriving = new Map();
  }

  gathered() {
    this.occupants = this.#arriving ?? this.occupants;
    this.#arriving = null;
    this.changed('people');
  }

  enter(occupant) {
    (this.#arriving ?? this.occupants).set(occupant.nick, occupant);
    this.changed('people');
  }

  leave(nick) {
    (this.#arriving ?? this.occupants).delete(nick);
    this.changed('people');
  }

  /** Whether its author is a moderator now; the archive does not say what he was then. */
  isModerator({ nick, occupantId }) {
    const author = this.occupants.get(nick);
    return author?.role === 'moderator' && (!occupantId || occupantId === author.occupantId);
  }

  /** Takes a message as it comes from the room, after all others. */
  append(message) {
    if (this.#known(message)) return;
    const detail = this.#insert(this.messages.length, message);
    if (this.upToDate && message.id) this.newest = message.id;
    if (this.messages.length > MOST) this.#cut(MOST);
    this.changed('messages');
    this.dispatchEvent(new CustomEvent('said', { detail }));
  }

  /**
   * Takes consecutive messages of the archive, which follow the one with the id `after`, or come first.
   * What is known stays; what is not is put between. @returns {?string} the id that the next ones follow
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

  /** Begins anew, because too much is missing after what is here. */
  forget() {
    this.messages = [];
    this.#byId.clear();
    this.#byOrigin.clear();
    this.newest = this.oldest = null;
  }

  /** Nothing is missing now; `last` is the archive's newest id, if no message is known. */
  complete(last = null) {
    this.upToDate = true;
    this.newest = this.messages.findLast((m) => m.id)?.id ?? last ?? this.newest;
  }

  /** Lets go of the oldest of very many messages, when the newest are on view. */
  trim() {
    if (this.messages.length <= KEPT * 1.5) return;
    this.#cut(KEPT);
    this.changed('messages');
  }

  /** The message if it is here: by its stanza-id, or as one that its sender said twice to be sure. */
  #known({ id, originId, nick, body }) {
    const known = this.#byId.get(id);
    if (known || !originId) return known;
    // XEP-0359 §5: an origin-id is everyone's to copy, so it counts for its own sender only
    const twin = this.#byOrigin.get(originId + nick);
    if (twin?.body !== body) return;
    if (id) this.#byId.set(id, twin);
    return twin;
  }

  #insert(at, message) {
    const { id, originId, nick } = message;
    const record = this.outbox?.claim(message) ?? { key: this.nextKey(), ...message };
    this.messages.splice(at, 0, record);
    if (id) this.#byId.set(id, record);
    if (originId) this.#byOrigin.set(originId + nick, record);
    return record;
  }

  #cut(length) {
    for (const { id, originId, nick } of this.messages.splice(0, this.messages.length - length)) {
      this.#byId.delete(id);
      this.#byOrigin.delete(originId + nick);
    }
    this.oldest = this.messages[0].id;
    this.hasMore = Boolean(this.oldest);
  }
}
