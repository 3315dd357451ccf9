// What is known of one room: who is there and what was said, in the order of its archive. Decides
// where a message belongs and whether it was seen before; fetches nothing and draws nothing.

/** Messages kept while the newest are on view; older ones are fetched again when wanted. */
const KEPT = 300;
/** Messages kept at most, also while someone reads further up. */
const MOST = 3000;
/** Ids of own messages remembered over a reload. */
const OWN_KEPT = 200;

/**
 * A message: `id` is its stanza-id (XEP-0359; null in a room without archive), `originId` its
 * sender's id, `state` is `sent`, `pending` or `failed`. `key` never changes.
 *
 * Events: `messages`, `people`, `room` (phase, subject, title, own role), and `said` with the message
 * as its detail for each that the room passes on, once.
 */
export class RoomStore extends EventTarget {
  /** `absent` → `joining` → `joined`; `left` when the room put us out. */
  phase = 'absent';
  /** Why we are not in: the condition of a StanzaError, or how we were put out. */
  problem = null;
  title = '';
  subject = '';
  /** Ourselves as the room sees us: {nick, role, affiliation, occupantId} */
  me = null;
  occupants = new Map();
  /** How many are there, as far as one is told who is not in. */
  crowd = null;
  /** What the room accepted. */
  messages = [];
  /** What it did not accept yet, or refused. */
  outbox = [];
  /** Whether the archive has anything before `messages`. */
  hasMore = false;
  /** Whether the archive answered once. */
  loaded = false;
  loadingOlder = false;
  /** Stanza-id up to which nothing is missing; where the next fetch begins. */
  newest = null;
  /** Stanza-id before which older messages are to be asked for. */
  oldest = null;

  #gathering = null;
  #byId = new Map();
  #byOrigin = new Map();
  #complete = false;
  #keys = 0;
  #own;
  #remember;

