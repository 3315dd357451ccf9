// What a moderator does to the others in a room (XEP-0045 §8.2 to §8.4). Touches no DOM.

import { el } from './xml.js';

const NS = 'http://jabber.org/protocol/muc#admin';
const RANKS = ['outcast', 'none', 'member', 'admin', 'owner'];
const STAFF = RANKS.indexOf('admin');

const rank = ({ affiliation }) => RANKS.indexOf(affiliation);

/** The roles that I may give this person; `none` puts him out. The room has the last word. */
export function powers(me, person) {
  if (me?.role !== 'moderator' || me.nick === person.nick) return [];
  const mine = rank(me);
  const moderates = person.role === 'moderator'; // §5.1.1: only who may appoint moderators is above them
  return [
    person.role === 'visitor' && 'participant',
    // §8.4: not from whose affiliation is as high, and from no admin at all
    person.role === 'participant' && rank(person) < Math.min(mine, STAFF) && 'visitor',
    rank(person) <= mine && (mine >= STAFF || !moderates) && 'none',
  ].filter(Boolean);
}

/** Resolves when the room has done it. @throws {StanzaError} */
export const give = (connection, room, nick, role) =>
  connection.iq('set', room, el(NS, 'query', null, el(NS, 'item', { nick, role })));
