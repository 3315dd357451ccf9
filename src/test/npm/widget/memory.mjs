// A browser's and a tab's memory for tests: what Memory is with a storage that works.

import { Memory } from '../../../main/webapp/widget/store.js';

class MapStorage extends Map {
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    this.set(key, value);
  }
  removeItem(key) {
    this.delete(key);
  }
}

export function remembering() {
  const browser = new MapStorage();
  const tab = new MapStorage();
  return { browser: new Memory(() => browser), tab: new Memory(() => tab) };
}