  /** @param {{browser: Memory, tab: Memory}} memory @param {string} name what to remember it under */
  constructor(memory, name) {
    super();
    this.#own = new Set(memory.browser.get('own:' + name));
    this.#remember = {
      own: () => memory.browser.set('own:' + name, [...this.#own].slice(-OWN_KEPT)),
      outbox: () => memory.tab.set('outbox:' + name, this.outbox.length ? this.outbox : null),
    };
    // Whether they arrived before the page was left, nobody knows: the visitor decides
    for (const { originId, nick, body, time } of memory.tab.get('outbox:' + name) ?? []) {
      this.outbox.push(this.#record({ originId, nick, body, time, own: true, state: 'failed' }));
    }
  }

  /** All messages in the order in which they are to be shown. */
  get log() {
    return [...this.messages, ...this.outbox];
  }

  update(changes) {
    Object.assign(this, changes);
    this.#changed('room');
  }

  // People

  /** Begins to learn anew who is there; until `gathered` the old people stay on view. */
  gather() {
    this.#gathering = new Map();
  }

  gathered() {
    this.occupants = this.#gathering ?? this.occupants;
    this.#gathering = null;
    this.#changed('people');
  }

  enter(occupant) {
    const occupants = this.#gathering ?? this.occupants;
    occupants.set(occupant.nick, occupant);
    if (!this.#gathering) this.#changed('people');
  }

  leave(nick) {
    this.#gathering?.delete(nick);
    if (this.occupants.delete(nick)) this.#changed('people');
  }

  /** Whether who said this is a moderator now; the archive does not tell what he was then. */
  isModerator({ nick, occupantId }) {
    const occupant = this.occupants.get(nick);
    if (occupant?.role !== 'moderator') return false;
    return !occupantId || !occupant.occupantId || occupantId === occupant.occupantId;
  }

  // Messages that the room accepted

  /** Takes a message as it comes from the room, after all others. */
  append(message) {
    if (this.#known(message)) return;
    const record = this.#insert(this.messages.length, message);
    if (this.#complete && message.id) this.newest = message.id;
    if (this.messages.length > MOST) this.#cut(MOST);
    this.#changed('messages');
    this.dispatchEvent(new CustomEvent('said', { detail: record }));
  }

  /** Whether nothing is missing before what comes next. */
  get upToDate() {
    return this.#complete;
  }

  /** From here on messages may be missing, until `complete`. */
  interrupted() {
    this.#complete = false;
  }

  /**
   * Takes consecutive messages of the archive. They follow the message with the id `after`; null: they
   * come first. What is known stays, what is not is put between.
   *
   * @returns {?string} the id that the next ones follow
   */
  merge(page, after = null) {
    let at = after ? this.#indexOf(after) + 1 : 0;
    for (const message of page) {
      const known = this.#known(message);
      if (known) at = this.messages.indexOf(known) + 1;
      else this.#insert(at++, message);
    }
    if (page.length) this.#changed('messages');
    return page.at(-1)?.id ?? after;
  }

  /** Forgets what was said before, because too much is missing after it. */
  forget() {
    this.messages = [];
    this.#byId.clear();
    this.#byOrigin.clear();
    this.newest = this.oldest = null;
  }

  /** Nothing is missing now; `last` is the archive's newest id if no message is known. */
  complete(last = null) {
    this.#complete = true;
    this.newest = this.messages.findLast((m) => m.id)?.id ?? last ?? this.newest;
  }

  /** Drops the oldest of very many messages, when the newest are on view. */
  trim() {
    if (this.messages.length <= KEPT * 1.5) return;
    this.#cut(KEPT);
    this.#changed('messages');
  }

  // Messages that it did not accept yet

  /** Queues an own message. @returns {object} the message */
  write(originId, body, now) {
    const { nick, occupantId } = this.me;
    const message = { originId, nick, occupantId, body, time: now, own: true, state: 'pending' };
    this.outbox.push(this.#record(message));
    this.#changedOutbox();
    return this.outbox.at(-1);
  }

  /** Has a refused message wait again, as the last. */
  requeue(message) {
    this.outbox = [...this.outbox.filter((m) => m !== message), message];
    Object.assign(message, { nick: this.me.nick, state: 'pending', error: null, sent: false });
    this.#changedOutbox();
  }

  fail(originId, error) {
    const message = this.outbox.find((m) => m.originId === originId);
    if (!message) return;
    Object.assign(message, { state: 'failed', error });
    this.#changedOutbox();
  }

  discard(message) {
    this.outbox = this.outbox.filter((m) => m !== message);
    this.#changedOutbox();
  }

  /** The connection is gone: nobody knows what arrived. */
  unsent() {
    for (const message of this.outbox) message.sent = false;
  }

  /**
   * The message if it is here already: by its stanza-id; or an own one that waits for it; or one that
   * was sent again since its sender did not know that it had arrived.
   */
  #known(message) {
    const { id, originId, nick, body } = message;
    if (this.#byId.has(id)) return this.#byId.get(id);
    if (!originId) return null;
    // An origin-id is everyone's to copy (XEP-0359 §5), so it counts for its own sender only
    const twin = this.#byOrigin.get(`${originId} ${nick}`);
    if (twin?.body !== body) return null;
    if (id) this.#byId.set(id, twin);
    return twin;
  }

  #insert(at, message) {
    const waiting = this.outbox.find((m) => m.originId === message.originId && m.nick === message.nick);
    let record;
    if (waiting) {
      record = Object.assign(waiting, message, { own: true, state: 'sent', error: null });
      this.discard(waiting);
    } else {
      record = this.#record({ ...message, state: 'sent' });
      record.own = this.#own.has(message.id) || this.#isMine(message);
    }
    if (record.own && record.id) {
      this.#own.add(record.id);
      this.#remember.own();
    }
    this.messages.splice(at, 0, record);
    if (record.id) this.#byId.set(record.id, record);
    if (record.originId) this.#byOrigin.set(`${record.originId} ${record.nick}`, record);
    return record;
  }

  #isMine({ occupantId }) {
    return Boolean(occupantId) && occupantId === this.me?.occupantId;
  }

  #record(message) {
    return { ...message, key: ++this.#keys };
  }

  #indexOf(id) {
    return this.messages.indexOf(this.#byId.get(id));
  }

  #cut(length) {
    for (const old of this.messages.splice(0, this.messages.length - length)) {
      this.#byId.delete(old.id);
      this.#byOrigin.delete(`${old.originId} ${old.nick}`);
    }
    this.oldest = this.messages[0].id;
    this.hasMore = Boolean(this.oldest);
  }

  #changedOutbox() {
    this.#remember.outbox();
    this.#changed('messages');
  }

  #changed(what) {
    this.dispatchEvent(new Event(what));
  }
}
