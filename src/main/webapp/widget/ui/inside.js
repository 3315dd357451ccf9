// Everything that somebody needs to take part in a room, put together. Fetched when he is about to.

import { restore } from '../carried.js';
import words from '../i18n/inside.js';
import '../management.js';
import { Visitor } from '../muc.js';
import { another, canBeName } from '../name.js';
import { Outbox } from '../outbox.js';
import { patience } from '../patience.js';
import { quoted } from '../rich.js';
import { Composer } from './composer.js';
import { handOver, takeOver as seatsOf } from './handover.js';
import './icons.js';
import css from './inside-style.js';
import { Live } from './live.js';
import { People } from './people.js';
import { sheet } from './style.js';

const looks = sheet(css);

export { canBeName };

/** The visitor of this chat, with what he uses. */
export function inside(chat) {
  const visitor = takePart(chat);
  if (!chat.composer) furnish(chat);
  return visitor;
}

/** Goes on where the page before was. @returns what takes a chat's seat in its room again, if it had one */
export async function takeOver(saved, ...where) {
  const seats = await seatsOf(saved, ...where);
  return (chat) => {
    const seat = seats.get(chat.name);
    if (!seats.delete(chat.name)) return;
    restore(chat.store, seat.store);
    takePart(chat, seat.outbox).restore();
    chat.reader.restore(seat.address);
  };
}

function takePart(chat, left) {
  const { connection, memory, name, reader, store } = chat;
  if (chat.visitor) return chat.visitor;
  connection.patience ??= patience();
  chat.outbox = new Outbox(store, memory, name, left);
  chat.visitor = new Visitor(connection, reader, store, chat.outbox);
  handOver(chat);
  chat.signal.addEventListener('abort', () => chat.visitor.leave());
  return chat.visitor;
}

function furnish(chat) {
  const { foot, memory, name, root, store, visitor } = chat;
  const t = (chat.t = { ...words, ...chat.t });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, looks];
  chat.another = another;
  const live = new Live(chat);
  const draft = memory.tab.get('draft:' + name) ?? '';
  const keep = (text) => memory.tab.set('draft:' + name, text);
  chat.composer = new Composer(t, draft, keep, (body) => {
    visitor.say(body);
    live.spoke();
  });
  const label = () => (chat.composer.label = t.placeholder(quoted(store.title)));
  store.addEventListener('room', label, { signal: chat.signal });
  label();
  new People(chat, () => foot.rename());
}
