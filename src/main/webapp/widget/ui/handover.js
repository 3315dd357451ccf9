// From page to page: what one page leaves behind, and the next one, of the same tab, goes on with. A
// tab's memory is copied with the tab, so whoever goes on has to claim it first.

import { save } from '../carried.js';
import { StreamManagement } from '../management.js';
import { el } from '../xml.js';
import { CLIENT, token } from '../xmpp.js';

const CLAIMS = 100; // remembered; more are not made in the minutes that a server waits
const LEAVING = 300; // milliseconds, for the page before
const LOOK = 5_000; // milliseconds between two looks at the clock
const SLEPT = 90_000; // milliseconds; a page in the background may look once a minute

/**
 * Goes on with the session of the page before, and leaves its rooms that are not among `rooms`.
 * @returns what is known of the others
 */
export async function takeOver(saved, connection, memory, rooms) {
  const seats = new Map();
  if (!(await claim(saved, memory))) return seats;
  new StreamManagement(connection, saved.stream);
  for (const [name, seat] of saved.seats) {
    if (rooms.has(name)) seats.set(name, seat);
    else connection.send(el(CLIENT, 'presence', { to: seat.occupant, type: 'unavailable' }));
  }
  return seats;
}

/** One tab alone may have it, and soon. */
async function claim({ ticket, time, stream }, { browser }) {
  if (stream.max && Date.now() - time > stream.max * 1000) return false;
  const first = () => {
    const claimed = browser.get('claimed') ?? [];
    if (claimed.includes(ticket)) return false;
    browser.set('claimed', [...claimed, ticket].slice(-CLAIMS));
    return true;
  };
  // Without HTTPS there are no locks, and two tabs would have to be opened within microseconds
  const locks = globalThis.navigator?.locks;
  return locks ? locks.request('mongoose', first) : first();
}

/** Hands the session on when the page is left; looks after the connection until then. */
export function handOver(chat) {
  const { connection, memory, name, outbox, reader, shared, signal, store } = chat;
  const key = 'resume:' + shared.key;
  const management = connection.management ?? new StreamManagement(connection);
  const seat = () => {
    if (store.phase !== 'joined') return null;
    const { address } = reader;
    const occupant = `${address}/${store.me.nick}`;
    return [name, { address, occupant, store: save(store), outbox: outbox.messages }];
  };
  shared.seats.add(seat);
  signal.addEventListener('abort', () => shared.seats.delete(seat));

  const leave = () => {
    const stream = connection.state !== 'left' && management.save();
    if (!stream) return;
    const seats = [...shared.seats].map((seat) => seat()).filter(Boolean);
    memory.tab.set(key, { ticket: token(), time: Date.now(), stream, seats });
    connection.leave();
  };
  // Shown again from the cache: another page may have gone on, and be about to leave only now
  const comeBack = () => {
    if (connection.state !== 'left') return;
    const restart = () => signal.aborted || chat.restart();
    if (memory.tab.get(key)) restart();
    else setTimeout(restart, LEAVING);
  };
  const look = () => (management.active = !document.hidden);
  if (document.hidden) look();

  let seen = Date.now();
  const clock = setInterval(() => {
    if (Date.now() - seen > SLEPT) connection.start();
    seen = Date.now();
  }, LOOK);
  signal.addEventListener('abort', () => clearInterval(clock));
  addEventListener('pagehide', leave, { signal });
  addEventListener('pageshow', comeBack, { signal });
  document.addEventListener('freeze', leave, { signal });
  document.addEventListener('resume', comeBack, { signal });
  document.addEventListener('visibilitychange', look, { signal });
}
