// What a browser or a tab remembers for us. A storage that is full, forbidden or absent forgets.

export class Memory {
  #storage;

  /** @param {() => Storage} storage asked each time: the very access may be forbidden */
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

  /** Remembers what can be written as JSON; null forgets. */
  set(key, value) {
    try {
      if (value == null) this.#storage().removeItem('mongoose:' + key);
      else this.#storage().setItem('mongoose:' + key, JSON.stringify(value));
    } catch {
      // then it is not remembered
    }
  }
}
