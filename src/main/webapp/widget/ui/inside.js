// Everything that somebody needs to take part in a room, put together. Fetched when he is about to.

import words from '../i18n/inside.js';
import { Visitor } from '../muc.js';
import { Outbox } from '../outbox.js';
import { Composer } from './composer.js';
import './icons.js';
import css from './inside-style.js';
import { Live } from './live.js';
import { People } from './people.js';
import { sheet } from './style.js';

const looks = sheet(css);

/** The visitor of this chat, with what he uses. */
export function inside(chat) {
  return (chat.visitor ??= furnish(chat));
}

function furnish(chat) {
  const { connection, foot, memory, name, reader, root, store } = chat;
  const t = (chat.t = { ...words, ...chat.t });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, looks];
  chat.outbox = new Outbox(store, memory, name);
  const visitor = new Visitor(connection, reader, store, chat.outbox);
  const live = new Live(chat);
  const draft = memory.tab.get('draft:' + name) ?? '';
  const keep = (text) => memory.tab.set('draft:' + name, text);
  chat.composer = new Composer(t, draft, keep, (body) => {
    visitor.say(body);
    live.spoke();
  });
  const label = () => (chat.composer.label = t.placeholder(store.title));
  store.addEventListener('room', label, { signal: chat.signal });
  label();
  new People(chat, () => foot.rename());
  chat.signal.addEventListener('abort', () => visitor.leave());
  return visitor;
}
